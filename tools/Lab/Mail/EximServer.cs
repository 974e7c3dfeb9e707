using System.Diagnostics;
using System.Globalization;

namespace Flux.Lab.Mail;

/// <summary>
/// Exim, a mail server of the real world, on a free port of 127.0.0.1 with a configuration, a queue and mailboxes of its own; the system's mail service is not
/// touched. Needs the Debian package exim4-daemon-light, and root, because exim obeys a foreign configuration of nobody else. It ends with this process.
/// </summary>
public sealed class EximServer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/exim4";
    private const UnixFileMode Everybody = (UnixFileMode)0b111_111_111;
    private readonly TempDirectory _directory = new("flux-exim");
    private LifelineProcess? _process;

    private EximServer()
    {
    }

    /// <summary>Why it cannot run on this machine; null when it can.</summary>
    public static string? Missing =>
        !File.Exists(Program) ? "exim is missing: install the Debian package exim4-daemon-light" : Environment.UserName != "root" ? "exim needs root" : null;

    /// <summary>The port it listens on.</summary>
    public int Port { get; private set; }

    /// <summary>The authority to trust, a PEM file; null without TLS.</summary>
    public string? CaFile { get; private set; }

    /// <summary>What it has logged.</summary>
    public string Log => File.Exists(_directory["log/mainlog"]) ? File.ReadAllText(_directory["log/mainlog"]) : "";

    /// <summary>Starts a server; returns when it takes connections.</summary>
    /// <exception cref="LabException">It did not start; the message says what it printed.</exception>
    public static async Task<EximServer> StartAsync(EximOptions? options = null, CancellationToken cancellationToken = default)
    {
        var server = new EximServer();
        try
        {
            await server.StartProcessAsync(options ?? new EximOptions(), cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>From now on answers commands of that step with 451 or 550, or only after half a minute; until <see cref="Behave"/>.</summary>
    /// <param name="how">What it does.</param>
    /// <param name="step">Connect, Mail, Rcpt, Data or Body.</param>
    public void Misbehave(EximFault how, SmtpStep step) => File.WriteAllText(FaultFile(how, step), "");

    /// <summary>All is well again.</summary>
    public void Behave()
    {
        foreach (var file in Directory.GetFiles(_directory["faults"]))
            File.Delete(file);
    }

    /// <summary>Every mail that it has taken, with its header fields, the envelope as Return-path and Envelope-to among them.</summary>
    public async Task<IReadOnlyList<string>> GetMailsAsync()
    {
        // What was taken lies in the queue; this delivers it and returns when it is done.
        using var run = Process.Start(new ProcessStartInfo(Program, ["-C", _directory["exim.conf"], "-qff"]) { RedirectStandardError = true })!;
        await run.WaitForExitAsync();
        var folder = _directory["mail/new"];
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder).Select(File.ReadAllText)] : [];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _directory.Dispose();
    }

    private async Task StartProcessAsync(EximOptions options, CancellationToken cancellationToken)
    {
        if (Missing is { } reason)
            throw new LabException(reason);
        // Exim changes to its own user for its queue and the mailboxes.
        File.SetUnixFileMode(_directory.Path, Everybody);
        foreach (var folder in new[] { "spool", "log", "mail", "faults" })
            File.SetUnixFileMode(Directory.CreateDirectory(_directory[folder]).FullName, Everybody);
        if (options.Tls != EximTls.None)
        {
            var authority = new SinkAuthority(_directory);
            authority.Write(options.Certificate);
            File.SetUnixFileMode(authority.KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
            CaFile = authority.CaFile;
        }

        await File.WriteAllTextAsync(_directory["exim.conf"], EximConfiguration.Write(options, _directory.Path), cancellationToken);
        File.SetUnixFileMode(_directory["exim.conf"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        await using var script = typeof(EximServer).Assembly.GetManifestResourceStream("exim_inetd.py")!;
        await using (var file = File.Create(_directory["exim_inetd.py"]))
            await script.CopyToAsync(file, cancellationToken);
        string[] encrypt = options.Tls == EximTls.Implicit ? ["-tls-on-connect"] : [];
        _process = await LifelineProcess.StartAsync(
            "/usr/bin/python3", ["-I", _directory["exim_inetd.py"], Program, "-C", _directory["exim.conf"], "-bs", .. encrypt], "ready", cancellationToken);
        Port = int.Parse(_process.Output.Split(' ')[^1], CultureInfo.InvariantCulture);
    }

    private string FaultFile(EximFault how, SmtpStep step) => _directory[$"faults/{how}-{step}".ToLowerInvariant()];
}
