namespace Flux.Benchmarks.Script;

/// <summary>The command line.</summary>
/// <param name="Seconds">How long each figure is measured, after a warm-up of half as long.</param>
/// <param name="OnlyOurs">Whether the peers are left out.</param>
/// <param name="Only">A part of the names of the figures to measure; empty for all.</param>
internal sealed record ScriptOptions(double Seconds, bool OnlyOurs, string Only)
{
    public static ScriptOptions? Parse(string[] args)
    {
        var options = new ScriptOptions(3, false, "");
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--ours":
                    options = options with { OnlyOurs = true };
                    break;
                case "--seconds" when i + 1 < args.Length && double.TryParse(args[i + 1], out var seconds) && seconds > 0:
                    options = options with { Seconds = seconds };
                    i++;
                    break;
                case "--only" when i + 1 < args.Length:
                    options = options with { Only = args[++i] };
                    break;
                default:
                    return null;
            }
        }
        return options;
    }

    public static int Explain()
    {
        Console.Error.WriteLine("""
            script [--seconds N] [--ours] [--only TEXT]
              --seconds N   measure each figure for N seconds (default 3)
              --ours        leave the peers out
              --only TEXT   only figures whose name contains TEXT, as in "over gRPC"
            """);
        return 2;
    }
}
