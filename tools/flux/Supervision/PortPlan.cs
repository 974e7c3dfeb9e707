using System.Net;
using System.Net.Sockets;

namespace Flux.Cli.Supervision;

/// <summary>Decides which ports the services get, before any of them is started.</summary>
internal static class PortPlan
{
    /// <summary>The services with the ports that they will use.</summary>
    /// <exception cref="CliException">A port is taken; the message names all of them and who holds them.</exception>
    public static IReadOnlyList<ServiceDefinition> Make(IReadOnlyList<ServiceDefinition> services, SuiteOptions options)
    {
        if (!IPAddress.TryParse(options.Address, out var address))
            throw new CliException($"'{options.Address}' is no IP address: --address takes 127.0.0.1, 0.0.0.0, ::1 and the like");
        if (options.FreePorts)
            return Free(services, address);
        if (options.BasePort is not (null or (>= 1 and <= 65000)))
            throw new CliException("--base-port takes 1 to 65000");
        var planned = services.Select((service, index) => options.BasePort is { } first
            ? service with { Ports = new ServicePorts(first + index, first + index + 100) }
            : service).ToList();
        var taken = planned
            .SelectMany(service => new[] { (service.Name, Port: service.Ports.Grpc), (service.Name, Port: service.Ports.Http) })
            .Where(use => !ListeningSocket.IsFree(address, use.Port))
            .Select(use => $"  port {use.Port} of {use.Name} is held by {ListeningSocket.Owner(use.Port)}")
            .ToList();
        return taken.Count == 0
            ? planned
            : throw new CliException($"ports are taken, nothing was started:\n{string.Join('\n', taken)}\nEnd what holds them, or choose others with --base-port PORT or --free-ports.");
    }

    /// <summary>Whether nothing listens on the services' own ports.</summary>
    public static bool AllFree(IReadOnlyList<ServiceDefinition> services) =>
        services.All(service => ListeningSocket.IsFree(IPAddress.Loopback, service.Ports.Grpc) && ListeningSocket.IsFree(IPAddress.Loopback, service.Ports.Http));

    // All are bound at once, so that they differ; the little time until the services bind them is the price of numbers known beforehand.
    private static List<ServiceDefinition> Free(IReadOnlyList<ServiceDefinition> services, IPAddress address)
    {
        var sockets = new List<Socket>();
        try
        {
            return [.. services.Select(service => service with { Ports = new ServicePorts(Next(), Next()) })];
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
        }

        int Next()
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            sockets.Add(socket);
            socket.Bind(new IPEndPoint(address, 0));
            return ((IPEndPoint)socket.LocalEndPoint!).Port;
        }
    }
}
