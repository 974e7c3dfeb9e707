using System.Diagnostics;
using Flux.Contracts.Device.V1;
using Flux.DeviceGateway.Elements;
using Flux.DeviceGateway.Tests.Support;
using Flux.Lab.Ssh;
using Google.Protobuf.WellKnownTypes;

namespace Flux.DeviceGateway.Tests.Grpc;

/// <summary>Numbers of devices, against a simulator that costs next to nothing.</summary>
public sealed class ScaleTests : IAsyncLifetime
{
    private GatewayHost _gateway = null!;
    private SshSimulator _simulator = null!;
    private long[] _elements = [];

    public async Task InitializeAsync()
    {
        _gateway = await GatewayHost.StartAsync();
        _simulator = await SshSimulator.StartAsync(devices: 100);
        _elements = [.. _simulator.Addresses.Select((address, i) => _gateway.Elements.Add(id => new ElementConnection
        {
            Id = id,
            Name = $"sim{i + 1}",
            Address = address.ToString(),
            Password = SshSimulator.Password,
            Transport = new TransportSettings { Port = _simulator.Port, Username = "admin", Platform = "frr" },
        }))];
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _simulator.DisposeAsync();
    }

    [Fact]
    public async Task OpenSession_FiveHundredHeld_NeedNoMoreThreads()
    {
        await Task.WhenAll(_elements.Take(20).Select(RunAsync)); // the pool's own threads are there
        var before = Threads();

        var sessions = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => OpenAsync(_elements[i % _elements.Length])));
        var held = Threads();
        var results = await Task.WhenAll(sessions.Select(session => _gateway.SendAsync(session.SessionId, "show version")));
        var used = Threads();

        Assert.All(results, result => Assert.StartsWith("FRRouting", result[0].Output));
        Assert.InRange(held, 0, before + 8);
        Assert.InRange(used, 0, before + 8);
    }

    [Fact]
    public async Task OpenSession_AThousandLogins_AllSucceed()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => RunAsync(_elements[i % _elements.Length])));

        Assert.Equal(1000, answers.Length);
        Assert.All(answers, answer => Assert.StartsWith("FRRouting 8.4.4 (simulated).\n", answer));
    }

    private static int Threads()
    {
        using var process = Process.GetCurrentProcess();
        return process.Threads.Count;
    }

    private async Task<string> RunAsync(long element)
    {
        var session = await OpenAsync(element);
        var results = await _gateway.SendAsync(session.SessionId, "show version");
        await _gateway.Client.CloseSessionAsync(new CloseSessionRequest { SessionId = session.SessionId });
        return results[0].Output;
    }

    private async Task<OpenSessionResponse> OpenAsync(long element) =>
        await _gateway.Client.OpenSessionAsync(new OpenSessionRequest { ElementId = element, Timeout = Duration.FromTimeSpan(TimeSpan.FromMinutes(2)) });
}
