using System.CommandLine;
using Flux.Cli.Calling;
using Flux.Cli.Output;
using Flux.Cli.Running;
using Google.Protobuf;

namespace Flux.Cli.Commands;

/// <summary>flux call: any method of the contract, JSON in and out.</summary>
internal static class CallCommand
{
    public static Command Create()
    {
        var method = new Argument<string?>("METHOD") { Description = "\"flux.inventory.v1.InventoryService/ListElements\", or an ending that only one method has.", Arity = ArgumentArity.ZeroOrOne };
        var request = new Option<string>("--data-json", "-d") { Description = "The request as JSON.", DefaultValueFactory = _ => "{}" };
        var list = new Option<bool>("--list") { Description = "Show all methods." };
        var data = CommonOptions.Data();
        var command = new Command("call", "Call a gRPC method of a service, JSON in and out; a stream prints one line an answer.") { method, request, list, data };
        command.SetAction((parsed, _) => CommandRunner.RunAsync(cancellationToken => parsed.GetValue(list) || parsed.GetValue(method) is null
            ? List()
            : CallAsync(parsed.GetValue(method)!, parsed.GetValue(request)!, parsed.GetValue(data)!, cancellationToken)));
        return command;
    }

    private static Task<int> List()
    {
        foreach (var (service, method) in Contract.Methods)
            Terminal.Line($"{service.AppId,-18} {Contract.NameOf(method)}{(method.IsServerStreaming ? " (stream)" : "")}");
        return Task.FromResult(0);
    }

    private static async Task<int> CallAsync(string name, string json, string data, CancellationToken cancellationToken)
    {
        var (service, method) = Contract.Find(name);
        using var suite = SuiteConnection.To(data);
        await foreach (var answer in GenericCall.CallAsync(suite.Channel(service.AppId).CreateCallInvoker(), method, Parse(method, json), cancellationToken))
            Terminal.Line(RunReport.Json(answer).ToJsonString(method.IsServerStreaming ? null : Terminal.Json));
        return 0;
    }

    private static IMessage Parse(Google.Protobuf.Reflection.MethodDescriptor method, string json)
    {
        try
        {
            return JsonParser.Default.Parse(json, method.InputType);
        }
        catch (Exception error) when (error is InvalidProtocolBufferException or InvalidJsonException)
        {
            throw new CliException($"the request is no {method.InputType.Name}: {error.Message}; its fields are {string.Join(", ", method.InputType.Fields.InDeclarationOrder().Select(field => field.Name))}");
        }
    }
}
