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
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(1);

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
        await ClosedAsync(requestStream, context.CancellationToken);
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

    // A stream that ends here before the client has closed its side stays open on the wire until Kestrel gives it up after five seconds, and with
    // some two hundred of those Kestrel refuses further calls (ENHANCE_YOUR_CALM). So the client, which closes when it has the end, is waited for.
    private static async Task ClosedAsync(IAsyncStreamReader<ExecuteRequest> requests, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(ClosePatience);
        try
        {
            await requests.MoveNext(patience.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or RpcException or IOException)
        {
        }
    }
}
