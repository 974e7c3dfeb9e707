using System.Runtime.CompilerServices;
using Flux.Contracts.Common.V1;
using Flux.Documents;
using Flux.Events.Storage;
using Flux.Hosting;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Flux.Events;

/// <summary>Streams events to those who watch.</summary>
public sealed class EventFeed
{
    private const int PageSize = 200;
    private const int MaxTypes = 100;
    private readonly EventLog log;
    private readonly LogWaiter waiter;
    private readonly FluxService service;

    internal EventFeed(EventLog log, LogWaiter waiter, FluxService service)
    {
        this.log = log;
        this.waiter = waiter;
        this.service = service;
    }

    /// <summary>
    /// Opens a stream of every event after a number: those that are kept first, then new ones as they come, until cancelled. Events that are
    /// written after this method completes are in it.
    /// </summary>
    /// <param name="after">The last one that the caller has seen; 0 for all that are kept, null for new ones only.</param>
    /// <param name="types">Only these types; a type that ends in <c>.*</c> stands for all that begin like it; empty for all.</param>
    /// <param name="ct">Ends the stream.</param>
    /// <exception cref="FluxException">
    /// INVALID_ARGUMENT (<c>after_sequence</c>, <c>types</c>), OUT_OF_RANGE (now or later) when events after the number are no longer kept.
    /// </exception>
    public async Task<IAsyncEnumerable<Event>> OpenAsync(long? after, IReadOnlyList<string> types, CancellationToken ct)
    {
        var bounds = await log.BoundsAsync(ct);
        Check(after, types, bounds);
        return ReadAsync(after ?? bounds.Last, types, ct);
    }

    private async IAsyncEnumerable<Event> ReadAsync(long position, IReadOnlyList<string> types, [EnumeratorCancellation] CancellationToken ct)
    {
        while (true)
        {
            var seen = waiter.Seen;
            var page = await log.ReadAsync(position, PageSize, ct);
            foreach (var item in page)
            {
                if (item.Sequence > position + 1) throw Expired(position, item.Sequence);
                position = item.Sequence;
                if (types.Count == 0 || types.Any(type => Matches(type, item.Type))) yield return Message(item);
            }

            if (page.Count == 0 && (await log.BoundsAsync(ct)).First is var first && first > position + 1) throw Expired(position, first);
            if (page.Count < PageSize) await waiter.WaitAsync(seen, ct);
        }
    }

    private static void Check(long? after, IReadOnlyList<string> types, LogPosition bounds)
    {
        var violations = new Violations();
        violations.Require(after is null or >= 0, "after_sequence", "must not be negative; 0 means all events that are kept.");
        violations.Require(after is null || after <= bounds.Last, "after_sequence", $"is ahead of the last event, which is {bounds.Last}; leave it out to get new events only.");
        violations.Require(types.Count <= MaxTypes, "types", $"must be {MaxTypes} at the most.");
        for (var i = 0; i < types.Count; i++)
            violations.Require(types[i].Length is > 0 and <= 100, $"types[{i}]", "must be a type as in 'element.changed' or 'element.*'.");
        violations.ThrowIfAny();
        if (after > 0 && after + 1 < bounds.First) throw Expired(after.Value, bounds.First);
    }

    private static bool Matches(string wanted, string type) => wanted.EndsWith(".*", StringComparison.Ordinal)
        ? type.StartsWith(wanted[..^1], StringComparison.Ordinal)
        : type == wanted;

    private static FluxException Expired(long after, long first) => new(
        StatusCode.OutOfRange, "EVENTS_EXPIRED",
        $"events after {after} are no longer kept; the oldest is {first}. Read the present state, then watch from {first - 1}.",
        new Dictionary<string, string> { ["first_sequence"] = $"{first}" });

    private Event Message(FluxEvent item) => new()
    {
        Sequence = item.Sequence, Id = item.Id, Type = item.Type, Source = service.AppId, Subject = item.Subject, Time = item.Time.ToTimestamp(),
        DataJson = item.Data.GetRawText(),
    };
}
