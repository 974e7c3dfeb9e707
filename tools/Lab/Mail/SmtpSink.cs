using System.Text.Json;

namespace Flux.Lab.Mail;

/// <summary>
/// A real SMTP server (aiosmtpd) on 127.0.0.1 that keeps what it gets and misbehaves on request.
/// <code>
/// await using var sink = await SmtpSink.StartAsync(new SmtpSinkOptions { StartTls = true, Username = "flux", Password = "pw" }, cancellationToken);
/// ... sink.Host, sink.Port, sink.CaFile ...
/// await sink.FailAsync(SmtpFault.Reply(SmtpStep.Rcpt, "451 4.7.1 come back later"));
/// var mail = (await sink.WaitForMailAsync(1, cancellationToken))[0];
/// </code>
/// Needs the Debian package python3-aiosmtpd. It ends with this process, however that dies.
/// </summary>
public sealed class SmtpSink : IAsyncDisposable
{
    private const string Python = "/usr/bin/python3";
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    private readonly TempDirectory _directory = new("flux-mail");
    private readonly SinkChannel _channel;
    private readonly Lock _gate = new();
    private readonly List<SinkMail> _mails = [];
    private readonly List<SinkCommand> _commands = [];
    private readonly Queue<TaskCompletionSource> _acks = new();
    private readonly List<(int Count, TaskCompletionSource Done)> _waiting = [];
    private LifelineProcess? _process;
    private bool _ended;

    private SmtpSink() => _channel = new SinkChannel(_directory["control"]);

    /// <summary>Where it listens.</summary>
    public string Host { get; } = "127.0.0.1";

    /// <summary>The port it listens on.</summary>
    public int Port { get; private set; }

    /// <summary>The authority to trust, a PEM file; null without TLS.</summary>
    public string? CaFile { get; private set; }

    /// <summary>The mails that are known so far, in the order of their arrival; <see cref="GetMailsAsync"/> misses none.</summary>
    public IReadOnlyList<SinkMail> Mails
    {
        get
        {
            lock (_gate)
                return [.. _mails];
        }
    }

    /// <summary>Starts a server; returns when it takes connections.</summary>
    /// <exception cref="LabException">Python or aiosmtpd is missing, or the server did not start; the message says what it printed.</exception>
    public static async Task<SmtpSink> StartAsync(SmtpSinkOptions? options = null, CancellationToken cancellationToken = default)
    {
        var sink = new SmtpSink();
        try
        {
            await sink.StartProcessAsync(options ?? new SmtpSinkOptions(), cancellationToken);
            return sink;
        }
        catch
        {
            await sink.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the sink has at least that many mails and returns all of them.</summary>
    /// <exception cref="LabException">The server ended before.</exception>
    public async Task<IReadOnlyList<SinkMail>> WaitForMailAsync(int count, CancellationToken cancellationToken = default)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_mails.Count >= count)
                return [.. _mails];
            ObjectDisposedException.ThrowIf(_ended, this);
            _waiting.Add((count, done));
        }

        await done.Task.WaitAsync(cancellationToken);
        return Mails;
    }

    /// <summary>Every mail that the server has answered for.</summary>
    public async Task<IReadOnlyList<SinkMail>> GetMailsAsync()
    {
        await OrderAsync(new { @do = "sync" });
        return Mails;
    }

    /// <summary>Every command that the server has answered, of all connections.</summary>
    public async Task<IReadOnlyList<SinkCommand>> GetCommandsAsync()
    {
        await OrderAsync(new { @do = "sync" });
        lock (_gate)
            return [.. _commands];
    }

    /// <summary>Makes the server do something wrong; faults of one step happen in the order they were asked for.</summary>
    public Task FailAsync(SmtpFault fault) => OrderAsync(new
    {
        @do = "fault",
        step = fault.Step.ToString().ToUpperInvariant(),
        action = fault.Action,
        reply = fault.ReplyText,
        times = fault.Times,
        when = fault.When,
    });

    /// <summary>Lets every session go on that is held by <see cref="SmtpFault.Hold"/>.</summary>
    public Task ReleaseAsync() => OrderAsync(new { @do = "release" });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _channel.Dispose();
        _directory.Dispose();
    }

    private async Task StartProcessAsync(SmtpSinkOptions options, CancellationToken cancellationToken)
    {
        if (!File.Exists(Python))
            throw new LabException("Python is missing: install the Debian packages python3 and python3-aiosmtpd.");
        var tls = options.ImplicitTls ? "tls" : options.StartTls ? "starttls" : "none";
        var authority = new SinkAuthority(_directory);
        if (tls != "none")
        {
            authority.Write(options.Certificate);
            CaFile = authority.CaFile;
        }

        await WriteFilesAsync(options, tls, authority, cancellationToken);
        var accepted = _channel.AcceptAsync(cancellationToken);
        _process = await LifelineProcess.StartAsync(Python, ["-I", _directory["smtp_sink.py"], _directory["config.json"]], "ready", cancellationToken);
        await accepted;
        Port = (await _channel.ReadAsync(cancellationToken) ?? throw new LabException(_process.Output)).GetProperty("port").GetInt32();
        _ = ListenAsync();
    }

    private async Task WriteFilesAsync(SmtpSinkOptions options, string tls, SinkAuthority authority, CancellationToken cancellationToken)
    {
        await using var script = typeof(SmtpSink).Assembly.GetManifestResourceStream("smtp_sink.py")!;
        await using (var file = File.Create(_directory["smtp_sink.py"]))
            await script.CopyToAsync(file, cancellationToken);
        var config = new
        {
            control = _directory["control"],
            port = options.Port,
            tls,
            certificate = CaFile is null ? null : authority.CertificateFile,
            key = CaFile is null ? null : authority.KeyFile,
            require_tls = options.RequireTls,
            username = options.Username,
            password = options.Password ?? "",
            mechanisms = options.Mechanisms,
            clear_auth = options.ClearAuth,
            utf8 = options.Utf8,
            eight_bit = options.EightBit,
        };
        await File.WriteAllTextAsync(_directory["config.json"], JsonSerializer.Serialize(config), cancellationToken);
    }

    private async Task OrderAsync(object order)
    {
        var ack = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
            _acks.Enqueue(ack);
        await _channel.WriteAsync(order);
        await ack.Task;
    }

    private async Task ListenAsync()
    {
        Exception? cause = null;
        try
        {
            while (await _channel.ReadAsync(CancellationToken.None) is { } happened)
            {
                lock (_gate)
                    Keep(happened);
            }
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException)
        {
            cause = error;
        }

        lock (_gate)
        {
            _ended = true;
            var error = cause ?? new LabException("The SMTP server ended: " + _process?.Output);
            foreach (var done in _waiting.Select(wait => wait.Done).Concat(_acks))
                done.TrySetException(error);
        }
    }

    private void Keep(JsonElement happened)
    {
        switch (happened.GetProperty("event").GetString())
        {
            case "command":
                _commands.Add(happened.Deserialize<SinkCommand>(_json)!);
                break;
            case "ack":
                _acks.Dequeue().SetResult();
                break;
            case "mail":
                _mails.Add(happened.Deserialize<SinkMail>(_json)!);
                foreach (var (_, done) in _waiting.Where(wait => wait.Count <= _mails.Count))
                    done.TrySetResult();
                _waiting.RemoveAll(wait => wait.Count <= _mails.Count);
                break;
        }
    }
}
