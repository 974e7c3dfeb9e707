using Flux.Contracts.Script.V1;
using Flux.Hosting;
using Flux.ScriptRunner.Execution;
using Flux.ScriptRunner.Kinds;
using Flux.ScriptRunner.Sandbox;
using Grpc.Core;

namespace Flux.ScriptRunner.Grpc;

/// <summary>The service's face: checks requests, maps them to the engine and back.</summary>
internal sealed class ScriptGrpcService(ScriptEngine engine, SandboxOptions options) : ScriptService.ScriptServiceBase
{
    /// <inheritdoc/>
    public override async Task Execute(
        IAsyncStreamReader<ExecuteRequest> requestStream, IServerStreamWriter<ExecuteResponse> responseStream, ServerCallContext context)
    {
        if (!await requestStream.MoveNext(context.CancellationToken) || requestStream.Current.Start is not { } start)
            throw FluxError.InvalidArgument("start", "the first message must be start");
        var host = new StreamHost(requestStream, responseStream);
        var outcome = await engine.RunAsync(RequestReader.Job(start, options), host, context.CancellationToken);
        var end = outcome.Failure is null
            ? new ExecuteResponse { Completed = OutcomeMapper.Completed(outcome) }
            : new ExecuteResponse { Failed = OutcomeMapper.Failed(outcome) };
        await responseStream.WriteAsync(end, context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<RunResponse> Run(RunRequest request, ServerCallContext context)
    {
        var outcome = await engine.RunAsync(RequestReader.Job(request, options), SilentHost.Instance, context.CancellationToken);
        return outcome.Failure is null
            ? new RunResponse { Completed = OutcomeMapper.Completed(outcome) }
            : new RunResponse { Failed = OutcomeMapper.Failed(outcome) };
    }

    /// <inheritdoc/>
    public override async Task<RenderTemplatesResponse> RenderTemplates(RenderTemplatesRequest request, ServerCallContext context)
    {
        RequestReader.Check(request);
        return OutcomeMapper.Rendered(await engine.RenderAsync(request, context.CancellationToken), request.Templates.Count);
    }

    /// <inheritdoc/>
    public override async Task<CheckResponse> Check(CheckRequest request, ServerCallContext context)
    {
        RequestReader.Check(request);
        return OutcomeMapper.Checked(await engine.CheckAsync(request.Kind, request.Source, RequestReader.NameOf(request.Name), context.CancellationToken));
    }

    /// <inheritdoc/>
    public override Task<ListKindsResponse> ListKinds(ListKindsRequest request, ServerCallContext context) => Task.FromResult(KindDescriptions.All);
}
