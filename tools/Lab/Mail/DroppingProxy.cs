using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Flux.Lab.Mail;

/// <summary>
/// Stands before any SMTP server without TLS and cuts the connection once, at one step: when the client's command has come (the server never sees it), or, at
/// <see cref="SmtpStep.Accepted"/>, when the server has taken the mail and before the client hears of it.
/// </summary>
public sealed class DroppingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _target;
    private readonly SmtpStep _step;
    private readonly Task _loop;
    private int _drops = 1;

    /// <param name="target">Port of the server on 127.0.0.1.</param>
    /// <param name="step">Where it cuts.</param>
    public DroppingProxy(int target, SmtpStep step)
    {
        (_target, _step) = (target, step);
        _listener.Start();
        _loop = RunAsync();
    }

    /// <summary>The port it listens on.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

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
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        using var server = new TcpClient();
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _target, _end.Token);
            if (_step == SmtpStep.Connect && Cut())
                return;
            using var input = new StreamReader(client.GetStream(), Encoding.Latin1);
            using var answers = new StreamReader(server.GetStream(), Encoding.Latin1);
            await TalkAsync(client.GetStream(), input, server.GetStream(), answers);
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or SocketException)
        {
        }
    }

    private async Task TalkAsync(NetworkStream client, StreamReader commands, NetworkStream server, StreamReader answers)
    {
        await AnswerAsync(answers, client);
        var data = false;
        while (await commands.ReadLineAsync(_end.Token) is { } line)
        {
            var ended = data && line == ".";
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            var step = ended ? SmtpStep.Body : data ? SmtpStep.Quit : Enum.TryParse<SmtpStep>(verb, ignoreCase: true, out var known) ? known : SmtpStep.Quit;
            if (step == _step && Cut())
                return;
            await server.WriteAsync(Encoding.Latin1.GetBytes(line + "\r\n"), _end.Token);
            if (data && !ended)
                continue;
            if (ended && _step == SmtpStep.Accepted && _drops > 0)
            {
                // The server's answer is awaited, so that it has the mail for certain.
                await answers.ReadLineAsync(_end.Token);
                Cut();
                return;
            }

            var code = await AnswerAsync(answers, client);
            data = verb == "DATA" && code.StartsWith('3');
        }
    }

    private async Task<string> AnswerAsync(StreamReader answers, NetworkStream client)
    {
        while (true)
        {
            var line = await answers.ReadLineAsync(_end.Token) ?? throw new IOException("the server closed the connection");
            await client.WriteAsync(Encoding.Latin1.GetBytes(line + "\r\n"), _end.Token);
            if (line.Length < 4 || line[3] == ' ')
                return line;
        }
    }

    private bool Cut() => Interlocked.Decrement(ref _drops) >= 0;
}
