using System.Collections.Concurrent;
using Flux.Contracts.Notification.V1;
using Flux.FlowOrchestrator.Ports;

namespace Flux.FlowOrchestrator.Tests.Fakes;

/// <summary>A mail service that keeps what it is given.</summary>
internal sealed class FakeMail : IMail
{
    public ConcurrentQueue<SendRequest> Sent { get; } = new();

    public Func<SendRequest, Delivery> Answer { get; set; } = request => new Delivery { Id = "d1", State = DeliveryState.Sent, Recipients = { request.Message.To } };

    public Task<Delivery> SendAsync(SendRequest request, CancellationToken cancellationToken)
    {
        Sent.Enqueue(request);
        return Task.FromResult(Answer(request));
    }

    public Task<bool> ServiceExistsAsync(string name, CancellationToken cancellationToken) => Task.FromResult(name == "noc-mail");
}
