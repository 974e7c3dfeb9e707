using System.Diagnostics;

namespace Flux.Lab.Ssh;

/// <summary>What the machine below the lab allows: namespaces (root only) and a router's command line.</summary>
internal sealed record LabMachine(bool Namespaces, bool Router, bool ProcessNamespace)
{
    private const string Sshd = "/usr/sbin/sshd";

    private static readonly string[] _ownProcesses = ["--user", "--map-current-user", "--pid"];

    public static async Task<LabMachine> DetectAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Sshd))
            throw new LabException("OpenSSH's server is missing: install the Debian package openssh-server.");
        var namespaces = Environment.IsPrivilegedProcess && await CanUnshareAsync(["--mount", "--pid", "--uts", "--net"], cancellationToken);
        var processNamespace = namespaces || await CanUnshareAsync(_ownProcesses, cancellationToken);
        return new LabMachine(namespaces, File.Exists("/usr/lib/frr/zebra") && File.Exists("/usr/bin/vtysh"), processNamespace);
    }

    /// <summary>"frr" or "linux", the names of the gateway's platforms.</summary>
    public string Platform(SshLabOptions options) => options.PreferRouter && Router && Namespaces ? "frr" : "linux";

    public string? Limitation(SshLabOptions options) => (Namespaces, Router) switch
    {
        (false, _) => "Without root (or without the right to make namespaces) the devices are plain sshd processes of your own user: key login and exec only.",
        (true, false) when options.PreferRouter => "The devices are Linux shells; install the Debian package frr for a router's command line.",
        _ => null,
    };

    /// <summary>Lets sessions, which run as the device's user, pass through the lab's directory.</summary>
    public void OpenForSessions(string directory)
    {
        if (Namespaces)
            File.SetUnixFileMode(directory, (UnixFileMode)Convert.ToInt32("711", 8));
    }

    /// <summary>How to start a device's script, so that it is the first process of its own namespaces where they can be had.</summary>
    public (string Program, string[] Arguments) Command(string rootScript, string plainScript, string[] arguments) => (Namespaces, ProcessNamespace) switch
    {
        (true, _) => ("unshare", ["--mount", "--pid", "--uts", "--fork", "sh", rootScript, .. arguments]),
        (_, true) => ("unshare", [.. _ownProcesses, "--fork", "sh", plainScript, .. arguments]),
        _ => ("sh", [plainScript, .. arguments]),
    };

    private static async Task<bool> CanUnshareAsync(IEnumerable<string> namespaces, CancellationToken cancellationToken)
    {
        using var probe = Process.Start(new ProcessStartInfo("unshare", [.. namespaces, "--fork", "true"]) { RedirectStandardError = true });
        if (probe is null)
            return false;
        await probe.StandardError.ReadToEndAsync(cancellationToken);
        await probe.WaitForExitAsync(cancellationToken);
        return probe.ExitCode == 0;
    }
}
