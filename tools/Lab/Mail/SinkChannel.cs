using System.Net.Sockets;
using System.Text.Json;

namespace Flux.Lab.Mail;

/// <summary>The line between <see cref="SmtpSink"/> and its server process: JSON objects, one a line, over a Unix socket.</summary>
internal sealed class SinkChannel : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private StreamReader? _reader;
    private StreamWriter? _writer;

    public SinkChannel(string path)
    {
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen();
    }

    public async Task AcceptAsync(CancellationToken cancellationToken)
    {
        var stream = new NetworkStream(await _listener.AcceptAsync(cancellationToken), ownsSocket: true);
        _reader = new StreamReader(stream);
        _writer = new StreamWriter(stream) { AutoFlush = true };
    }

    /// <summary>The next object; null when the process has ended.</summary>
    public async Task<JsonElement?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _reader!.ReadLineAsync(cancellationToken) is { } line ? JsonElement.Parse(line) : null;
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            return null;
        }
    }

    public Task WriteAsync(object order) => _writer!.WriteLineAsync(JsonSerializer.Serialize(order));

    public void Dispose()
    {
        _reader?.Dispose();
        _listener.Dispose();
    }
}
