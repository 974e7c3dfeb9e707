using Flux.Contracts.Script.V1;
using Flux.Hosting;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Flux.FlowOrchestrator.Tests.Adapters;

/// <summary>A script-runner that does what the source says: "busy" refuses twice, "calls" calls, "fails" fails, "broken" ends without a word.</summary>
internal sealed class TestScriptService : ScriptService.ScriptServiceBase
{
    /// <summary>How many calls began.</summary>
    public int Begun { get; private set; }

    /// <summary>Counts the clients that close their side after the last message.</summary>
    public SemaphoreSlim Closed { get; } = new(0);

    public override async Task Execute(IAsyncStreamReader<ExecuteRequest> requestStream, IServerStreamWriter<ExecuteResponse> responseStream, ServerCallContext context)
    {
        Begun++;
        Assert.True(await requestStream.MoveNext(context.CancellationToken));
        var start = requestStream.Current.Start;
        if (start.Source == "busy" && Begun <= 2)
            throw new FluxException(StatusCode.ResourceExhausted, "SCRIPT_QUEUE_FULL", "no room", null, new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(1)) });
        if (start.Source == "too large")
            throw FluxError.ResourceExhausted("source", "is too large");
        if (start.Source == "broken")
            return;
        var outputs = start.InputsJson;
        if (start.Source == "calls")
        {
            await responseStream.WriteAsync(new ExecuteResponse { Call = new Call { CallId = 1, Function = "run_task", ArgumentsJson = """{"id":1.0}""" } });
            Assert.True(await requestStream.MoveNext(context.CancellationToken));
            var answer = requestStream.Current.CallResult;
            outputs = answer.Error is { } error ? $$"""{"error":"{{error.Type}} {{error.Message}}"}""" : $$"""{"value":{{answer.ValueJson}}}""";
        }
        await responseStream.WriteAsync(start.Source == "fails"
            ? new ExecuteResponse { Failed = new Failed { Failure = new() { Reason = "SCRIPT_EXCEPTION", Message = "no" }, Stdout = "printed" } }
            : new ExecuteResponse { Completed = new Completed { OutputsJson = outputs } });
        if (!await requestStream.MoveNext(context.CancellationToken))
            Closed.Release();
    }
}
