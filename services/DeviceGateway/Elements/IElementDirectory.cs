using Flux.DeviceGateway.Errors;
using Flux.DeviceGateway.Ssh;

namespace Flux.DeviceGateway.Elements;

/// <summary>The inventory, as the gateway needs it.</summary>
public interface IElementDirectory
{
    /// <summary>Reads an element's connection.</summary>
    /// <exception cref="DeviceException">INVALID_TRANSPORT_SETTINGS.</exception>
    Task<ElementConnection> GetAsync(long elementId, CancellationToken cancellationToken);

    /// <summary>Reads the connection of the element of that name; null when there is none.</summary>
    /// <exception cref="DeviceException">INVALID_TRANSPORT_SETTINGS.</exception>
    Task<ElementConnection?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>Pins the host key that an element showed at first use.</summary>
    Task PinAsync(long elementId, HostKey hostKey, CancellationToken cancellationToken);
}
