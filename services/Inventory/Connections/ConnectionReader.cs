using System.Security.Cryptography;
using System.Text;
using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Inventory.Elements;
using Flux.Inventory.Storage;
using Google.Protobuf;

namespace Flux.Inventory.Connections;

/// <summary>Reads how to reach and log in to an element.</summary>
internal sealed class ConnectionReader(IDocumentStore store, ElementFinder finder, ElementSecrets secrets)
{
    public async Task<GetConnectionResponse> ReadAsync(GetConnectionRequest request, CancellationToken ct)
    {
        var stored = (await finder.FindAsync(request.ElementId, request.Name, ct)).Value;
        var element = stored.Fields;
        var groups = await store.GetManyAsync(Collections.Groups, Keys.Of(stored.GroupIds), ct);
        var elementId = element.Id;
        var state = (await store.GetAsync(ElementState.Type, Keys.Of(elementId), ct))?.Value ?? ElementState.Empty;
        return new GetConnectionResponse
        {
            Name = element.Name,
            ManagementAddress = element.ManagementAddress,
            TransportSettingsJson = secrets.OpenTransport(element),
            Password = secrets.Open(element, "password"),
            Key = secrets.Open(element, "key"),
            ElevatedPrivPassword = secrets.Open(element, "elevated_priv_password"),
            Certificate = secrets.Open(element, "certificate"),
            HostKey = state.HostKey,
            Etag = Tag(element, state),
            ElementId = elementId,
            GroupNames = { groups.Select(group => group.Value.Name).Order(StringComparer.Ordinal) },
        };
    }

    // Over the sealed texts: they change whenever a secret does, and tell nothing about it.
    private static string Tag(Element element, ElementState state)
    {
        var text = string.Join('\0', element.Name, element.ManagementAddress, element.TransportSettingsJson, element.Password, element.Key,
            element.ElevatedPrivPassword, element.Certificate, state.HostKey is null ? "" : JsonFormatter.Default.Format(state.HostKey));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 12));
    }
}
