namespace Flux.Hosting;

/// <summary>
/// The id that joins all log lines and calls of one request across the services: header and trailer <c>x-correlation-id</c>.
/// Clients that <c>AddFluxClient</c> registered pass it on.
/// </summary>
public static class Correlation
{
    /// <summary>The header and the trailer.</summary>
    public const string Header = "x-correlation-id";

    private const int MaxLength = 128;
    private static readonly AsyncLocal<string?> Local = new();

    /// <summary>The id of the call being served, or of the work begun by <see cref="Begin"/>; else null.</summary>
    public static string? Current => Local.Value;

    /// <summary>Gives work outside of any call its id, as in <c>run-42</c>; until disposed.</summary>
    public static IDisposable Begin(string id)
    {
        var outer = Local.Value;
        Local.Value = id;
        return new Restore(outer);
    }

    /// <summary>A new id.</summary>
    public static string NewId() => Guid.NewGuid().ToString("N");

    // The peer's id goes to logs and headers: only visible ASCII of a sane length.
    internal static bool IsValid(string? id) => id is { Length: > 0 and <= MaxLength } && !id.AsSpan().ContainsAnyExceptInRange('!', '~');

    private sealed class Restore(string? outer) : IDisposable
    {
        public void Dispose() => Local.Value = outer;
    }
}
