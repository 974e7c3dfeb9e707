using System.CommandLine;

namespace Flux.Cli.Commands;

/// <summary>Options that several commands take.</summary>
internal static class CommonOptions
{
    public static Option<string> Data() => new("--data")
    {
        Description = "The suite's data directory; commands find a running suite by it.",
        DefaultValueFactory = _ => "./.flux",
    };

    public static Option<bool> Json(string description) => new("--json") { Description = description };
}
