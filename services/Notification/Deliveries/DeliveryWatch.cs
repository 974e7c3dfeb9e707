using System.Threading.Channels;
using Flux.Documents;

namespace Flux.Notification.Deliveries;

/// <summary>The changes of deliveries since a watch began.</summary>
internal sealed class DeliveryWatch(ChannelReader<Document<DeliveryRecord>> changes, Action end) : IDisposable
{
    /// <summary>The changes as they come.</summary>
    public IAsyncEnumerable<Document<DeliveryRecord>> ReadAsync(CancellationToken cancellationToken) => changes.ReadAllAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => end();
}
