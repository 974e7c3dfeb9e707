using Flux.DeviceGateway.Configuring;

namespace Flux.DeviceGateway.Tests.Support;

/// <summary>Stored configurations in memory; its diffs list the lines that only one side has.</summary>
internal sealed class FakeArchive : IConfigurationArchive
{
    public List<(long ElementId, string Text, string Actor)> Saved { get; } = [];

    public Exception? FailsToSave { get; set; }

    /// <summary>Saves that still work.</summary>
    public int FailsAfter { get; set; } = int.MaxValue;

    public Task<long> LatestAsync(long elementId, CancellationToken cancellationToken) => Task.FromResult((long)Saved.FindLastIndex(saved => saved.ElementId == elementId) + 1);

    public async Task<long> SaveAsync(long elementId, string text, string actor, CancellationToken cancellationToken)
    {
        if (FailsToSave is { } error)
            throw error;
        if (FailsAfter-- == 0)
            throw new IOException("the archive is full");
        var latest = await LatestAsync(elementId, cancellationToken);
        if (latest > 0 && Saved[(int)latest - 1].Text == text)
            return latest;
        Saved.Add((elementId, text, actor));
        return Saved.Count;
    }

    public Task<string> DiffAsync(long elementId, long fromRevision, string toText, CancellationToken cancellationToken)
    {
        var (from, to) = (Saved[(int)fromRevision - 1].Text.Split('\n'), toText.Split('\n'));
        return Task.FromResult(string.Concat(from.Except(to).Select(line => $"-{line}\n").Concat(to.Except(from).Select(line => $"+{line}\n"))));
    }
}
