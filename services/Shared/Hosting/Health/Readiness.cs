using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Flux.Hosting;

// Asks all checks. A service that is being stopped is not ready, whatever they say.
internal sealed class Readiness(IEnumerable<IReadinessCheck> checks, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Readiness> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly IReadinessCheck[] _checks = [.. checks];
    private string? _last;

    // The reasons by check; empty when ready.
    public async Task<IReadOnlyDictionary<string, string>> EvaluateAsync(CancellationToken cancellationToken)
    {
        var reasons = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            return new Dictionary<string, string> { ["shutdown"] = "the service is stopping" };
        using var patience = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var answers = await Task.WhenAll(_checks.Select(check => AskAsync(check, both.Token))).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        for (var i = 0; i < answers.Length; i++)
        {
            if (answers[i] is { } reason)
                reasons[_checks[i].Name] = reason;
        }
        Report(reasons);
        return reasons;
    }

    private static async Task<string?> AskAsync(IReadinessCheck check, CancellationToken token)
    {
        try
        {
            return await check.CheckAsync(token).AsTask().WaitAsync(token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return $"no answer within {Patience.TotalSeconds} s";
        }
        catch (Exception e)
        {
            return e.Message;
        }
    }

    // A change is worth a line; the same answer again is not.
    private void Report(SortedDictionary<string, string> reasons)
    {
        var text = string.Join("; ", reasons.Select(r => $"{r.Key}: {r.Value}"));
        if (Interlocked.Exchange(ref _last, text) is var last && last == text)
            return;
        if (text.Length > 0)
            HostLog.NotReady(logger, text);
        else if (last is not null)
            HostLog.Ready(logger);
    }
}
