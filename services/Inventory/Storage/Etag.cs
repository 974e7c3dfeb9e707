using Flux.Hosting;

namespace Flux.Inventory.Storage;

/// <summary>A document's version as an opaque tag (AIP-154).</summary>
internal static class Etag
{
    public static string Of(long version) => $"v{version}";

    /// <summary>Throws ABORTED when a filled tag is not the stored one.</summary>
    public static void Check(string given, long version, string kind, string name)
    {
        if (given.Length > 0 && given != Of(version)) throw FluxError.Aborted(kind, name);
    }
}
