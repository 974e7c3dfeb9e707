using Flux.Lab.Mail;

namespace Flux.Notification.Tests.Support;

/// <summary>One well-behaved server for the tests of a class that run one after the other.</summary>
public sealed class SinkFixture : IAsyncLifetime
{
    public SmtpSink Sink { get; private set; } = null!;

    public async Task InitializeAsync() => Sink = await SmtpSink.StartAsync();

    public async Task DisposeAsync() => await Sink.DisposeAsync();
}
