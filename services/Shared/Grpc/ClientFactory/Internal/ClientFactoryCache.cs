using System.Collections.Concurrent;
using System.Reflection;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grpc.Net.ClientFactory.Internal;

// One channel and its invoker for each registered name, for the life of the process.
internal sealed class ClientFactoryCache(
    IServiceProvider services, IHttpMessageHandlerFactory handlers, IOptionsMonitor<GrpcClientFactoryOptions> options, ILoggerFactory loggers) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Entry>> _entries = new();
    private readonly ConcurrentDictionary<Type, ObjectFactory> _factories = new();

    public CallInvoker InvokerOf(string name, IServiceProvider scope)
    {
        var entry = _entries.GetOrAdd(name, n => new Lazy<Entry>(() => Create(n))).Value;
        var invoker = entry.Invoker;
        foreach (var registration in entry.Options.InterceptorRegistrations.Reverse().Where(r => r.Scope == InterceptorScope.Client))
            invoker = invoker.Intercept(registration.Creator(scope));
        return entry.Options.CallOptionsActions.Count == 0 ? invoker : new CallOptionsInvoker(invoker, entry.Options.CallOptionsActions, scope);
    }

    public object CreateClient(Type type, string name, CallInvoker invoker, IServiceProvider scope) => options.Get(name).Creator is { } creator
        ? creator(invoker)
        : _factories.GetOrAdd(type, t => CreateFactory(t))(scope, [invoker]);

    public void Dispose()
    {
        foreach (var entry in _entries.Values.Where(e => e.IsValueCreated))
            entry.Value.Channel.Dispose();
    }

    // A generated client has three constructors, too many for ObjectMaker to choose from.
    private static ObjectFactory CreateFactory(Type type) =>
        type.GetConstructor([typeof(CallInvoker)]) is { } constructor && ConstructorInvoker.Create(constructor) is var invoker
            ? (_, arguments) => invoker.Invoke(arguments![0])
            : ActivatorUtilities.CreateFactory(type, [typeof(CallInvoker)]);

    private Entry Create(string name)
    {
        var settings = options.Get(name);
        var address = settings.Address ?? throw new InvalidOperationException($"Could not resolve the address for gRPC client '{name}'. Set an address when registering the client: services.AddGrpcClient<{name}>(o => o.Address = new Uri(\"https://localhost:5001\"))");
        var channelOptions = new GrpcChannelOptions { LoggerFactory = loggers, ServiceProvider = services };
        foreach (var action in settings.ChannelOptionsActions)
            action(channelOptions);
        if (channelOptions.HttpClient is null)
            channelOptions.HttpHandler ??= handlers.CreateHandler(name);
        var channel = GrpcChannel.ForAddress(address, channelOptions);
        var invoker = channel.CreateCallInvoker();
        foreach (var registration in settings.InterceptorRegistrations.Reverse().Where(r => r.Scope == InterceptorScope.Channel))
            invoker = invoker.Intercept(registration.Creator(services));
        return new Entry(channel, invoker.Intercept([.. settings.Interceptors]), settings);
    }

    private sealed record Entry(GrpcChannel Channel, CallInvoker Invoker, GrpcClientFactoryOptions Options);
}
