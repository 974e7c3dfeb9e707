namespace Flux.Inventory.Storage;

/// <summary>Numeric ids as document ids: padded, so that they sort by number.</summary>
internal static class Keys
{
    public static string Of(long id) => id.ToString("D12");

    public static List<string> Of(IEnumerable<long> ids) => [.. ids.Distinct().Select(Of)];
}
