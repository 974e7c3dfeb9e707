using System.Security.Cryptography;
using System.Text;
using Flux.Contracts.Flow;
using Flux.Contracts.Flow.V1;
using Flux.Documents;
using Flux.FlowOrchestrator.Common;
using Flux.Hosting;
using Google.Protobuf.WellKnownTypes;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>Reads and searches what runs have logged. Run, element and level are found by index; text and time are looked at line by line, within a limit.</summary>
internal sealed class RunLogs(IDocumentStore store, RunReader runs)
{
    private const int MostLooked = 10_000;
    private const int MostText = 1000;

    /// <summary>A page of one run's log, oldest first.</summary>
    public async Task<ListRunLogsResponse> ListAsync(ListRunLogsRequest request, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        Check(violations, request.Text, request.MinLevel);
        violations.ThrowIfAny();
        await runs.GetAsync(request.RunId, cancellationToken);
        var query = Narrow(Of(request.RunId), request.ElementId, request.MinLevel).OrderBy("id");
        var (lines, next) = await ReadAsync(query, request.PageSize, request.PageToken, request.Text, Holds(request.Text), cancellationToken);
        return new ListRunLogsResponse { Lines = { lines }, NextPageToken = next };
    }

    /// <summary>A page of all runs' logs, the latest run and line first.</summary>
    public async Task<SearchLogsResponse> SearchAsync(SearchLogsRequest request, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        Check(violations, request.Text, request.MinLevel);
        var after = Time(request.After, "after", violations);
        var before = Time(request.Before, "before", violations);
        violations.Require(after is null || before is null || after < before, "before", "must be later than after");
        violations.ThrowIfAny();
        if (request.RunId.Length > 0)
            await runs.GetAsync(request.RunId, cancellationToken);
        var query = Narrow(request.RunId.Length > 0 ? Of(request.RunId) : DocumentQuery.All, request.ElementId, request.MinLevel).OrderBy("id", descending: true);
        var holds = Holds(request.Text);
        var (lines, next) = await ReadAsync(
            query, request.PageSize, request.PageToken, $"{request.Text}\n{after}\n{before}",
            line => (after is null || line.Time >= after) && (before is null || line.Time < before) && holds(line), cancellationToken);
        return new SearchLogsResponse { Lines = { lines }, NextPageToken = next };
    }

    private async Task<(List<LogLine> Lines, string Next)> ReadAsync(
        DocumentQuery query, int pageSize, string pageToken, string sought, Func<LogLine, bool> wanted, CancellationToken cancellationToken)
    {
        // The store knows its own query only; a token for another text must not look like the end.
        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sought)).AsSpan(0, 4)) + ".";
        if (pageToken.Length > 0)
            pageToken = pageToken.StartsWith(mark, StringComparison.Ordinal) ? pageToken[mark.Length..] : throw new InvalidPageTokenException();
        var found = new List<LogLine>();
        var most = pageSize == 0 ? Paging.Default : Math.Min(pageSize, Paging.Most);
        for (var looked = 0; ;)
        {
            // Never more than still fits, so that the store's own token is right wherever the page ends.
            var (items, next) = await Paging.QueryAsync(store, EventDocument.Type, query, pageSize < 0 ? pageSize : most - found.Count, pageToken, cancellationToken);
            found.AddRange(items.Select(d => LogLines.Of(d.Event)).Where(wanted));
            looked += items.Count;
            if (next.Length == 0 || found.Count >= most || looked >= MostLooked)
                return (found, next.Length > 0 ? mark + next : "");
            pageToken = next;
        }
    }

    private static DocumentQuery Of(string runId) => DocumentQuery.All.Where("id", DocumentOperator.Prefix, runId + "/");

    private static DocumentQuery Narrow(DocumentQuery query, long elementId, RunLogLevel minLevel)
    {
        if (elementId != 0)
            query = query.Where("element", DocumentOperator.Equal, elementId);
        return minLevel == RunLogLevel.Unspecified ? query : query.Where("level", DocumentOperator.GreaterOrEqual, (long)minLevel);
    }

    private static Func<LogLine, bool> Holds(string text) => line => text.Length == 0 || line.Message.Contains(text, StringComparison.Ordinal);

    private static void Check(Violations violations, string text, RunLogLevel minLevel)
    {
        violations.Require(text.Length <= MostText, "text", $"has {text.Length} characters; the limit is {MostText}");
        violations.Require(System.Enum.IsDefined(minLevel), "min_level", "must be debug, info, warning or error, or left out for all");
    }

    // By its parts: a Timestamp out of range has no order.
    private static Timestamp? Time(Timestamp? time, string field, Violations violations) =>
        violations.Require(time is null or { Nanos: >= 0 and < 1_000_000_000, Seconds: >= -62_135_596_800 and <= 253_402_300_799 }, field, "must be in the years 1 to 9999") ? time : null;
}
