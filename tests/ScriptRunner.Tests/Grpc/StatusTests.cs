using Flux.Contracts.Script.V1;
using Flux.Hosting;
using Flux.ScriptRunner.Tests.Fixtures;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Flux.ScriptRunner.Tests.Grpc;

public sealed class StatusTests(ScriptServer server) : IClassFixture<ScriptServer>
{
    private async Task<RpcException> FailAsync(params ExecuteRequest[] requests)
    {
        using var call = server.Client.Execute();
        foreach (var request in requests)
            await call.RequestStream.WriteAsync(request);
        await call.RequestStream.CompleteAsync();
        return await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await call.ResponseStream.MoveNext(default))
            {
                // Calls of the script, before the error.
            }
        });
    }

    private static ExecuteRequest Start(string source) => new() { Start = new Start { Kind = ScriptKind.FlowSerial, Source = source } };

    [Fact]
    public async Task Run_SeveralMistakes_AreAllInTheDetails()
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () => await server.Client.RunAsync(
            new RunRequest { InputsJson = "[1]", Limits = new Limits { Cpu = Duration.FromTimeSpan(TimeSpan.FromHours(1)) } }));
        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Equal(["inputs_json", "limits.cpu"], error.GetViolations().Select(v => v.Field));
    }

    [Fact]
    public async Task Execute_NoMessageAtAll_IsInvalid() => Assert.Equal(StatusCode.InvalidArgument, (await FailAsync()).StatusCode);

    [Fact]
    public async Task Execute_FirstMessageIsNoStart_IsInvalid() =>
        Assert.Equal("start", Assert.Single((await FailAsync(new ExecuteRequest { CallResult = new CallResult() })).GetViolations()).Field);

    [Fact]
    public async Task Execute_StreamEndsBeforeTheResult_IsInvalid() =>
        Assert.Equal("call_result", Assert.Single((await FailAsync(Start("run_task(id=1)"))).GetViolations()).Field);

    [Theory]
    [InlineData(2, "1", "call_result.call_id")]
    [InlineData(1, "{", "call_result.value_json")]
    public async Task Execute_WrongResult_NamesTheField(long id, string json, string field) => Assert.Equal(
        field,
        Assert.Single((await FailAsync(Start("run_task(id=1)"), new ExecuteRequest { CallResult = new CallResult { CallId = id, ValueJson = json } })).GetViolations()).Field);

    [Fact]
    public async Task Readiness_Started_BecomesReady()
    {
        await server.Client.RunAsync(new RunRequest());
        using var response = await server.Http.GetAsync(new Uri("/readyz", UriKind.Relative));
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }
}
