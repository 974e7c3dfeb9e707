using Flux.Conformance.Contract;

namespace Flux.Conformance.Api;

/// <summary>docs/api.md says what the protos say, and every RPC has an example.</summary>
public sealed class ApiDocumentTests
{
    [Fact]
    public async Task ApiDocument_Protos_AreWrittenInIt()
    {
        var expected = await ApiDocument.WriteAsync();
        if (Environment.GetEnvironmentVariable("FLUX_WRITE_DOCS") is { Length: > 0 })
            await File.WriteAllTextAsync(ApiDocument.File, expected);
        var written = File.Exists(ApiDocument.File) ? await File.ReadAllTextAsync(ApiDocument.File) : "";
        Assert.True(expected == written, "docs/api.md is out of date: FLUX_WRITE_DOCS=1 dotnet test tests/Conformance --filter ApiDocument");
    }

    [Fact]
    public void ApiExamples_EachRpc_HasOne()
    {
        var rpcs = SixServices.Names.SelectMany(SixServices.ContractOf)
            .SelectMany(service => service.Methods.Select(method => $"{service.FullName}/{method.Name}")).ToHashSet();
        var examples = ApiExamples.Read().Select(example => example.Rpc).ToList();
        Assert.True(rpcs.SetEquals(examples), $"docs/api-examples.yaml lacks {string.Join(", ", rpcs.Except(examples))}; it has too much: {string.Join(", ", examples.Except(rpcs))}");
        Assert.Distinct(examples);
    }

    [Fact]
    public void ApiExamples_KeptValues_AreKeptBeforeTheyAreUsed()
    {
        var kept = new HashSet<string>();
        foreach (var example in ApiExamples.Read().SelectMany(example => example.Before.Append(example)))
        {
            Assert.All(GrpcurlLine.Variable().Matches(example.Request), match => Assert.True(kept.Contains(match.Value[1..]), $"{example.Rpc}: nothing kept {match.Value} before"));
            kept.UnionWith(example.Keep.Keys);
        }
    }
}
