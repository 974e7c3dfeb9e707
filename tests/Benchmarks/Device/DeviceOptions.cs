using System.Globalization;

namespace Flux.Benchmarks.Device;

/// <summary>The command line.</summary>
/// <param name="Logins">Logins at the simulator.</param>
/// <param name="Held">Sessions held open at the simulator.</param>
/// <param name="Devices">Routers (FRR behind sshd).</param>
/// <param name="Parallel">Devices at the same time, for every contender.</param>
/// <param name="Simulator">Run the loads at the simulator.</param>
/// <param name="Routers">Run the loads at the routers.</param>
/// <param name="Peers">Run the peers at the routers.</param>
internal sealed record DeviceOptions(int Logins, int Held, int Devices, int Parallel, bool Simulator, bool Routers, string[] Peers)
{
    private static readonly string[] _peers = ["netmiko", "ansible"];

    public static DeviceOptions? Parse(string[] args)
    {
        var options = new DeviceOptions(1000, 500, 100, 50, true, true, _peers);
        for (var i = 0; i < args.Length; i++)
        {
            var number = i + 1 < args.Length && int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : 0;
            switch (args[i])
            {
                case "--logins" when number > 0:
                    options = options with { Logins = number };
                    i++;
                    break;
                case "--held" when number > 0:
                    options = options with { Held = number };
                    i++;
                    break;
                case "--devices" when number is > 0 and <= 200:
                    options = options with { Devices = number };
                    i++;
                    break;
                case "--parallel" when number > 0:
                    options = options with { Parallel = number };
                    i++;
                    break;
                case "--no-ansible":
                    options = options with { Peers = [.. options.Peers.Except(["ansible"])] };
                    break;
                case "--ours":
                    options = options with { Peers = [] };
                    break;
                case "--simulator":
                    options = options with { Routers = false };
                    break;
                case "--routers":
                    options = options with { Simulator = false };
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
            device [--simulator | --routers] [--logins N] [--held N] [--devices N] [--parallel N] [--no-ansible] [--ours]
              --simulator   only at the simulator: logins, reuse, held sessions
              --routers     only at routers (FRR behind sshd, as root), beside Netmiko and Ansible
              --logins N    logins at the simulator (default 1000)
              --held N      sessions held open (default 500)
              --devices N   routers (default 100, at most 200)
              --parallel N  devices at the same time, for every contender (default 50)
              --no-ansible  leave Ansible out: it takes minutes
              --ours        leave all peers out
            """);
        return 2;
    }
}
