namespace Flux.Inventory.Audit;

/// <summary>Who makes the call being served: the metadata key <c>x-flux-actor</c>, a user name or "run/&lt;id&gt;".</summary>
internal static class CallActor
{
    /// <summary>The metadata key.</summary>
    public const string Header = "x-flux-actor";

    private static readonly AsyncLocal<string?> Local = new();

    /// <summary>Empty when the caller named nobody.</summary>
    public static string Current => Local.Value ?? "";

    /// <summary>For the rest of the call.</summary>
    public static void Set(string actor) => Local.Value = actor;
}
