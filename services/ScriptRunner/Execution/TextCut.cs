namespace Flux.ScriptRunner.Execution;

internal static class TextCut
{
    /// <summary>The text, cut to a number of characters, but not in the middle of a surrogate pair.</summary>
    public static string At(string text, int maximum) =>
        text.Length <= maximum ? text : text[..(char.IsHighSurrogate(text[maximum - 1]) ? maximum - 1 : maximum)];
}
