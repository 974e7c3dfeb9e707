namespace Grpc.Net.Client.Internal.Balancing;

// Ends the balancer's look-ups with the channel; the connections only if they are the channel's own.
internal sealed class BalancedInvoker(BalancerHandler handler) : HttpMessageInvoker(handler);
