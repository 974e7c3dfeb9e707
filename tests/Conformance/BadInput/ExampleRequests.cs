using System.Text;
using System.Text.Json;
using Flux.Conformance.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Flux.Conformance.BadInput;

/// <summary>The requests of docs/api-examples.yaml as messages: what is changed of a good request gets further than what is random throughout.</summary>
internal static class ExampleRequests
{
    private static readonly Lazy<List<(string Method, string Json)>> Examples = new(() =>
        [.. ApiExamples.Read().Select(example => (example.Rpc, Json: First(GrpcurlLine.Variable().Replace(example.Request, "1"))))]);

    /// <summary>The request of the first example that takes this type; null if there is none.</summary>
    public static IMessage? Find(MessageDescriptor type) => Examples.Value
        .Where(example => $"{example.Method[(example.Method.IndexOf('/', StringComparison.Ordinal) + 1)..]}Request" == type.Name && example.Method.StartsWith(type.File.Package + ".", StringComparison.Ordinal))
        .Select(example => JsonParser.Default.Parse(example.Json, type)).FirstOrDefault();

    // Of a streaming request the first message.
    private static string First(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json), new JsonReaderOptions { AllowMultipleValues = true });
        return reader.Read() ? JsonElement.ParseValue(ref reader).GetRawText() : "{}";
    }
}
