using Flux.Grpc.Tests.Support;
using Grpc.Core;
using Grpc.Net.ClientFactory;
using Microsoft.Extensions.DependencyInjection;

namespace Flux.Grpc.Tests;

public sealed class ClientFactoryTests(EchoFixture fixture) : IClassFixture<EchoFixture>
{
    [Fact]
    public async Task Client_Registered_CallsItsAddress()
    {
        await using var provider = Provider(s => s.AddGrpcClient<Echo.EchoClient>(o => o.Address = fixture.Server.Address));
        Assert.Equal("a", (await provider.GetRequiredService<Echo.EchoClient>().UnaryAsync(new EchoRequest { Text = "a" })).Text);
    }

    [Fact]
    public async Task Client_CallOptionsAndInterceptors_Apply()
    {
        await using var provider = Provider(s => s.AddGrpcClient<Echo.EchoClient>(o =>
        {
            o.Address = fixture.Server.Address;
            o.CallOptionsActions.Add(c => c.CallOptions = c.CallOptions.WithHeaders(new Metadata { { "x-from", "options" } }));
        }));
        using var call = provider.GetRequiredService<Echo.EchoClient>().UnaryAsync(new EchoRequest());
        await call;
        Assert.Equal("options", call.GetTrailers().GetValue("x-from"));
    }

    [Fact]
    public async Task Clients_Named_EachHasItsOwnSettings()
    {
        await using var provider = Provider(s =>
        {
            s.AddGrpcClient<Echo.EchoClient>("small", o => o.Address = fixture.Server.Address).ConfigureChannel(c => c.MaxReceiveMessageSize = 100);
            s.AddGrpcClient<Echo.EchoClient>("large", o => o.Address = fixture.Server.Address);
        });
        var factory = provider.GetRequiredService<GrpcClientFactory>();
        var error = await Assert.ThrowsAsync<RpcException>(async () =>
            await factory.CreateClient<Echo.EchoClient>("small").UnaryAsync(new EchoRequest { Size = 1000 }));
        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
        await factory.CreateClient<Echo.EchoClient>("large").UnaryAsync(new EchoRequest { Size = 1000 });
    }

    [Fact]
    public async Task Client_NoAddress_SaysSo()
    {
        await using var provider = Provider(s => s.AddGrpcClient<Echo.EchoClient>());
        Assert.Contains("address", Assert.Throws<InvalidOperationException>(provider.GetRequiredService<Echo.EchoClient>).Message);
    }

    [Fact]
    public async Task Propagation_OutsideOfACall_ErrorUnlessSuppressed()
    {
        await using var strict = Provider(s => s.AddGrpcClient<Echo.EchoClient>(o => o.Address = fixture.Server.Address).EnableCallContextPropagation());
        Assert.Throws<InvalidOperationException>(() => { strict.GetRequiredService<Echo.EchoClient>().UnaryAsync(new EchoRequest()); });
        await using var relaxed = Provider(s => s.AddGrpcClient<Echo.EchoClient>(o => o.Address = fixture.Server.Address)
            .EnableCallContextPropagation(o => o.SuppressContextNotFoundErrors = true));
        await relaxed.GetRequiredService<Echo.EchoClient>().UnaryAsync(new EchoRequest());
    }

    private static ServiceProvider Provider(Action<IServiceCollection> configure)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        configure(services);
        return services.BuildServiceProvider();
    }
}
