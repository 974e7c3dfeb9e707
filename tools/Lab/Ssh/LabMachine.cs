using System.Diagnostics;

namespace Flux.Lab.Ssh;

/// <summary>What the machine below the lab allows: namespaces (root only) and a router's command line.</summary>
internal sealed record LabMachine(bool Namespaces, bool Router)
{
    private const string Sshd = "/usr/sbin/sshd";

    public static async Task<LabMachine> DetectAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Sshd))
            throw new LabException("OpenSSH's server is missing: install the Debian package openssh-server.");
        var namespaces = Environment.IsPrivilegedProcess && await CanUnshareAsync(cancellationToken);
        return new LabMachine(namespaces, File.Exists("/usr/lib/frr/zebra") && File.Exists("/usr/bin/vtysh"));
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

    private static async Task<bool> CanUnshareAsync(CancellationToken cancellationToken)
    {
        using var probe = Process.Start(new ProcessStartInfo("unshare", ["--mount", "--pid", "--uts", "--net", "--fork", "true"]) { RedirectStandardError = true });
        if (probe is null)
            return false;
        await probe.StandardError.ReadToEndAsync(cancellationToken);
        await probe.WaitForExitAsync(cancellationToken);
        return probe.ExitCode == 0;
    }
}
