namespace Flux.Benchmarks.Flow;

/// <summary>The command line.</summary>
/// <param name="Times">How often each flow is measured.</param>
/// <param name="WarmUp">How long each flow is run before: .NET compiles anew what is called often, in the background and for many seconds after a start.</param>
/// <param name="Only">A part of the names of the figures to measure; empty for all.</param>
internal sealed record FlowBenchOptions(int Times, TimeSpan WarmUp, string Only)
{
    public static FlowBenchOptions? Parse(string[] args)
    {
        var options = new FlowBenchOptions(5, TimeSpan.FromSeconds(20), "");
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--times" when i + 1 < args.Length && int.TryParse(args[i + 1], out var times) && times > 0:
                    options = options with { Times = times };
                    i++;
                    break;
                case "--warm-up" when i + 1 < args.Length && double.TryParse(args[i + 1], out var seconds) && seconds >= 0:
                    options = options with { WarmUp = TimeSpan.FromSeconds(seconds) };
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
            flow [--times N] [--warm-up S] [--only TEXT]
              --times N     best of N runs of each flow (default 5)
              --warm-up S   after running it for S seconds (default 20)
              --only TEXT   only figures whose name contains TEXT: tasks, fan-out, watch, cancel
            """);
        return 2;
    }

    public bool Wants(string name) => name.Contains(Only, StringComparison.OrdinalIgnoreCase);
}
