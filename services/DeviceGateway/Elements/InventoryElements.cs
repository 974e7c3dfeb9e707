using Flux.Contracts.Inventory.V1;
using HostKey = Flux.DeviceGateway.Ssh.HostKey;

namespace Flux.DeviceGateway.Elements;

/// <summary>The inventory service's internal RPCs.</summary>
internal sealed class InventoryElements(InternalInventoryService.InternalInventoryServiceClient inventory) : IElementDirectory
{
    public async Task<ElementConnection> GetAsync(long elementId, CancellationToken cancellationToken)
    {
        var answer = await inventory.GetConnectionAsync(new GetConnectionRequest { ElementId = elementId }, cancellationToken: cancellationToken);
        return new ElementConnection
        {
            Id = elementId,
            Name = answer.Name,
            Address = answer.ManagementAddress,
            Transport = TransportSettingsReader.Read(answer.Name, answer.TransportSettingsJson),
            Password = Given(answer.Password),
            PrivateKey = Given(answer.Key),
            ElevatedPassword = Given(answer.ElevatedPrivPassword),
            HostKey = answer.HostKey is { } key ? new HostKey(key.Type, key.KeyBase64) : null,
        };
    }

    public async Task PinAsync(long elementId, HostKey hostKey, CancellationToken cancellationToken) => await inventory.PinHostKeyAsync(
        new PinHostKeyRequest
        {
            ElementId = elementId,
            HostKey = new Contracts.Inventory.V1.HostKey { Type = hostKey.Type, KeyBase64 = hostKey.Base64, Fingerprint = hostKey.Fingerprint },
        },
        cancellationToken: cancellationToken);

    private static string? Given(string text) => text.Length > 0 ? text : null;
}
