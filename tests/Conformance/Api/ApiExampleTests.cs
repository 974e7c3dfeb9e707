using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Flux.Cli;
using Flux.Cli.Supervision;
using Flux.Conformance.Contract;
using Flux.Conformance.Peers;
using Xunit.Abstractions;

namespace Flux.Conformance.Api;

/// <summary>Every line of docs/api.md works.</summary>
public sealed partial class ApiExampleTests(DemoSuite demo, ITestOutputHelper output) : IClassFixture<DemoSuite>
{
    private readonly Dictionary<string, string> _kept = [];
    private readonly List<string> _failures = [];

    // One after the other, as a person would: what one creates the next reads.
    [Fact]
    public async Task ApiExamples_EachInOrder_Works()
    {
        foreach (var example in ApiExamples.Read())
            await RunAsync(example);
        if (_failures.Count > 0)
            demo.Log.TakeLast(20).ToList().ForEach(output.WriteLine);
        Assert.True(_failures.Count == 0, string.Join(Environment.NewLine, _failures));
    }

    private async Task RunAsync(ApiExample example)
    {
        foreach (var before in example.Before)
            await RunAsync(before);
        var request = Ports(GrpcurlLine.Variable().Replace(example.Request, match => _kept.GetValueOrDefault(match.Value[1..], match.Value)));
        if (example.Endless)
        {
            if (!await Buf.BeginsAsync(AddressOf(example), "/" + example.Rpc, "-d", request))
                _failures.Add($"{example.Rpc} {request}: no answer began");
            return;
        }
        var result = await Buf.CurlAsync(AddressOf(example), "/" + example.Rpc, "-d", request);
        if (result.ExitCode != (int)example.Status * 8)
            _failures.Add($"{example.Rpc} {request}: exit code {result.ExitCode} {result.Errors} {result.Output}");
        else
            Keep(example, result.Output);
    }

    private void Keep(ApiExample example, string answer)
    {
        foreach (var (name, path) in example.Keep)
        {
            if (Find(answer, path) is { } value)
                _kept[name] = value;
            else
                _failures.Add($"{example.Rpc}: the answer has no {path}: {answer}");
        }
    }

    private static string? Find(string answer, string path)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(answer), new JsonReaderOptions { AllowMultipleValues = true });
        var value = reader.Read() ? JsonElement.ParseValue(ref reader) : default;
        foreach (var name in path.Split('.'))
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
                return null;
        }
        return value.ToString();
    }

    private Uri AddressOf(ApiExample example) =>
        demo.Suite[SixServices.Names.First(name => example.Rpc.StartsWith(SixServices.PackageOf(name) + ".", StringComparison.Ordinal))];

    // The document has the ports of tye.yaml.
    private string Ports(string request) => Port().Replace(request, match =>
    {
        var usual = SuiteFile.Read(Workspace.SuiteFile);
        var port = int.Parse(match.Value, CultureInfo.InvariantCulture);
        var service = usual.FirstOrDefault(service => service.Ports.Grpc == port || service.Ports.Http == port);
        var real = demo.Suite.Services.FirstOrDefault(item => item.Name == service?.Name)?.Ports;
        return service is null ? match.Value : $"{(service.Ports.Grpc == port ? real!.Grpc : real!.Http)}";
    });

    [GeneratedRegex(@"\b7[12]0\d\b")]
    private static partial Regex Port();
}
