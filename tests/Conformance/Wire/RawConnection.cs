using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Flux.Conformance.Wire;

/// <summary>An HTTP/2 connection by hand: it sends what a proper client never would.</summary>
internal sealed class RawConnection : IDisposable
{
    private const int LargestFrame = 16 * 1024;
    private const int HeaderTableSize = 1;
    private const int InitialWindowSize = 4;
    private static readonly TimeSpan HangLimit = TimeSpan.FromSeconds(60);

    private readonly TcpClient _client = new() { NoDelay = true };
    private readonly CancellationTokenSource _limit = new(HangLimit);
    private readonly Dictionary<int, RawCall> _calls = [];
    private readonly SendWindows _windows = new();
    private readonly byte[] _buffer = new byte[64 * 1024];
    private byte[] _pending = [];
    private NetworkStream? _stream;

    private RawConnection()
    {
    }

    /// <summary>The error code of the server's GOAWAY; null if there was none.</summary>
    public int? GoAway { get; private set; }

    /// <summary>The last stream that the server's latest GOAWAY takes; null if there was none.</summary>
    public int? LastStream { get; private set; }

    /// <summary>Whether the server closed the connection.</summary>
    public bool Closed { get; private set; }

    /// <summary>Connects and sends the preface and the settings.</summary>
    /// <param name="port">The server's loopback port.</param>
    /// <param name="window">How many bytes of response the server may send on each stream.</param>
    public static async Task<RawConnection> OpenAsync(int port, int window = 1 << 20)
    {
        var connection = new RawConnection();
        await connection._client.ConnectAsync(IPAddress.Loopback, port, connection._limit.Token);
        connection._stream = connection._client.GetStream();
        var settings = new byte[12];
        // No dynamic table: each header block can be read alone.
        BinaryPrimitives.WriteInt16BigEndian(settings, HeaderTableSize);
        BinaryPrimitives.WriteInt16BigEndian(settings.AsSpan(6), InitialWindowSize);
        BinaryPrimitives.WriteInt32BigEndian(settings.AsSpan(8), window);
        await connection.SendAsync([.. Frame.Preface, .. new Frame(FrameType.Settings, FrameFlags.None, 0, settings).ToBytes()]);
        return connection;
    }

    public async Task SendAsync(byte[] bytes) => await _stream!.WriteAsync(bytes, _limit.Token);

    public Task SendAsync(FrameType type, FrameFlags flags, int stream, byte[] payload) => SendAsync(new Frame(type, flags, stream, payload).ToBytes());

    /// <summary>Sends headers and one DATA frame with the end of the stream.</summary>
    public async Task CallAsync(int stream, string path, byte[] body, params (string Name, string Value)[] headers)
    {
        await SendAsync(FrameType.Headers, FrameFlags.EndHeaders, stream, HeaderBlock.Request(path, headers));
        await SendAsync(FrameType.Data, FrameFlags.EndStream, stream, body);
    }

    /// <summary>Sends a body of any length with the end of the stream, as fast as the server's windows allow. For one stream of a connection.</summary>
    public async Task SendBodyAsync(int stream, byte[] body)
    {
        for (var at = 0; at < body.Length; at += LargestFrame)
        {
            while (_windows.Room < LargestFrame && !Closed)
                await ReadAsync();
            _windows.Use(LargestFrame);
            var last = at + LargestFrame >= body.Length;
            await SendAsync(FrameType.Data, last ? FrameFlags.EndStream : FrameFlags.None, stream, body[at..(last ? body.Length : at + LargestFrame)]);
        }
    }

    /// <summary>Lets the server send more of all streams (stream 0) or of one.</summary>
    public Task GrantAsync(int stream, int bytes)
    {
        var payload = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(payload, bytes);
        return SendAsync(FrameType.WindowUpdate, FrameFlags.None, stream, payload);
    }

    public static byte[] ErrorCode(int code)
    {
        var payload = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(payload, code);
        return payload;
    }

    /// <summary>Reads until the server has ended the stream, or the connection.</summary>
    public async Task<RawCall> EndOfAsync(int stream)
    {
        while (!Call(stream).Ended && !Closed)
            await ReadAsync();
        return Call(stream);
    }

    /// <summary>Reads until so many bytes of the stream's body are here, or the stream or the connection ended.</summary>
    public async Task BytesOfAsync(int stream, int count)
    {
        while (!Call(stream).Ended && !Closed && Call(stream).Body.Count < count)
            await ReadAsync();
    }

    /// <summary>Called for each frame of the server, in the order of the wire, after it was taken.</summary>
    public Action<Frame>? Seen { get; set; }

    /// <summary>Reads until the server has closed the connection or said that it will.</summary>
    public async Task EndAsync()
    {
        while (!Closed && GoAway is null)
            await ReadAsync();
    }

    public RawCall Call(int stream)
    {
        if (!_calls.TryGetValue(stream, out var call))
            _calls.Add(stream, call = new RawCall());
        return call;
    }

    public void Dispose()
    {
        _client.Dispose();
        _limit.Dispose();
    }

    private async Task ReadAsync()
    {
        int read;
        try
        {
            read = await _stream!.ReadAsync(_buffer, _limit.Token);
        }
        catch (IOException)
        {
            read = 0;
        }
        if (read == 0)
        {
            Closed = true;
            return;
        }
        foreach (var frame in Take(read))
            await HandleAsync(frame);
    }

    private List<Frame> Take(int read)
    {
        _pending = [.. _pending, .. _buffer.AsSpan(0, read)];
        ReadOnlySpan<byte> rest = _pending;
        var frames = new List<Frame>();
        while (Frame.Take(ref rest) is { } frame)
            frames.Add(frame);
        _pending = rest.ToArray();
        return frames;
    }

    private async Task HandleAsync(Frame frame)
    {
        var call = Call(frame.Stream);
        _windows.Take(frame);
        switch (frame.Type)
        {
            case FrameType.Settings when !frame.Flags.HasFlag(Frame.Ack):
                await AcknowledgeAsync();
                break;
            case FrameType.Headers:
                call.Add(HeaderBlock.Decode(frame.Content));
                break;
            case FrameType.Data:
                call.Body.AddRange(frame.Content);
                break;
            case FrameType.ResetStream:
                call.Reset = frame.Number;
                call.Ended = true;
                break;
            case FrameType.GoAway:
                LastStream = frame.Number & int.MaxValue;
                GoAway = BinaryPrimitives.ReadInt32BigEndian(frame.Payload.AsSpan(4));
                break;
        }
        call.Ended |= frame.EndsStream;
        Seen?.Invoke(frame);
    }

    private async Task AcknowledgeAsync()
    {
        try
        {
            await SendAsync(FrameType.Settings, Frame.Ack, 0, []);
        }
        catch (IOException)
        {
            // Closed by the server; the next read sees it, after what the server still said.
        }
    }
}
