using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Flux.Hosting;

// grpc.health.v1: the server, and each of its services, is SERVING exactly while it is ready.
internal sealed class HealthService(Readiness readiness, HealthWatches watches, EndpointDataSource endpoints, IHostApplicationLifetime lifetime, TimeProvider time)
    : Grpc.Health.V1.Health.HealthBase
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(2);

    private readonly Lazy<HashSet<string>> _services = new(() =>
    [
        "", .. endpoints.Endpoints.Select(e => e.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.ServiceName).OfType<string>(),
    ]);

    public override async Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context) => _services.Value.Contains(request.Service)
        ? new HealthCheckResponse { Status = await StatusAsync(context.CancellationToken) }
        : throw FluxError.NotFound("service", request.Service, "grpc.health.v1.Health/List names the services of this server");

    public override async Task<HealthListResponse> List(HealthListRequest request, ServerCallContext context)
    {
        var status = await StatusAsync(context.CancellationToken);
        var response = new HealthListResponse();
        foreach (var name in _services.Value)
            response.Statuses[name] = new HealthCheckResponse { Status = status };
        return response;
    }

    public override async Task Watch(HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        watches.Add(context.GetHttpContext());
        var known = _services.Value.Contains(request.Service);
        ServingStatus? sent = null;
        // The readiness checks have no events; between them and the end of the process the timer is what there is.
        using var timer = new PeriodicTimer(WatchInterval, time);
        using var stopping = lifetime.ApplicationStopping.Register(timer.Dispose);
        do
        {
            var status = known ? await StatusAsync(context.CancellationToken) : ServingStatus.ServiceUnknown;
            if (status != sent)
                await responseStream.WriteAsync(new HealthCheckResponse { Status = status }, context.CancellationToken);
            sent = status;
        }
        while (await timer.WaitForNextTickAsync(context.CancellationToken));
        // The watchers are told before the calls are drained.
        if (known && sent != ServingStatus.NotServing)
            await responseStream.WriteAsync(new HealthCheckResponse { Status = ServingStatus.NotServing }, context.CancellationToken);
    }

    private async Task<ServingStatus> StatusAsync(CancellationToken cancellationToken) =>
        (await readiness.EvaluateAsync(cancellationToken)).Count == 0 ? ServingStatus.Serving : ServingStatus.NotServing;
}
