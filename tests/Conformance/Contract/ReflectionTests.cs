using Flux.Conformance.Peers;
using Grpc.Core;

namespace Flux.Conformance.Contract;

/// <summary>A stock client that knows nothing but an address finds and calls everything of the six services.</summary>
[Collection(WithSixServices.Name)]
public sealed class ReflectionTests(SixServices services)
{
    public static TheoryData<string> Names => new(SixServices.Names);

    [Theory, MemberData(nameof(Names))]
    public Task ListServices_OverReflectionV1_NamesTheContract(string appId) => ExpectContractAsync(appId, "grpc-v1");

    [Theory, MemberData(nameof(Names))]
    public Task ListServices_OverReflectionV1Alpha_NamesTheContract(string appId) => ExpectContractAsync(appId, "grpc-v1alpha");

    [Theory, MemberData(nameof(Names))]
    public async Task ListMethods_EachService_NamesItsContract(string appId)
    {
        var result = await Buf.CurlAsync(services.AddressOf(appId), "", "--list-methods");
        Assert.True(result.ExitCode == 0, result.Errors);
        var expected = SixServices.ContractOf(appId).SelectMany(service => service.Methods.Select(method => $"{service.FullName}/{method.Name}"));
        var listed = result.Output.Split('\n', StringSplitOptions.TrimEntries);
        Assert.All(expected, method => Assert.Contains(method, listed));
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Health_EachService_AnswersThroughReflection(string appId)
    {
        var result = await Buf.CurlAsync(services.AddressOf(appId), "/grpc.health.v1.Health/Check", "-d", "{}");
        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Contains("SERVING", result.Output, StringComparison.Ordinal);
    }

    // The empty request is the user's most common mistake: an answer or a status that says what is wrong, never "internal error".
    [Theory, MemberData(nameof(Names))]
    public async Task EmptyRequest_EachMethod_IsAnsweredCleanly(string appId)
    {
        var failures = new List<string>();
        foreach (var service in SixServices.ContractOf(appId))
        {
            // A watch stays open by design, and buf curl has no deadline; the random requests reach it.
            foreach (var method in service.Methods.Where(m => !m.IsClientStreaming && !m.Name.StartsWith("Watch", StringComparison.Ordinal)))
            {
                var result = await Buf.CurlAsync(services.AddressOf(appId), $"/{service.FullName}/{method.Name}", "-d", "{}");
                if ((StatusCode)Buf.StatusOf(result) is StatusCode.Unknown or StatusCode.Internal or StatusCode.Unimplemented || result.ExitCode % 8 != 0)
                    failures.Add($"{method.Name}: exit code {result.ExitCode} {result.Errors}");
            }
        }
        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures));
    }

    private async Task ExpectContractAsync(string appId, string protocol)
    {
        var result = await Buf.CurlAsync(services.AddressOf(appId), "", "--list-services", "--reflect-protocol", protocol);
        Assert.True(result.ExitCode == 0, result.Errors);
        var listed = result.Output.Split('\n', StringSplitOptions.TrimEntries);
        Assert.All(SixServices.ContractOf(appId), service => Assert.Contains(service.FullName, listed));
        Assert.Contains("grpc.health.v1.Health", listed);
    }
}
