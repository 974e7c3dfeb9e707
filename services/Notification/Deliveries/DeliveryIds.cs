using System.Security.Cryptography;

namespace Flux.Notification.Deliveries;

/// <summary>Makes ids of 32 hexadecimal digits that grow with time, also within one tick of the clock, and that no other replica makes.</summary>
internal sealed class DeliveryIds(TimeProvider clock)
{
    private long _last;

    /// <summary>A new id and the time it was made.</summary>
    public (string Id, DateTimeOffset Now) Next()
    {
        var now = clock.GetUtcNow();
        long last, next;
        do
        {
            last = Interlocked.Read(ref _last);
            next = Math.Max(now.UtcTicks, last + 1);
        }
        while (Interlocked.CompareExchange(ref _last, next, last) != last);
        return ($"{next:x16}{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}", now);
    }
}
