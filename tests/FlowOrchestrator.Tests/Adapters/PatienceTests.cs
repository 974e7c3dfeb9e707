using System.Net.Http;
using Flux.FlowOrchestrator.Adapters;
using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;

namespace Flux.FlowOrchestrator.Tests.Adapters;

public sealed class PatienceTests
{
    private static readonly RpcException Refused = Error(StatusCode.Unavailable, new HttpRequestException(HttpRequestError.ConnectionError, "refused"));
    private static readonly RpcException Broken = Error(StatusCode.Unavailable, new HttpRequestException(HttpRequestError.ResponseEnded, "broken"));

    private readonly Ticks _clock = new();

    [Fact]
    public void For_ServiceStaysAway_IsWaitedForOnceAndNotByEveryCall()
    {
        var patience = New();
        Assert.NotNull(patience.For("a", Refused, repeatable: false, tried: 0));
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.NotNull(patience.For("a", Refused, repeatable: false, tried: 9));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(patience.For("a", Refused, repeatable: false, tried: 10));
        Assert.Null(patience.For("a", Refused, repeatable: false, tried: 0));
        Assert.NotNull(patience.For("b", Refused, repeatable: false, tried: 0));

        patience.Answered("a");

        Assert.NotNull(patience.For("a", Refused, repeatable: false, tried: 0));
    }

    [Fact]
    public void For_CallMayHaveHadAnEffect_OnlyWhatIsRepeatableIsRepeated()
    {
        var patience = New();
        Assert.Null(patience.For("a", Broken, repeatable: false, tried: 0));
        Assert.NotNull(patience.For("a", Broken, repeatable: true, tried: 0));
        Assert.Null(patience.For("a", Error(StatusCode.Internal, null), repeatable: true, tried: 0));
    }

    [Fact]
    public void For_NoPatience_FailsAtOnce() => Assert.Null(New(seconds: 0).For("a", Refused, repeatable: true, tried: 0));

    private Patience New(int seconds = 10) => new(new FlowOptions { ServiceWait = TimeSpan.FromSeconds(seconds) }, _clock, NullLogger<Patience>.Instance);

    private static RpcException Error(StatusCode code, Exception? cause) => new(new Status(code, "", cause));

    private sealed class Ticks : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Advance(TimeSpan time) => _now += time.Ticks;
    }
}
