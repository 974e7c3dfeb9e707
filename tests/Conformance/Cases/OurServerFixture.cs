using Flux.Conformance.Interop;
using Microsoft.Extensions.DependencyInjection;

namespace Flux.Conformance.Cases;

/// <summary>One server of ours for a class of cases.</summary>
public sealed class OurServerFixture : IAsyncLifetime
{
    private InteropServer? _server;

    public int Port => _server!.Port;

    internal StreamCounter Counter => _server!.Services.GetRequiredService<StreamCounter>();

    public async Task InitializeAsync() => _server = await InteropServer.StartAsync();

    public Task DisposeAsync() => _server!.DisposeAsync().AsTask();
}
