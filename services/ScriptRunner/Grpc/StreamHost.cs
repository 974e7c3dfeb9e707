using System.Text;
using Flux.Contracts.Script.V1;
using Flux.Hosting;
using Flux.ScriptRunner.Execution;
using Grpc.Core;
using LogLevel = Flux.Contracts.Common.V1.LogLevel;

namespace Flux.ScriptRunner.Grpc;

/// <summary>The client of an Execute stream as the host of its script. A script has one call at a time, so the next message is its answer.</summary>
internal sealed class StreamHost(IAsyncStreamReader<ExecuteRequest> requests, IServerStreamWriter<ExecuteResponse> responses) : IScriptHost
{
    public async ValueTask<CallAnswer> CallAsync(long id, string function, string argumentsJson, CancellationToken cancellationToken)
    {
        await responses.WriteAsync(
            new ExecuteResponse { Call = new Call { CallId = id, Function = function, ArgumentsJson = argumentsJson } }, cancellationToken);
        if (!await requests.MoveNext(cancellationToken))
            throw FluxError.InvalidArgument("call_result", $"the stream ended before the result of call {id} ({function})");
        if (requests.Current.CallResult is not { } answer)
            throw FluxError.InvalidArgument("call_result", $"the message after call {id} must be its result");
        if (answer.CallId != id)
            throw FluxError.InvalidArgument("call_result.call_id", $"is {answer.CallId}, but call {id} waits for its result");
        switch (answer.ResultCase)
        {
            case CallResult.ResultOneofCase.Error:
                return CallAnswer.Error(answer.Error.Type, answer.Error.Message);
            case CallResult.ResultOneofCase.ValueJson:
                if (answer.ValueJson.Length > 0 && JsonText.Fault(Encoding.UTF8.GetBytes(answer.ValueJson), mustBeObject: false) is { } fault)
                    throw FluxError.InvalidArgument("call_result.value_json", fault);
                return CallAnswer.Value(answer.ValueJson);
            default:
                throw FluxError.InvalidArgument("call_result.result", "set value_json or error");
        }
    }

    public async ValueTask LogAsync(LogLevel level, string message, CancellationToken cancellationToken) =>
        await responses.WriteAsync(new ExecuteResponse { Log = new LogLine { Level = level, Message = message } }, cancellationToken);
}
