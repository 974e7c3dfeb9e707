using Flux.DeviceGateway.Elements;
using Flux.DeviceGateway.Platforms;
using Flux.DeviceGateway.Ssh;
using Flux.Hosting;
using Flux.Lab.Ssh;

namespace Flux.DeviceGateway.Tests.Support;

/// <summary>An inventory in memory.</summary>
internal sealed class FakeElements : IElementDirectory
{
    private readonly Dictionary<long, ElementConnection> _elements = [];

    public long Add(SshDevice device, Func<ElementConnection, ElementConnection>? change = null, Func<TransportSettings, TransportSettings>? transport = null)
    {
        var settings = new TransportSettings
        {
            Port = device.Port,
            Username = device.Username,
            Platform = device.Platform,
            Channel = device.Channel == "exec" ? ChannelKind.Exec : ChannelKind.Shell,
        };
        return Add(id => new ElementConnection
        {
            Id = id,
            Name = device.Name,
            Address = device.Address.ToString(),
            Transport = transport?.Invoke(settings) ?? settings,
            Password = device.Password,
            PrivateKey = device.Password is null ? device.PrivateKey : null,
        }, change);
    }

    /// <summary>An element of that platform behind <see cref="FakeSsh"/>.</summary>
    public long AddFake(string platform, Func<ElementConnection, ElementConnection>? change = null) => Add(id => new ElementConnection
    {
        Id = id,
        Name = $"fake{id}",
        Address = "192.0.2.1",
        Password = "login-pw",
        Transport = new TransportSettings { Username = "admin", Platform = platform },
    }, change);

    public long Add(Func<long, ElementConnection> create, Func<ElementConnection, ElementConnection>? change = null)
    {
        var id = _elements.Count + 1;
        var element = create(id);
        _elements[id] = change?.Invoke(element) ?? element;
        return id;
    }

    public ElementConnection this[long id] => _elements[id];

    public Task<ElementConnection> GetAsync(long elementId, CancellationToken cancellationToken) =>
        Task.FromResult(_elements.TryGetValue(elementId, out var element) ? element : throw FluxError.NotFound("element", $"{elementId}"));

    public Task<ElementConnection?> FindAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(_elements.Values.FirstOrDefault(element => element.Name == name));

    public Task PinAsync(long elementId, HostKey hostKey, CancellationToken cancellationToken)
    {
        _elements[elementId] = _elements[elementId] with { HostKey = hostKey };
        return Task.CompletedTask;
    }
}
