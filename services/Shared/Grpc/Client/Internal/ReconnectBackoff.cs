namespace Grpc.Net.Client.Internal;

// How long a call that waits for a connection leaves the server alone: 50 ms, growing to 2 s.
internal static class ReconnectBackoff
{
    public static TimeSpan After(int attempt) => TimeSpan.FromMilliseconds(Math.Min(2000, 50 * Math.Pow(1.6, Math.Min(attempt - 1, 20))));
}
