using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Flux.Contracts.Common.V1;
using Flux.Contracts.Script;
using Flux.Contracts.Script.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Ports;
using Grpc.Core;
using Client = Flux.Contracts.Script.V1.ScriptService.ScriptServiceClient;

namespace Flux.FlowOrchestrator.Adapters;

/// <summary>Script-runner over gRPC.</summary>
internal sealed class ScriptAdapter(Client client, Downstream downstream, FlowOptions options) : IScripts
{
    private const string Service = "script-runner";

    /// <inheritdoc/>
    public async Task<ScriptOutcome> ExecuteAsync(ScriptJob job, IScriptHost host, CancellationToken cancellationToken)
    {
        var start = new Start { Kind = job.Kind, Name = job.Name, Source = job.Source, InputsJson = Inputs(job.Inputs), Tenant = job.Tenant, Determinism = job.Determinism };
        try
        {
            return await downstream.PatientlyAsync(Service, () => ExecuteAsync(start, job.Timeout, host, cancellationToken), cancellationToken);
        }
        catch (FormatException e)
        {
            throw new FailureException(Failures.Of("OUTPUT_NOT_JSON", $"{job.Name}: the result is {e.Message}"), inner: e);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> RenderAsync(IReadOnlyList<Template> templates, string contextJson, string tenant, CancellationToken cancellationToken)
    {
        var request = new RenderTemplatesRequest { ContextJson = contextJson, Tenant = tenant };
        request.Templates.AddRange(templates);
        if (PlainTemplates.TryRender(request) is { } texts)
            return texts;
        var rendered = await downstream.CallAsync(Service, () => client.RenderTemplatesAsync(request, downstream.Within(options.TaskTimeout, cancellationToken)), cancellationToken, repeatable: true);
        return rendered.Failure is null ? rendered.Texts : throw new FailureException(rendered.Failure);
    }

    /// <inheritdoc/>
    public async Task<Failure?> CheckAsync(ScriptKind kind, string name, string source, CancellationToken cancellationToken)
    {
        var request = new CheckRequest { Kind = kind, Name = name, Source = source };
        return (await downstream.CallAsync(Service, () => client.CheckAsync(request, downstream.Quick(cancellationToken)), cancellationToken, repeatable: true)).Failure;
    }

    private async Task<ScriptOutcome> ExecuteAsync(Start start, TimeSpan timeout, IScriptHost host, CancellationToken cancellationToken)
    {
        var call = client.Execute(downstream.Within(timeout, cancellationToken));
        try
        {
            var outcome = await ConverseAsync(call, start, host, cancellationToken);
            _ = EndAsync(call);
            return outcome;
        }
        catch
        {
            call.Dispose();
            throw;
        }
    }

    private static async Task<ScriptOutcome> ConverseAsync(
        AsyncDuplexStreamingCall<ExecuteRequest, ExecuteResponse> call, Start start, IScriptHost host, CancellationToken cancellationToken)
    {
        await SendAsync(call.RequestStream.WriteAsync(new ExecuteRequest { Start = start }, cancellationToken));
        while (await call.ResponseStream.MoveNext(cancellationToken))
        {
            var message = call.ResponseStream.Current;
            switch (message.MessageCase)
            {
                case ExecuteResponse.MessageOneofCase.Call:
                    await SendAsync(call.RequestStream.WriteAsync(new ExecuteRequest { CallResult = await AnswerAsync(message.Call, host, cancellationToken) }, cancellationToken));
                    break;
                case ExecuteResponse.MessageOneofCase.Log:
                    await host.LogAsync(message.Log.Level, message.Log.Message);
                    break;
                case ExecuteResponse.MessageOneofCase.Completed:
                    return new ScriptOutcome(Json.ParseObject(message.Completed.OutputsJson), null, message.Completed.Stdout);
                case ExecuteResponse.MessageOneofCase.Failed:
                    return new ScriptOutcome([], message.Failed.Failure ?? Failures.Of("SCRIPT_EXCEPTION", "the script failed"), message.Failed.Stdout);
            }
        }
        throw new FailureException("SCRIPT_RUNNER_FAULT", $"{Service} ended the call without a result");
    }

    // To the end of the stream: a call that is dropped when it has said all is a reset on the wire, and servers count those. Nobody need wait for that.
    private static async Task EndAsync(AsyncDuplexStreamingCall<ExecuteRequest, ExecuteResponse> call)
    {
        using (call)
        {
            try
            {
                await call.RequestStream.CompleteAsync();
                while (await call.ResponseStream.MoveNext(CancellationToken.None))
                {
                    // Nothing comes after the result.
                }
            }
            catch (Exception e) when (e is RpcException or InvalidOperationException or IOException or OperationCanceledException)
            {
                // The result is there; how the call ended after it says nothing.
            }
        }
    }

    private static async Task<CallResult> AnswerAsync(Call call, IScriptHost host, CancellationToken cancellationToken)
    {
        var result = new CallResult { CallId = call.CallId };
        try
        {
            result.ValueJson = Json.Write(await host.CallAsync(call.Function, Json.ParseObject(call.ArgumentsJson), cancellationToken));
        }
        catch (ScriptCallException e)
        {
            result.Error = new CallError { Type = e.Type, Message = e.Message };
        }
        return result;
    }

    // When a call ended early, writing fails with less than what reading then tells.
    private static async Task SendAsync(Task writing)
    {
        try
        {
            await writing;
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException or IOException)
        {
        }
    }

    // The values belong to the caller; writing them one by one saves the copy that a new object of them would need.
    private static string Inputs(IReadOnlyDictionary<string, JsonNode?> inputs)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, Json.Writing))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in inputs)
            {
                writer.WritePropertyName(name);
                if (value is null)
                    writer.WriteNullValue();
                else
                    value.WriteTo(writer);
            }
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
