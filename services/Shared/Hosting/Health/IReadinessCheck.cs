namespace Flux.Hosting;

/// <summary>One thing without which the service cannot do its work; register any number of them.</summary>
public interface IReadinessCheck
{
    /// <summary>A short name, as in <c>storage</c>.</summary>
    string Name { get; }

    /// <summary>Null when ready, else the reason for people; an exception counts as not ready. Called every few seconds and for each request.</summary>
    ValueTask<string?> CheckAsync(CancellationToken cancellationToken);

    /// <summary>What is worse than it should be although the service works; null when nothing is. Shown by /readyz, which still says 200.</summary>
    string? Degradation => null;
}
