using Flux.Contracts.Common.V1;
using Flux.Contracts.Device.V1;
using Flux.DeviceGateway.Elements;
using Flux.DeviceGateway.Errors;
using Flux.DeviceGateway.Http;

namespace Flux.DeviceGateway.Sessions;

/// <summary>Finds out whether elements can be reached and logged in to.</summary>
internal sealed class ConnectionTester(SessionOpener opener, IElementDirectory elements, DeviceHttpClient http, TimeProvider time)
{
    // Trying again changes nothing about these, and a login tried again and again locks the account.
    private static readonly string[] _final =
    [
        DeviceReason.AuthenticationFailed, DeviceReason.HostKeyChanged, DeviceReason.HostKeyUnknown, DeviceReason.InvalidKey, DeviceReason.InvalidTransportSettings,
        DeviceReason.NoAddress, DeviceReason.NoCommonAlgorithm, DeviceReason.NotSsh, DeviceReason.PatternTooSlow, DeviceReason.SshLibraryMissing, DeviceReason.UnknownPlatform,
    ];

    /// <summary>Tries once; a failure is an answer, not an exception.</summary>
    public async Task<TestConnectionResponse> TestAsync(long elementId, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            return await ConnectAsync(elementId, timeout, cancellationToken);
        }
        catch (DeviceException error)
        {
            return new TestConnectionResponse
            {
                Failure = new Failure { Reason = error.Reason, Type = nameof(DeviceException), Message = error.Message },
                HostKeyFingerprint = error.Facts.GetValueOrDefault("host_key_fingerprint", ""),
                ServerBanner = error.Facts.GetValueOrDefault("server_banner", ""),
            };
        }
    }

    /// <summary>Tries until a login succeeds or the tries are used up.</summary>
    /// <exception cref="DeviceException">For a reason that waiting does not cure: AUTHENTICATION_FAILED, HOST_KEY_CHANGED, NO_ADDRESS, ...</exception>
    public async Task<WaitForConnectResponse> WaitAsync(long elementId, TimeSpan timeout, int tries, TimeSpan sleep, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await ConnectAsync(elementId, timeout, cancellationToken);
                return new WaitForConnectResponse { Connected = true, Tries = attempt };
            }
            catch (DeviceException error) when (!_final.Contains(error.Reason))
            {
                if (attempt == tries)
                    return new WaitForConnectResponse { Tries = attempt };
            }

            await Task.Delay(sleep, time, cancellationToken);
        }
    }

    private async Task<TestConnectionResponse> ConnectAsync(long elementId, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var element = await elements.GetAsync(elementId, cancellationToken);
        if (element.Transport.Protocol is TransportProtocol.Http or TransportProtocol.Https)
            return await RequestAsync(element, timeout, cancellationToken);
        await using var session = await opener.OpenAsync(elementId, timeout, cancellationToken);
        return new TestConnectionResponse
        {
            Ok = true,
            HostKeyFingerprint = session.Server.HostKey.Fingerprint,
            ServerBanner = session.Server.Greeting,
            Platform = session.Platform.Name,
            PlatformEvidence = session.PlatformEvidence,
        };
    }

    // Any answer shows that the element is there; only a refused login is worth a word.
    private async Task<TestConnectionResponse> RequestAsync(ElementConnection element, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var answer = await http.SendAsync(element, new DeviceHttpRequest(HttpMethod.Get, "/", new Dictionary<string, string>(), [], timeout), cancellationToken);
        if (answer.Status is 401 or 403)
            throw new DeviceException(DeviceReason.AuthenticationFailed, $"{element.Name} refused the login with HTTP status {answer.Status}. Correct the element's password, transport_settings.token, username or http_auth.");
        return new TestConnectionResponse { Ok = true, ServerBanner = answer.Headers.GetValueOrDefault("server", "") };
    }
}
