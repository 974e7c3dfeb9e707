using Grpc.Core;

namespace Flux.Hosting.ProbeHost;

public sealed class ProbeService(ProbeEvents events, Probe.ProbeClient other, FluxHostOptions host, ProbeOptions options, ILogger<ProbeService> logger)
    : Probe.ProbeBase
{
    public static FluxService Identity { get; } = new("flux-probe", 7199, "for tests");

    public override async Task<ProbeReply> Do(ProbeRequest request, ServerCallContext context)
    {
        switch (request.Action)
        {
            case "relay":
                return await other.DoAsync(request.Next, cancellationToken: CancellationToken.None);
            case "relay-stream":
                using (var call = other.Watch(request.Next, cancellationToken: CancellationToken.None))
                {
                    var texts = new List<string>();
                    await foreach (var reply in call.ResponseStream.ReadAllAsync())
                        texts.Add(reply.Text);
                    return new ProbeReply { Text = string.Join(',', texts) };
                }
            case "wait":
                await WaitAsync(context);
                break;
            case "hold":
                events.Start();
                await events.Released;
                break;
            case "log":
                logger.LogInformation("the text is {Text}", request.Text);
                break;
        }
        Fail(request);
        return new ProbeReply { Text = Answer(request, context) };
    }

    public override async Task Watch(ProbeRequest request, IServerStreamWriter<ProbeReply> responseStream, ServerCallContext context)
    {
        await responseStream.WriteAsync(new ProbeReply { Text = Answer(request, context) });
        if (request.Action == "wait")
            await WaitAsync(context);
        Fail(request);
    }

    private string Answer(ProbeRequest request, ServerCallContext context) => request.Action switch
    {
        "correlation" => Correlation.Current ?? "",
        "deadline" => context.Deadline == DateTime.MaxValue ? "none" : $"{(context.Deadline - DateTime.UtcNow).TotalSeconds:0}",
        "data" => host.Data,
        "pool-size" => $"{options.PoolSize}",
        "port" => $"{context.GetHttpContext().Connection.LocalPort}",
        "header" => context.RequestHeaders.GetValue(request.Text) ?? "",
        "length" => $"{request.Text.Length}",
        _ => request.Text,
    };

    private static void Fail(ProbeRequest request)
    {
        switch (request.Action)
        {
            case "throw":
                throw new InvalidOperationException("the secret text");
            case "operation-cancelled":
                throw new OperationCanceledException();
            case "rpc":
                throw new RpcException(new Status(StatusCode.OutOfRange, request.Text));
            case "not-found":
                throw FluxError.NotFound("task", request.Text);
            case "already-exists":
                throw FluxError.AlreadyExists("task", request.Text);
            case "precondition":
                throw FluxError.FailedPrecondition("RUN_IS_TERMINAL", "runs/1", "the run is over; start another");
            case "aborted":
                throw FluxError.Aborted("task", request.Text);
            case "unavailable":
                throw FluxError.Unavailable("the queue is full", TimeSpan.FromSeconds(3));
            case "exhausted":
                throw FluxError.ResourceExhausted("context size", "at most 4 MiB");
            case "denied":
                throw FluxError.PermissionDenied("no");
            case "timeout":
                throw FluxError.DeadlineExceeded("script 'a'", TimeSpan.FromSeconds(1.5));
            case "validation":
                var violations = new Violations();
                violations.Require(request.Text.Length > 3, "text", "must have more than 3 characters");
                violations.Require(request.Next is not null, "next.items[2].name", "must not be empty");
                violations.ThrowIfAny();
                break;
        }
    }

    private async Task WaitAsync(ServerCallContext context)
    {
        using var registration = context.CancellationToken.Register(events.Cancel);
        events.Start();
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
    }
}
