using Flux.Contracts.Device.V1;
using Flux.DeviceGateway.Platforms;
using Flux.DeviceGateway.Tests.Ssh;
using Grpc.Core;

namespace Flux.DeviceGateway.Tests.Grpc;

/// <summary>What a real device sends that is no text.</summary>
public sealed class BytesTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private static readonly byte[] _bytes = [(byte)'a', 0, 0xff, 0xc3, 0xa4, 0xc3, (byte)'\n'];

    [RootTheory]
    [InlineData(ChannelKind.Exec)]
    [InlineData(ChannelKind.Shell)]
    public async Task SendCommands_NulAndInvalidUtf8_AreKeptInThePiecesAndShownEscaped(ChannelKind channel)
    {
        var session = await fixture.Gateway.OpenAsync(fixture.Gateway.Elements.Add(fixture.Host, null, transport => transport with { Channel = channel }));
        using var call = fixture.Gateway.Client.SendCommands(new SendCommandsRequest
        {
            SessionId = session.SessionId,
            Commands = { new Command { Text = @"printf 'a\000\377\303\244\303\n'" } },
        });
        var messages = await call.ResponseStream.ReadAllAsync().ToListAsync();

        Assert.Equal(_bytes, messages.Where(message => message.Output is not null).SelectMany(message => message.Output.Data));
        Assert.Equal("a\0\\xffä\\xc3\n", messages[^1].Result.Output);
    }
}
