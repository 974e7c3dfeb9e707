using Flux.Cli.Supervision;
using Flux.Lab;
using Flux.Lab.Mail;
using Flux.Lab.Ssh;

namespace Flux.Cli.Demo;

/// <summary>Everything that the demo needs around it: three devices, a mail server, the six services on a directory of their own.</summary>
internal sealed class DemoStage : IAsyncDisposable
{
    private readonly TempDirectory _directory = new("flux-demo");

    private DemoStage(SshLab lab, SmtpSink mail) => (Lab, Mail) = (lab, mail);

    /// <summary>The devices r1, r2 and r3.</summary>
    public SshLab Lab { get; }

    /// <summary>The mail server.</summary>
    public SmtpSink Mail { get; }

    /// <summary>The services; null until <see cref="StartSuiteAsync"/>.</summary>
    public Suite? Suite { get; private set; }

    /// <summary>The data directory.</summary>
    public string Data => _directory.Path;

    /// <summary>What examples/demo.yaml asks for with ${NAME}.</summary>
    public IReadOnlyDictionary<string, string> Values
    {
        get
        {
            var values = new Dictionary<string, string> { ["LAB_PLATFORM"] = Lab.Devices[0].Platform, ["LAB_CHANNEL"] = Lab.Devices[0].Channel };
            foreach (var device in Lab.Devices)
            {
                var name = device.Name.ToUpperInvariant();
                values[name + "_ADDRESS"] = $"{device.Address}";
                values[name + "_PORT"] = $"{device.Port}";
                values[name + "_USERNAME"] = device.Username;
                values[name + "_PASSWORD"] = device.Password ?? "";
                if (device.Password is null)
                    values["LAB_KEY"] = device.PrivateKey;
            }

            return values;
        }
    }

    /// <summary>Starts the devices and the mail server.</summary>
    public static async Task<DemoStage> SetAsync(CancellationToken cancellationToken)
    {
        var mail = SmtpSink.StartAsync(cancellationToken: cancellationToken);
        try
        {
            var lab = await SshLab.StartAsync(new SshLabOptions { Devices = ["r1", "r2", "r3"] }, cancellationToken);
            return new DemoStage(lab, await mail);
        }
        catch
        {
            if (await mail.ContinueWith(started => started.IsCompletedSuccessfully ? started.Result : null, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default) is { } sink)
                await sink.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the services.</summary>
    /// <param name="wellKnownPorts">Take the ports of tye.yaml where all of them are free.</param>
    /// <param name="log">Gets their log lines.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public async Task StartSuiteAsync(bool wellKnownPorts, Action<ServiceDefinition, string> log, CancellationToken cancellationToken) =>
        Suite = await Suite.StartAsync(
            new SuiteOptions
            {
                Data = _directory.Path,
                FreePorts = !wellKnownPorts || !PortPlan.AllFree(SuiteFile.Read(Workspace.SuiteFile)),
                Arguments = new Dictionary<string, IReadOnlyList<string>> { ["flux-notification"] = MailArguments.For(Mail) },
            },
            log,
            cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Suite is not null)
            await Suite.DisposeAsync();
        await Mail.DisposeAsync();
        await Lab.DisposeAsync();
        _directory.Dispose();
    }
}
