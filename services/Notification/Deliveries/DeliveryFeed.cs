using System.Collections.Concurrent;
using System.Threading.Channels;
using Flux.Documents;
using Flux.Hosting;

namespace Flux.Notification.Deliveries;

/// <summary>Tells watchers in this process of every stored change of a delivery, each delivery's changes in their order.</summary>
internal sealed class DeliveryFeed
{
    private const int Backlog = 1000;
    private readonly ConcurrentDictionary<Channel<Document<DeliveryRecord>>, bool> _watchers = new();

    /// <summary>A delivery was written.</summary>
    public void Publish(Document<DeliveryRecord> delivery)
    {
        foreach (var watcher in _watchers.Keys)
        {
            // A reader that is too slow learns that it missed something instead of holding up the mails.
            if (!watcher.Writer.TryWrite(delivery))
                watcher.Writer.TryComplete(FluxError.ResourceExhausted("watch", $"the reader fell behind by more than {Backlog} changes; list the deliveries and watch again"));
        }
    }

    /// <summary>Begins a watch: changes from now on can be read until it is disposed.</summary>
    public DeliveryWatch Watch()
    {
        var channel = Channel.CreateBounded<Document<DeliveryRecord>>(Backlog);
        _watchers[channel] = true;
        return new DeliveryWatch(channel.Reader, () => _watchers.TryRemove(channel, out _));
    }
}
