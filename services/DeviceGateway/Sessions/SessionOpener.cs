using System.Text.RegularExpressions;
using Flux.DeviceGateway.Elements;
using Flux.DeviceGateway.Errors;
using Flux.DeviceGateway.Platforms;
using Flux.DeviceGateway.Ssh;
using Flux.DeviceGateway.Terminal;

namespace Flux.DeviceGateway.Sessions;

/// <summary>Connects to an element: inventory, admission, SSH, host key, terminal.</summary>
internal sealed class SessionOpener(
    IElementDirectory elements, ISshClient ssh, PlatformCatalog platforms, PlatformDetector detector, LoginGate gate, GroupGate groups, DeviceOptions options, TimeProvider time, ILogger<SessionOpener> logger)
{
    private const int Tries = 6;
    private const int MostJumps = 4;

    /// <param name="elementId">The element.</param>
    /// <param name="timeout">Limit; null takes the element's own.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <param name="purpose">Who uses it and for what.</param>
    /// <param name="limited">Counts for the limits of the element's groups, and waits for them.</param>
    /// <exception cref="DeviceException">Any reason of connecting.</exception>
    public async Task<DeviceSession> OpenAsync(long elementId, TimeSpan? timeout, CancellationToken cancellationToken, string purpose = "", bool limited = true)
    {
        var element = await elements.GetAsync(elementId, cancellationToken);
        var patience = timeout ?? element.Transport.ConnectTimeout;
        using var limit = new CancellationTokenSource(patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        IDisposable? places = null;
        try
        {
            places = limited ? await groups.EnterAsync(element.Groups, both.Token) : null;
            PlatformFinding? finding = null;
            if (element.Transport.Platform == PlatformCatalog.Auto)
            {
                finding = detector.Known(element) ?? await DetectAsync(element, patience, both.Token);
                element = element with { Transport = element.Transport with { Platform = finding.Platform } };
            }

            var connection = await ConnectAsync(element, patience, [], both.Token);
            var session = await StartAsync(element, connection, purpose, finding?.Evidence ?? "", places, both.Token);
            places = null;
            return session;
        }
        catch (DeviceException error)
        {
            throw new SecretMask(element.Secrets).Apply(error); // a device may answer with what it was sent
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new DeviceException(DeviceReason.ConnectTimeout,
                $"{element.Name} ({element.Address}) was not ready for commands within {patience.TotalSeconds:0.###} s, waiting for a free place among the logins included. Raise transport_settings.connect_timeout_seconds.");
        }
        finally
        {
            places?.Dispose();
        }
    }

    // With a login of its own: the platform decides login name, terminal and more, before the first byte.
    private async Task<PlatformFinding> DetectAsync(ElementConnection element, TimeSpan timeout, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(element, timeout, [], cancellationToken);
        try
        {
            var finding = await detector.DetectAsync(element, connection, cancellationToken);
            Log.PlatformFound(logger, element.Name, finding.Platform);
            return finding;
        }
        catch (RegexMatchTimeoutException error)
        {
            throw SlowPattern.Error(error);
        }
    }

    private async Task<ISshConnection> ConnectAsync(ElementConnection element, TimeSpan timeout, IReadOnlyList<ElementConnection> behind, CancellationToken cancellationToken)
    {
        var target = Target(element, PlatformOf(element), timeout);
        var via = element.Transport.JumpHost is { } jump ? await JumpAsync(jump, timeout, [.. behind, element], cancellationToken) : null;
        try
        {
            target = target with { Via = via };
            var connection = await gate.RunAsync(target.ToString(), () => LogInAsync(target, cancellationToken), cancellationToken);
            if (element.HostKey is null)
                await PinAsync(element, connection, cancellationToken);
            return connection;
        }
        catch
        {
            if (via is not null)
                await via.DisposeAsync();
            throw;
        }
    }

    private async Task<ISshConnection> JumpAsync(string jump, TimeSpan timeout, IReadOnlyList<ElementConnection> behind, CancellationToken cancellationToken)
    {
        if (behind.Count > MostJumps || behind.Any(element => element.Name == jump))
            throw new DeviceException(DeviceReason.InvalidTransportSettings, $"The jump hosts of {behind[0].Name} ({string.Join(" -> ", behind.Skip(1).Select(element => element.Name).Append(jump))}) are a circle or more than {MostJumps}. Correct transport_settings.jump_host.");
        var element = await elements.FindAsync(jump, cancellationToken)
            ?? throw new DeviceException(DeviceReason.InvalidTransportSettings, $"The jump host of {behind[^1].Name}, '{jump}', is no element of the inventory. Correct transport_settings.jump_host.");
        return await ConnectAsync(element, timeout, behind, cancellationToken);
    }

    private Platform PlatformOf(ElementConnection element)
    {
        var platform = platforms[element.Transport.Platform];
        return element.Transport.Prompt is { } prompt ? platform with { Prompt = prompt } : platform;
    }

    private SshTarget Target(ElementConnection element, Platform platform, TimeSpan timeout)
    {
        if (element.Address.Length == 0)
            throw new DeviceException(DeviceReason.NoAddress, $"{element.Name} has no management_address. Set it in the inventory.");
        if (element.Transport.Protocol is TransportProtocol.Http or TransportProtocol.Https)
            throw new DeviceException(DeviceReason.InvalidTransportSettings, $"{element.Name} is reached over HTTP (transport_settings.protocol); sessions need ssh.");
        if (string.IsNullOrEmpty(element.Transport.Username))
            throw new DeviceException(DeviceReason.InvalidTransportSettings, $"{element.Name} has no transport_settings.username to log in with.");
        return new SshTarget
        {
            Host = element.Address,
            Port = element.Transport.Port ?? 22,
            Username = element.Transport.Username + platform.UsernameSuffix,
            Password = element.Password,
            PrivateKey = element.PrivateKey,
            Passphrase = element.Transport.Passphrase,
            KeepAlive = element.Transport.KeepAlive,
            PinnedHostKey = element.HostKey,
            HostKeyPolicy = element.Transport.HostKeyPolicy ?? options.DefaultHostKeyPolicy,
            LegacyAlgorithms = element.Transport.LegacyAlgorithms,
            ConnectTimeout = timeout,
        };
    }

    // Only for a device that hung up before the login: a refused login is never repeated.
    private async Task<ISshConnection> LogInAsync(SshTarget target, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ssh.ConnectAsync(target, cancellationToken);
            }
            catch (DeviceException error) when (error.Transient && attempt < Tries)
            {
                var pause = TimeSpan.FromMilliseconds(100 * (1 << attempt) * (0.5 + Random.Shared.NextDouble()));
                Log.LoginPutOff(logger, target.ToString(), attempt, pause.TotalMilliseconds);
                await Task.Delay(pause, time, cancellationToken);
            }
        }
    }

    private async Task PinAsync(ElementConnection element, ISshConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await elements.PinAsync(element.Id, connection.Server.HostKey, cancellationToken);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task<DeviceSession> StartAsync(ElementConnection element, ISshConnection connection, string purpose, string evidence, IDisposable? places, CancellationToken cancellationToken)
    {
        var session = new DeviceSession(element, PlatformOf(element), connection, pinned: element.HostKey is null, time) { Purpose = purpose, PlatformEvidence = evidence, Places = places };
        try
        {
            await session.StartAsync(cancellationToken);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }
}
