using System.Net;
using System.Net.Sockets;
using Flux.Cli.Supervision;

namespace Flux.Cli.Tests.Supervision;

public sealed class PortPlanTests
{
    private static readonly ServiceDefinition _service = new("flux-inventory", "p.csproj", new ServicePorts(7101, 7201));

    [Fact]
    public void Make_PortTaken_NamesPortServiceAndHolder()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var message = Assert.Throws<CliException>(() => PortPlan.Make([_service with { Ports = new ServicePorts(port, port) }], new SuiteOptions())).Message;
        Assert.Contains($"port {port} of flux-inventory is held by", message);
        Assert.Contains($"(pid {Environment.ProcessId})", message);
        Assert.Contains("--free-ports", message);
    }

    [Fact]
    public void Make_PortTakenOnAnyAddress_IsTaken()
    {
        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        Assert.Throws<CliException>(() => PortPlan.Make([_service with { Ports = new ServicePorts(port, port) }], new SuiteOptions()));
    }

    [Fact]
    public void Make_FreePorts_GivesDifferentOnes()
    {
        var planned = PortPlan.Make([_service, _service, _service], new SuiteOptions { FreePorts = true });
        var ports = planned.SelectMany(service => new[] { service.Ports.Grpc, service.Ports.Http }).ToList();
        Assert.Equal(6, ports.Distinct().Count());
        Assert.All(ports, port => Assert.True(ListeningSocket.IsFree(IPAddress.Loopback, port)));
    }

    [Theory]
    [InlineData("localhost", null, "'localhost' is no IP address")]
    [InlineData("127.0.0.1", 0, "--base-port takes 1 to 65000")]
    [InlineData("127.0.0.1", 70000, "--base-port takes 1 to 65000")]
    public void Make_ImpossibleOption_SaysWhatIsPossible(string address, int? basePort, string message) =>
        Assert.Contains(message, Assert.Throws<CliException>(() => PortPlan.Make([_service], new SuiteOptions { Address = address, BasePort = basePort })).Message);

    [Fact]
    public void Owner_NobodyListens_SaysSo() => Assert.Contains("outside this container", ListeningSocket.Owner(1));
}
