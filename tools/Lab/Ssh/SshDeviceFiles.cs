using System.Text;

namespace Flux.Lab.Ssh;

/// <summary>The files of one lab device: configuration of sshd and FRR, and a user database of its own.</summary>
internal sealed class SshDeviceFiles(string directory)
{
    public const string User = "netops";

    // An id that no Debian range hands out; only the device's own user database knows it.
    private const int UserId = 64100;

    public string Directory => directory;

    public string AuthorizedKeys => In("authorized_keys");

    public async Task<IReadOnlyList<SshKeyPair>> CreateHostKeysAsync(IReadOnlyList<string> types, CancellationToken cancellationToken)
    {
        System.IO.Directory.CreateDirectory(directory);
        return await Task.WhenAll(types.Select(type => SshKeyPair.CreateAsync(In("host_" + type), type, cancellationToken)));
    }

    public string Script(string name)
    {
        using var resource = typeof(SshDeviceFiles).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(resource, Encoding.UTF8);
        File.WriteAllText(In(name), reader.ReadToEnd());
        return In(name);
    }

    public void Write(SshDevice device, SshLabOptions options, LabMachine machine, SshKeyPair userKey)
    {
        if (!File.Exists(AuthorizedKeys))
            File.WriteAllText(AuthorizedKeys, userKey.PublicKey + "\n");
        if (options.Banner is not null)
            File.WriteAllText(In("banner"), options.Banner);
        File.WriteAllText(In("sshd_config"), SshdConfig(device, options, machine.Namespaces));
        if (!machine.Namespaces)
            return;
        foreach (var folder in (string[])["etc", "home", "run", "frr"])
            System.IO.Directory.CreateDirectory(In(folder));
        WriteUsers(device, options);
        if (device.Platform == "frr")
            WriteRouter(device, options);
    }

    private string In(string name) => Path.Combine(directory, name);

    private string SshdConfig(SshDevice device, SshLabOptions options, bool root) => string.Join('\n',
    [
        .. options.SshdConfig,
        $"ListenAddress {device.Address}",
        $"Port {device.Port}",
        .. options.HostKeyTypes.Select(type => $"HostKey {In("host_" + type)}"),
        $"PidFile {In("sshd.pid")}",
        $"AuthorizedKeysFile {AuthorizedKeys}",
        "StrictModes no",
        $"AllowUsers {device.Username}",
        $"UsePAM {(options.KeyboardInteractive ? "yes" : "no")}",
        $"KbdInteractiveAuthentication {(options.KeyboardInteractive ? "yes" : "no")}",
        $"PasswordAuthentication {(root && !options.KeyboardInteractive ? "yes" : "no")}",
        $"Banner {(options.Banner is null ? "none" : In("banner"))}",
        "UseDNS no",
        "PrintMotd no",
        "PrintLastLog no",
        "MaxSessions 100",
        "MaxStartups 1000:30:2000",
        "LogLevel INFO",
        "",
    ]);

    private void WriteUsers(SshDevice device, SshLabOptions options)
    {
        var shell = options.DaemonTerminal is not null ? In("terminal.sh") : device.Platform == "frr" ? "/usr/bin/vtysh" : "/bin/bash";
        File.WriteAllText(In("etc/passwd"), File.ReadAllText("/etc/passwd") + $"{User}:x:{UserId}:{UserId}:Lab:{In("home")}:{shell}\n");
        File.WriteAllText(In("etc/shadow"), File.ReadAllText("/etc/shadow") + $"{User}:{Crypt.Hash(device.Password!)}:19000:0:99999:7:::\n");
        // vtysh talks to the daemons through sockets of the group frrvty.
        var groups = File.ReadAllLines("/etc/group").Select(line => line.StartsWith("frrvty:", StringComparison.Ordinal) ? Join(line) : line);
        File.WriteAllLines(In("etc/group"), [.. groups, $"{User}:x:{UserId}:"]);
        File.SetUnixFileMode(In("etc/shadow"), UnixFileMode.UserRead | UnixFileMode.UserWrite);

        static string Join(string line) => line.EndsWith(':') ? line + User : line + "," + User;
    }

    /// <summary>The login shell of a device that shows a daemon's terminal.</summary>
    public void WriteTerminal(int port)
    {
        File.WriteAllText(In("terminal.sh"), $"#!/bin/sh\nset -- $SSH_CONNECTION\nexec telnet -E \"$3\" {port}\n");
        File.SetUnixFileMode(In("terminal.sh"), (UnixFileMode)Convert.ToInt32("755", 8));
    }

    private void WriteRouter(SshDevice device, SshLabOptions options)
    {
        var number = device.Address.GetAddressBytes()[3];
        File.WriteAllText(In("frr/vtysh.conf"), $"no service integrated-vtysh-config\nhostname {device.Name}\n");
        var configuration = In("frr/zebra.conf");
        if (!File.Exists(configuration)) // `write memory` of an earlier start survives a restart, as on a real router
            File.WriteAllText(configuration, Login(device, options) + $"interface eth0\n description uplink of {device.Name}\n ip address 192.0.2.{number}/24\n!\n");
        if (options.DaemonTerminal == "bgpd" && !File.Exists(In("frr/bgpd.conf")))
            File.WriteAllText(In("frr/bgpd.conf"), Login(device, options) + "router bgp 65001\n bgp router-id 192.0.2.1\n!\n");
    }

    private static string Login(SshDevice device, SshLabOptions options) =>
        $"hostname {device.Name}\n" + (options.DaemonTerminal is null ? "" : $"password {device.Password}\nenable password {device.EnablePassword}\n");
}
