namespace Flux.Benchmarks.Rpc;

/// <summary>The command line.</summary>
/// <param name="Seconds">How long each load is measured, after as long a warm-up of at least two seconds.</param>
/// <param name="OnlyOurs">Whether the peers are left out.</param>
/// <param name="Only">A part of the names of the loads to run; empty for all.</param>
/// <param name="Types">Whether the types that client and server allocate are listed; costs some speed.</param>
/// <param name="Packages">This program, built from the package set <c>nuget</c>, to measure beside; empty for none.</param>
/// <param name="Serve">Whether this process is the server.</param>
/// <param name="Json">Whether the results are written as JSON, a line a load.</param>
internal sealed record BenchOptions(double Seconds, bool OnlyOurs, string Only, bool Types, string Packages, bool Serve, bool Json)
{
    public double Warmup => Math.Max(2, Seconds);

    public static BenchOptions? Parse(string[] args)
    {
        var options = new BenchOptions(3, false, "", false, "", false, false);
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "serve":
                    options = options with { Serve = true };
                    break;
                case "--json":
                    options = options with { Json = true, OnlyOurs = true };
                    break;
                case "--packages" when i + 1 < args.Length:
                    options = options with { Packages = Path.GetFullPath(args[++i]) };
                    break;
                case "--types":
                    options = options with { Types = true, OnlyOurs = true };
                    break;
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
            rpc [--seconds N] [--ours] [--types] [--packages FILE] [--json] [--only TEXT]
              --seconds N   measure each load for N seconds (default 3)
              --ours        leave the peers out
              --types       the types that our client and server allocate
              --packages F  this program's Benchmarks.dll built with -p:FluxPackages=nuget: the real Grpc.AspNetCore and Grpc.Net.Client, as one more peer
              --json        one result a line, as another run of this program reads it; no peers
              --only TEXT   only loads whose name contains TEXT, as in "unary 1 KB"
            """);
        return 2;
    }
}
