using Flux.Contracts.Device.V1;

namespace Flux.FlowOrchestrator.Ports;

/// <summary>Sessions with elements. Every method throws <see cref="Common.FailureException"/> when the call fails.</summary>
internal interface IDevices
{
    /// <summary>Connects and logs in.</summary>
    Task<OpenSessionResponse> OpenAsync(OpenSessionRequest request, CancellationToken cancellationToken);

    /// <summary>Runs commands in order, up to and with the first that the device rejects.</summary>
    Task<IReadOnlyList<CommandResult>> SendAsync(string sessionId, IReadOnlyList<string> commands, CancellationToken cancellationToken);

    /// <summary>Closes a session.</summary>
    Task CloseAsync(string sessionId, CancellationToken cancellationToken);

    /// <summary>Sends one HTTP request.</summary>
    Task<HttpRequestResponse> HttpAsync(HttpRequestRequest request, CancellationToken cancellationToken);

    /// <summary>Waits until an element accepts connections.</summary>
    /// <returns>Whether it does.</returns>
    Task<bool> WaitForConnectAsync(WaitForConnectRequest request, CancellationToken cancellationToken);
}
