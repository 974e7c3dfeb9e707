using Flux.Hosting;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Flux.ScriptRunner.Admission;

internal static class AdmissionErrors
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>RESOURCE_EXHAUSTED with QuotaFailure and RetryInfo: no place for another run, and none in the queue.</summary>
    public static FluxException QueueFull(int running, int queued, int ofTenant)
    {
        var message = $"{running} scripts run and {queued} wait, {ofTenant} of them this tenant's; try again later";
        var quota = new QuotaFailure();
        quota.Violations.Add(new QuotaFailure.Types.Violation { Subject = "script queue", Description = message });
        return new FluxException(
            StatusCode.ResourceExhausted, "SCRIPT_QUEUE_FULL", message, null, quota, new RetryInfo { RetryDelay = Duration.FromTimeSpan(RetryAfter) });
    }
}
