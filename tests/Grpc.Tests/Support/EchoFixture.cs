namespace Flux.Grpc.Tests.Support;

/// <summary>One server for the tests that change nothing in it.</summary>
public sealed class EchoFixture : IAsyncLifetime
{
    public TestServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await TestServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
