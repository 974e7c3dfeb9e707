using Flux.Contracts.Inventory.V1;
using Grpc.Core;
using HostKey = Flux.DeviceGateway.Ssh.HostKey;

namespace Flux.DeviceGateway.Elements;

/// <summary>The inventory service's internal RPCs.</summary>
internal sealed class InventoryElements(InternalInventoryService.InternalInventoryServiceClient inventory) : IElementDirectory
{
    public Task<ElementConnection> GetAsync(long elementId, CancellationToken cancellationToken) => GetAsync(new GetConnectionRequest { ElementId = elementId }, cancellationToken);

    public async Task<ElementConnection?> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync(new GetConnectionRequest { Name = name }, cancellationToken);
        }
        catch (RpcException error) when (error.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
    }

    public async Task PinAsync(long elementId, HostKey hostKey, CancellationToken cancellationToken) => await inventory.PinHostKeyAsync(
        new PinHostKeyRequest
        {
            ElementId = elementId,
            HostKey = new Contracts.Inventory.V1.HostKey { Type = hostKey.Type, KeyBase64 = hostKey.Base64, Fingerprint = hostKey.Fingerprint },
        },
        cancellationToken: cancellationToken);

    private async Task<ElementConnection> GetAsync(GetConnectionRequest request, CancellationToken cancellationToken)
    {
        var answer = await inventory.GetConnectionAsync(request, cancellationToken: cancellationToken);
        return new ElementConnection
        {
            Id = answer.ElementId,
            Name = answer.Name,
            Address = answer.ManagementAddress,
            Transport = TransportSettingsReader.Read(answer.Name, answer.TransportSettingsJson),
            Groups = [.. answer.GroupNames],
            Password = Given(answer.Password),
            PrivateKey = Given(answer.Key),
            Certificate = Given(answer.Certificate),
            ElevatedPassword = Given(answer.ElevatedPrivPassword),
            HostKey = answer.HostKey is { } key ? new HostKey(key.Type, key.KeyBase64) : null,
        };
    }

    private static string? Given(string text) => text.Length > 0 ? text : null;
}
