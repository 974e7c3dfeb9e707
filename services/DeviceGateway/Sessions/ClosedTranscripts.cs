using Flux.DeviceGateway.Terminal;

namespace Flux.DeviceGateway.Sessions;

/// <summary>The transcripts of sessions that closed lately: the last 200, for ten minutes.</summary>
internal sealed class ClosedTranscripts(TimeProvider time)
{
    private const int Kept = 200;
    private static readonly TimeSpan _life = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, Transcript> _transcripts = [];
    private readonly Queue<(string Id, long ClosedAt)> _order = new();
    private readonly Lock _gate = new();

    public void Keep(string id, Transcript transcript)
    {
        lock (_gate)
        {
            _transcripts[id] = transcript;
            _order.Enqueue((id, time.GetTimestamp()));
        }

        Trim();
    }

    public Transcript? Find(string id)
    {
        lock (_gate)
            return _transcripts.GetValueOrDefault(id);
    }

    public void Trim()
    {
        lock (_gate)
        {
            while (_order.TryPeek(out var oldest) && (_order.Count > Kept || time.GetElapsedTime(oldest.ClosedAt) > _life))
                _transcripts.Remove(_order.Dequeue().Id);
        }
    }
}
