using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Hosting;
using Flux.Inventory.Audit;
using Flux.Inventory.Elements;
using Flux.Inventory.Storage;
using Google.Protobuf.WellKnownTypes;

namespace Flux.Inventory.Connections;

/// <summary>Keeps host keys and execution times of elements.</summary>
internal sealed class ElementStates(IDocumentStore store, ElementFinder finder, AuditLog audit, TimeProvider clock)
{
    /// <summary>Keeps the first key; FAILED_PRECONDITION when another one is kept.</summary>
    public Task PinAsync(PinHostKeyRequest request, CancellationToken ct)
    {
        var violations = new Violations();
        violations.Require(request.HostKey is { Type.Length: > 0, KeyBase64.Length: > 0 }, "host_key", "must hold type and key_base64.");
        violations.ThrowIfAny();
        return ChangeAsync(request.ElementId, "", "host_key", state =>
        {
            if (state.HostKey is { } pinned && (pinned.Type != request.HostKey.Type || pinned.KeyBase64 != request.HostKey.KeyBase64))
            {
                throw FluxError.FailedPrecondition(
                    "HOST_KEY_PINNED", $"elements/{request.ElementId}",
                    $"the key {pinned.Fingerprint} is pinned, the element showed {request.HostKey.Fingerprint}; if the device was replaced, call DeleteHostKey first");
            }

            return state with { HostKey = state.HostKey ?? request.HostKey };
        }, ct);
    }

    /// <summary>Forgets the key, so that the next connection can pin another; absence is fine.</summary>
    public Task UnpinAsync(long elementId, bool validateOnly, CancellationToken ct) =>
        ChangeAsync(elementId, "", "host_key", state => validateOnly ? state : state with { HostKey = null }, ct);

    public Task RecordExecutionAsync(RecordExecutionRequest request, CancellationToken ct)
    {
        var violations = new Violations();
        violations.Require(request.StartTime is not { } time || IsMoment(time), "start_time", "must be a moment between the years 1 and 9999");
        violations.ThrowIfAny();
        var start = request.StartTime?.ToDateTimeOffset() ?? clock.GetUtcNow();
        return ChangeAsync(request.ElementId, null, "", state => new ElementState(
            state.FirstExecution is { } first && first <= start ? first : start,
            state.LastExecution is { } last && last >= start ? last : start,
            state.HostKey), ct);
    }

    private static bool IsMoment(Timestamp time) => time is { Seconds: >= -62_135_596_800 and < 253_402_300_800, Nanos: >= 0 and < 1_000_000_000 };

    private Task<bool> ChangeAsync(long elementId, string? actor, string field, Func<ElementState, ElementState> change, CancellationToken ct) =>
        Conflicts.RetryAsync("element", $"{elementId}", async () =>
        {
            var stored = await store.GetAsync(ElementState.Type, Keys.Of(elementId), ct);
            // What is stored goes with its element: where there is a state, there is an element.
            var element = stored is null || actor is not null ? await finder.FindAsync(elementId, ct) : null;
            var before = stored?.Value ?? ElementState.Empty;
            var after = change(before);
            if (after == before) return false;
            var batch = stored is null
                ? new DocumentBatch().Require(StoredElement.Type, element!.Id).Insert(ElementState.Type, element.Id, after)
                : new DocumentBatch().Update(ElementState.Type, stored.Id, after, stored.Version);
            if (actor is not null)
            {
                var entry = AuditChange.OfText(field, before.HostKey?.Fingerprint ?? "", after.HostKey?.Fingerprint ?? "");
                audit.Add(batch, actor, "changed", "element", elementId, element!.Value.Fields.Name, [entry]);
            }

            await store.CommitAsync(batch, ct);
            return true;
        });
}
