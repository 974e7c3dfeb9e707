using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Flux.Lab.Mail;

/// <summary>
/// A mail server that takes everything and keeps nothing but how often it answered 250 for each Message-ID: cheap enough to count ten thousands of mails,
/// and to measure a client's cost instead of the server's. On a free port of 127.0.0.1, in this process.
/// </summary>
public sealed class CountingSink : IAsyncDisposable
{
    private static readonly byte[] _greeting = "220 counting.example.org ESMTP\r\n"u8.ToArray();
    private static readonly byte[] _hello = "250-counting.example.org\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 SIZE 10000000\r\n"u8.ToArray();
    private static readonly byte[] _data = "354 go on\r\n"u8.ToArray();
    private static readonly byte[] _bye = "221 bye\r\n"u8.ToArray();
    private static readonly byte[] _ok = "250 ok\r\n"u8.ToArray();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _mails = new(StringComparer.Ordinal);
    private readonly List<(int Count, TaskCompletionSource Done)> _waiting = [];
    private readonly Task _loop;
    private int _connections;

    /// <summary>Starts it.</summary>
    public CountingSink()
    {
        _listener.Start(100);
        _loop = RunAsync();
    }

    /// <summary>The port it listens on.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Connections so far.</summary>
    public int Connections => _connections;

    /// <summary>How often each Message-ID was taken.</summary>
    public IReadOnlyDictionary<string, int> Mails
    {
        get
        {
            lock (_gate)
                return new Dictionary<string, int>(_mails);
        }
    }

    /// <summary>Waits until so many different Message-IDs were taken.</summary>
    public Task WaitForAsync(int count)
    {
        lock (_gate)
        {
            if (_mails.Count >= count)
                return Task.CompletedTask;
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((count, done));
            return done.Task;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _loop;
        _end.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        client.NoDelay = true;
        Interlocked.Increment(ref _connections);
        try
        {
            using var input = new StreamReader(client.GetStream(), Encoding.Latin1);
            await client.GetStream().WriteAsync(_greeting, _end.Token);
            while (await input.ReadLineAsync(_end.Token) is { } line)
            {
                var answer = line.Split(' ', ':')[0].ToUpperInvariant() switch { "EHLO" => _hello, "DATA" => _data, "QUIT" => _bye, _ => _ok };
                await client.GetStream().WriteAsync(answer, _end.Token);
                if (answer == _bye)
                    return;
                if (answer == _data)
                    await TakeAsync(client.GetStream(), input);
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
        }
    }

    private async Task TakeAsync(NetworkStream client, StreamReader input)
    {
        var id = "";
        while (await input.ReadLineAsync(_end.Token) is { } line)
        {
            if (line == ".")
            {
                Count(id);
                await client.WriteAsync(_ok, _end.Token);
                return;
            }

            if (id.Length == 0 && line.StartsWith("Message-ID: ", StringComparison.OrdinalIgnoreCase))
                id = line[12..];
        }
    }

    private void Count(string id)
    {
        lock (_gate)
        {
            _mails[id] = _mails.GetValueOrDefault(id) + 1;
            foreach (var (_, done) in _waiting.Where(wait => wait.Count <= _mails.Count))
                done.TrySetResult();
            _waiting.RemoveAll(wait => wait.Count <= _mails.Count);
        }
    }
}
