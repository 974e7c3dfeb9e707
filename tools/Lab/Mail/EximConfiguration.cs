namespace Flux.Lab.Mail;

/// <summary>Writes the configuration of an <see cref="EximServer"/>.</summary>
internal static class EximConfiguration
{
    private static readonly (string Acl, SmtpStep Step)[] _acls =
        [("connect", SmtpStep.Connect), ("mail", SmtpStep.Mail), ("rcpt", SmtpStep.Rcpt), ("predata", SmtpStep.Data), ("data", SmtpStep.Body)];

    /// <summary>The text; mails lie in the queue until a queue run delivers them to one Maildir.</summary>
    public static string Write(EximOptions options, string directory) => $$"""
        primary_hostname = localhost
        keep_environment =
        spool_directory = {{directory}}/spool
        log_file_path = {{directory}}/log/%slog
        pid_file_path = {{directory}}/exim.pid
        queue_only
        smtputf8_advertise_hosts = *
        message_size_limit = 20M
        {{Tls(options, directory)}}
        auth_advertise_hosts = {{(options.Tls == EximTls.None ? "*" : "${if eq{$tls_in_cipher}{}{}{*}}")}}
        {{string.Join('\n', _acls.Select(each => $"acl_smtp_{each.Acl} = acl_{each.Acl}"))}}

        begin acl
        {{string.Join('\n', _acls.Select(each => Acl(each.Acl, each.Step, options, directory)))}}

        begin routers
        sink:
          driver = accept
          transport = sink

        begin transports
        sink:
          driver = appendfile
          directory = {{directory}}/mail
          maildir_format
          batch_max = 100
          envelope_to_add
          return_path_add
          user = Debian-exim

        begin authenticators
        {{Authenticator(options)}}
        """;

    private static string Tls(EximOptions options, string directory) => options.Tls == EximTls.None
        ? "tls_advertise_hosts ="
        : $"""
        tls_advertise_hosts = *
        tls_certificate = {directory}/server.pem
        tls_privatekey = {directory}/server.key
        """;

    private static string Acl(string acl, SmtpStep step, EximOptions options, string directory)
    {
        var login = step == SmtpStep.Mail && options.Username is not null ? "  deny message = authentication required\n       !authenticated = *\n" : "";
        return $"acl_{acl}:\n{Fault("warn delay = 30s", EximFault.Slow)}{Fault("defer message = busy, come back later", EximFault.Defer)}{Fault("deny message = not here", EximFault.Deny)}{login}  accept\n";
        string Fault(string verb, EximFault fault) =>
            $"  {verb.Split(' ')[0]} condition = ${{if exists{{{directory}/faults/{fault}-{step}}}}}\n       {verb[(verb.IndexOf(' ') + 1)..]}\n".Replace($"{fault}-{step}", $"{fault}-{step}".ToLowerInvariant(), StringComparison.Ordinal);
    }

    private static string Authenticator(EximOptions options)
    {
        if (options.Username is null)
            return "";
        var (prompts, user, password) = options.Mechanism == "PLAIN" ? (":", "$auth2", "$auth3") : ("Username:: : Password::", "$auth1", "$auth2");
        var condition = "${if and{{eq{" + user + "}{" + options.Username + "}}{eq{" + password + "}{" + options.Password + "}}}}";
        return $"""
            lab:
              driver = plaintext
              public_name = {options.Mechanism}
              server_prompts = {prompts}
              server_condition = {condition}
              server_set_id = {user}
            """;
    }
}
