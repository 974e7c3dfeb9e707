namespace Flux.FlowOrchestrator.Common;

/// <summary>Tells templates from plain text, so that plain text costs no call.</summary>
internal static class Templates
{
    /// <summary>Whether Django would do anything with the text.</summary>
    public static bool IsTemplate(string text) => text.Contains("{{", StringComparison.Ordinal) || text.Contains("{%", StringComparison.Ordinal) || text.Contains("{#", StringComparison.Ordinal);
}
