using Flux.Conformance.Interop;
using Flux.Conformance.Wire;
using Flux.Hosting;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Flux.Conformance.Raw;

/// <summary>What a connection sees of a service that is told to stop, frame by frame: NOT_SERVING, GOAWAY, and the running call to its end.</summary>
public sealed class ShutdownTests : IDisposable
{
    private const int Watch = 1;
    private const int Running = 3;
    private readonly string _data = Directory.CreateTempSubdirectory("flux-shutdown").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Stop_WatchAndCallUnderWay_NotServingThenGoAwayThenTheCallIsDrained()
    {
        await using var app = await StartAsync();
        using var connection = await RawConnection.OpenAsync(app.GrpcAddress().Port);
        var order = new List<string>();
        connection.Seen = frame => order.AddRange(Describe(frame, connection));
        await connection.CallAsync(Watch, "/grpc.health.v1.Health/Watch", GrpcBytes.Of(new HealthCheckRequest()));
        await connection.BytesOfAsync(Watch, 1);
        await connection.SendAsync(FrameType.Headers, FrameFlags.EndHeaders, Running, HeaderBlock.Request("/grpc.testing.TestService/FullDuplexCall"));
        await SayAsync(connection, FrameFlags.None);
        await connection.BytesOfAsync(Running, 1);

        var stopping = app.StopAsync();
        await connection.EndAsync();
        // The client was told to take no new calls to this connection; its running one goes on, both ways.
        Assert.False(stopping.IsCompleted);
        // NO_ERROR, and no call that was on its way is refused.
        Assert.Equal((0, int.MaxValue), (connection.GoAway, connection.LastStream));
        await SayAsync(connection, FrameFlags.EndStream);
        var call = await connection.EndOfAsync(Running);
        // As every client does that has heard GOAWAY and has nothing left to wait for.
        connection.Dispose();
        await stopping;

        Assert.Equal(StatusCode.OK, call.Status);
        Assert.Equal(["SERVING", "answer", "NOT_SERVING", "end of the watch", "GOAWAY", "answer", "end of the call"], order);
    }

    private async Task<WebApplication> StartAsync()
    {
        var builder = FluxHost.CreateBuilder(["--port", "0", "--data", _data, "--drain-timeout", "00:05:00"], new FluxService("flux-shutdown", 0));
        builder.Services.AddSingleton<StreamCounter>();
        var app = builder.Build();
        app.MapGrpcService<TestServiceImpl>();
        app.MapFluxDefaults();
        await app.StartFluxAsync();
        return app;
    }

    private static Task SayAsync(RawConnection connection, FrameFlags flags) =>
        connection.SendAsync(FrameType.Data, flags, Running, GrpcBytes.Of(new StreamingOutputCallRequest { ResponseParameters = { new ResponseParameters { Size = 1 } } }));

    private static IEnumerable<string> Describe(Frame frame, RawConnection connection)
    {
        switch (frame)
        {
            case { Type: FrameType.GoAway }:
                yield return "GOAWAY";
                break;
            case { Type: FrameType.Data, Stream: Watch, Payload.Length: > 0 }:
                yield return HealthCheckResponse.Parser.ParseFrom([.. connection.Call(Watch).Body.TakeLast(frame.Payload.Length - 5)]).Status == ServingStatus.Serving ? "SERVING" : "NOT_SERVING";
                break;
            case { Type: FrameType.Data, Stream: Running, Payload.Length: > 0 }:
                yield return "answer";
                break;
            case { EndsStream: true }:
                yield return frame.Stream == Watch ? "end of the watch" : "end of the call";
                break;
        }
    }
}
