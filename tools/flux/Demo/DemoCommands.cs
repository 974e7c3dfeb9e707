using Flux.Cli.Calling;
using Flux.Cli.Supervision;
using Google.Protobuf;

namespace Flux.Cli.Demo;

/// <summary>Lines that a user may paste into a shell while the services run.</summary>
internal static class DemoCommands
{
    private static readonly (string Service, string Method, string Request)[] _calls =
    [
        ("flux-inventory", "flux.inventory.v1.InventoryService/GetElement", """{"name":"r1"}"""),
        ("flux-flow", "flux.flow.v1.FlowService/ListRuns", """{"flow":"facts"}"""),
    ];

    /// <summary>Three of them.</summary>
    /// <param name="services">With the ports to use.</param>
    public static IReadOnlyList<string> For(IReadOnlyList<ServiceDefinition> services)
    {
        return
        [
            $"grpcurl -plaintext {Address("flux-flow")} list",
            $"grpcurl -plaintext -d '{_calls[0].Request}' {Address(_calls[0].Service)} {_calls[0].Method}",
            $"buf curl --protocol grpc --http2-prior-knowledge -d '{_calls[1].Request}' http://{Address(_calls[1].Service)}/{_calls[1].Method}",
        ];

        string Address(string name) => $"127.0.0.1:{services.First(service => service.Name == name).Ports.Grpc}";
    }

    /// <summary>Makes the same calls.</summary>
    public static async Task TryAsync(SuiteConnection suite, CancellationToken cancellationToken)
    {
        foreach (var (service, name, request) in _calls)
        {
            var (_, method) = Contract.Find(name);
            await foreach (var answer in GenericCall.CallAsync(suite.Channel(service).CreateCallInvoker(), method, JsonParser.Default.Parse(request, method.InputType), cancellationToken))
            {
                if (answer.CalculateSize() == 0)
                    throw new CliException($"{name} {request} answers nothing");
            }
        }
    }
}
