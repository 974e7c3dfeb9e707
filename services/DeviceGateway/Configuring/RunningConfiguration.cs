using System.Text;
using Flux.DeviceGateway.Errors;
using Flux.DeviceGateway.Platforms;
using Flux.DeviceGateway.Sessions;
using Flux.DeviceGateway.Terminal;

namespace Flux.DeviceGateway.Configuring;

/// <summary>Reads a device's configuration as it is stored: without lines that change by themselves, the element's own secrets masked.</summary>
internal static class RunningConfiguration
{
    /// <exception cref="DeviceException">COMMAND_REJECTED, and the reasons of any command.</exception>
    public static async Task<string> ReadAsync(DeviceSession session, SessionTurn turn, ConfigMode mode, CancellationToken cancellationToken)
    {
        var outcome = await turn.RunAsync(new TerminalCommand(mode.Show!), null, null, cancellationToken);
        var text = OutputText.From(outcome.Output, session.Element.Transport.Encoding);
        // A configuration may quote any complaint (in a banner); only one in the place of the configuration counts.
        if (outcome.Error is { } complaint && text.AsSpan().Trim().Count('\n') < 4)
            throw session.Mask.Apply(new DeviceException(DeviceReason.CommandRejected, $"{session.Element.Name} does not show its configuration: it answers '{mode.Show}' with: {complaint}. Nothing was changed.") { Facts = { ["device_error"] = complaint } });
        return session.Mask.Apply(Stable(text, mode));
    }

    private static string Stable(string text, ConfigMode mode)
    {
        var stable = new StringBuilder(text.Length);
        foreach (var line in text.Trim('\n', '\r').Split('\n'))
        {
            var kept = line.TrimEnd('\r', ' ');
            if (!mode.Volatile.Any(pattern => pattern.IsMatch(kept)))
                stable.Append(kept).Append('\n');
        }

        return stable.ToString().TrimStart('\n');
    }
}
