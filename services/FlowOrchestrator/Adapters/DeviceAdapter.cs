using Flux.Contracts.Device.V1;
using Flux.FlowOrchestrator.Ports;
using Grpc.Core;
using Client = Flux.Contracts.Device.V1.DeviceService.DeviceServiceClient;

namespace Flux.FlowOrchestrator.Adapters;

/// <summary>Device-gateway over gRPC.</summary>
internal sealed class DeviceAdapter(Client client, Downstream downstream) : IDevices
{
    private const string Service = "device-gateway";

    /// <inheritdoc/>
    public Task<OpenSessionResponse> OpenAsync(OpenSessionRequest request, CancellationToken cancellationToken) =>
        downstream.CallAsync(Service, () => client.OpenSessionAsync(request, downstream.Slow(cancellationToken)), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<CommandResult>> SendAsync(string sessionId, IReadOnlyList<string> commands, CancellationToken cancellationToken)
    {
        var request = new SendCommandsRequest { SessionId = sessionId };
        request.Commands.AddRange(commands.Select(c => new Command { Text = c }));
        return downstream.PatientlyAsync(Service, () => ReadAsync(request, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task CloseAsync(string sessionId, CancellationToken cancellationToken)
    {
        var request = new CloseSessionRequest { SessionId = sessionId };
        return downstream.CallAsync(Service, () => client.CloseSessionAsync(request, downstream.Quick(cancellationToken)), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<HttpRequestResponse> HttpAsync(HttpRequestRequest request, CancellationToken cancellationToken) =>
        downstream.CallAsync(Service, () => client.HttpRequestAsync(request, downstream.Slow(cancellationToken)), cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> WaitForConnectAsync(WaitForConnectRequest request, CancellationToken cancellationToken) =>
        (await downstream.CallAsync(Service, () => client.WaitForConnectAsync(request, downstream.Slow(cancellationToken)), cancellationToken)).Connected;

    private async Task<IReadOnlyList<CommandResult>> ReadAsync(SendCommandsRequest request, CancellationToken cancellationToken)
    {
        var results = new List<CommandResult>();
        using var call = client.SendCommands(request, downstream.Slow(cancellationToken));
        while (await call.ResponseStream.MoveNext(cancellationToken))
        {
            if (call.ResponseStream.Current.Result is { } result)
                results.Add(result);
        }
        return results;
    }
}
