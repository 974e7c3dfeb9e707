namespace Flux.FlowOrchestrator.Parsing.Ttp;

/// <summary>What the named patterns of a template match.</summary>
internal static class TtpPatterns
{
    /// <summary>Without any pattern a variable is one word.</summary>
    public const string Word = @"\S+";

    /// <summary>The pattern of a name, or null.</summary>
    public static string? Find(string name) => name switch
    {
        "WORD" => Word,
        "PHRASE" => @"\S+(?: \S+)+",
        "ORPHRASE" => @"\S+(?: \S+)*",
        "ROW" => @"\S+(?: +\S+)+",
        "DIGIT" => @"\d+",
        "IP" => @"(?:[0-9]{1,3}\.){3}[0-9]{1,3}",
        "PREFIX" => @"(?:[0-9]{1,3}\.){3}[0-9]{1,3}/[0-9]{1,2}",
        "IPV6" => @"(?:[a-fA-F0-9]{1,4}:|:){1,7}(?:[a-fA-F0-9]{1,4}|:?)",
        "PREFIXV6" => @"(?:[a-fA-F0-9]{1,4}:|:){1,7}(?:[a-fA-F0-9]{1,4}|:?)/[0-9]{1,3}",
        "MAC" => @"(?:[0-9a-fA-F]{2}[:.-]){5}[0-9a-fA-F]{2}|(?:[0-9a-fA-F]{4}[:.-]){2}[0-9a-fA-F]{4}",
        "_line_" => ".+",
        _ => null,
    };
}
