using Flux.Hosting;
using Google.Rpc;

namespace Flux.Notification.Tests.Support;

internal static class FluxExceptions
{
    /// <summary>The fields that an INVALID_ARGUMENT names, in order.</summary>
    public static IReadOnlyList<string> Fields(this FluxException error) =>
        [.. error.Details.OfType<BadRequest>().Single().FieldViolations.Select(violation => violation.Field)];
}
