using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Flux.Notification.Deliveries;

namespace Flux.Notification.Smtp;

/// <summary>Lines to and from an SMTP server, each wait bounded. Every trouble is an <see cref="SmtpFailure"/>.</summary>
internal sealed class SmtpConnection : IAsyncDisposable
{
    private const int MaxLine = 4096;
    private const int MaxLines = 100;

    private readonly TimeSpan _timeout;
    private readonly TimeProvider _clock;
    private readonly Func<string, string> _hideSecrets;
    private readonly byte[] _buffer = new byte[MaxLine];
    private Stream _stream;
    private int _start;
    private int _end;

    private SmtpConnection(Stream stream, TimeSpan timeout, TimeProvider clock, Func<string, string> hideSecrets) =>
        (_stream, _timeout, _clock, _hideSecrets) = (stream, timeout, clock, hideSecrets);

    /// <summary>Connects; the greeting is not read yet.</summary>
    public static async Task<SmtpConnection> OpenAsync(SmtpOptions options, TimeProvider clock, Func<string, string> hideSecrets, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var connection = new SmtpConnection(Stream.Null, options.Timeout, clock, hideSecrets);
        try
        {
            await connection.WithinAsync($"the connection to {options.Destination}", token => socket.ConnectAsync(options.Host!, options.EffectivePort, token).AsTask(), cancellationToken);
            connection._stream = new NetworkStream(socket, ownsSocket: true);
            return connection;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends a command and reads the answer.</summary>
    /// <param name="command">Without line end.</param>
    /// <param name="cancellationToken">Ends the wait; the connection is then of no use any more.</param>
    /// <param name="shown">The command as errors may show it; default: as it is.</param>
    public async Task<SmtpReply> CommandAsync(string command, CancellationToken cancellationToken, string? shown = null)
    {
        if (command.AsSpan().IndexOfAny('\r', '\n', '\0') >= 0)
            throw new ArgumentException($"A line break in the SMTP command {shown ?? command.Split(' ')[0]}.");
        await WriteAsync(Encoding.UTF8.GetBytes(command + "\r\n"), shown ?? command, cancellationToken);
        return await ReadReplyAsync(shown ?? command, cancellationToken);
    }

    /// <summary>Sends bytes.</summary>
    public Task WriteAsync(ReadOnlyMemory<byte> bytes, string doing, CancellationToken cancellationToken) => WithinAsync(doing, async token =>
    {
        await _stream.WriteAsync(bytes, token);
        await _stream.FlushAsync(token);
    }, cancellationToken);

    /// <summary>Reads an answer of one line or several.</summary>
    public async Task<SmtpReply> ReadReplyAsync(string after, CancellationToken cancellationToken)
    {
        SmtpReply? reply = null;
        await WithinAsync(after, async token => reply = await ReadLinesAsync(after, token), cancellationToken);
        return reply!;
    }

    /// <summary>Encrypts the connection from here on and checks the server's certificate.</summary>
    public async Task EncryptAsync(SmtpOptions options, CancellationToken cancellationToken)
    {
        // What came before the handshake would count as if it had come encrypted; an attacker on the way could have put it there.
        if (_start < _end)
            throw new SmtpFailure(MailReasons.TlsFailed, true, "the mail server sent more than its answer to STARTTLS; that is an attack or a broken server");
        var check = new ServerCertificateCheck(options);
        var encrypted = new SslStream(_stream, leaveInnerStreamOpen: false);
        _stream = encrypted;
        try
        {
            await WithinAsync("the TLS handshake", token => encrypted.AuthenticateAsClientAsync(check.Options(), token), cancellationToken);
        }
        catch (AuthenticationException error)
        {
            throw new SmtpFailure(MailReasons.TlsFailed, true, check.Finding ?? $"the TLS handshake with {options.Destination} failed: {error.Message}");
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task<SmtpReply> ReadLinesAsync(string after, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        while (true)
        {
            var line = await ReadLineAsync(after, cancellationToken);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), out var code) || code is < 200 or > 599 || (line.Length > 3 && line[3] is not (' ' or '-')) || lines.Count == MaxLines)
                throw new SmtpFailure(MailReasons.ProtocolError, false, $"the answer to {after} is not SMTP: '{_hideSecrets(line[..Math.Min(line.Length, 80)])}'");
            lines.Add(_hideSecrets(line.Length > 4 ? line[4..] : ""));
            if (line.Length == 3 || line[3] == ' ')
                return new SmtpReply(code, lines);
        }
    }

    private async Task<string> ReadLineAsync(string after, CancellationToken cancellationToken)
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                var line = Encoding.UTF8.GetString(_buffer, _start, length);
                _start += length + 1;
                return string.Concat(line.TrimEnd('\r').Select(c => char.IsControl(c) ? '?' : c));
            }

            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
            if (_end == _buffer.Length)
                throw new SmtpFailure(MailReasons.ProtocolError, false, $"the answer to {after} is not SMTP: a line of more than {MaxLine} bytes");
            var read = await _stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            if (read == 0)
                throw new IOException("the server closed it");
            _end += read;
        }
    }

    private async Task WithinAsync(string doing, Func<CancellationToken, Task> body, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_timeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await body(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SmtpFailure(MailReasons.Unavailable, false, $"the mail server gave no answer to {doing} within {_timeout.TotalSeconds:0.###} s");
        }
        catch (SocketException error)
        {
            throw new SmtpFailure(MailReasons.Unavailable, false, $"{doing} failed: {error.Message}");
        }
        catch (IOException error)
        {
            throw new SmtpFailure(MailReasons.Unavailable, false, $"the connection broke at {doing}: {error.Message}");
        }
    }
}
