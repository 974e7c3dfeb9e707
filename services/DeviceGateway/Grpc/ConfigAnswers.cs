using Flux.Contracts.Device.V1;
using Flux.DeviceGateway.Configuring;
using Google.Protobuf.WellKnownTypes;

namespace Flux.DeviceGateway.Grpc;

/// <summary>Maps outcomes of configuration changes to the contract.</summary>
internal static class ConfigAnswers
{
    public static SendConfigResponse Response(ConfigOutcome outcome) => new()
    {
        Sent = { outcome.Sent },
        Output = outcome.Output,
        Warning = outcome.Warning ?? "",
        Snapshot = outcome.Snapshot is not { } snapshot ? null : new ConfigSnapshot
        {
            StoredRevision = snapshot.StoredRevision,
            BeforeRevision = snapshot.BeforeRevision,
            AfterRevision = snapshot.AfterRevision,
            Drift = snapshot.Drift,
            Change = snapshot.Change,
        },
        Trial = outcome.Trial is not { } trial ? null : new Contracts.Device.V1.ConfigTrial
        {
            Id = trial.Id,
            ExpireTime = Timestamp.FromDateTimeOffset(trial.ExpireTime),
            BoundToSession = trial.Bound,
        },
    };
}
