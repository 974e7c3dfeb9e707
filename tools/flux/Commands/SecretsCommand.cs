using System.CommandLine;
using Flux.Cli.Output;
using Flux.Contracts.Context.V1;
using Flux.Contracts.Flow.V1;
using Flux.Contracts.Inventory.V1;
using Flux.Hosting;

namespace Flux.Cli.Commands;

/// <summary>flux secrets: the keys that encrypt stored secrets.</summary>
internal static class SecretsCommand
{
    public static Command Create()
    {
        var resume = new Option<bool>("--reencrypt-only") { Description = "Make no new key; encrypt what still has an older one (after an interruption, or with keys from FLUX_SECRET_KEY)." };
        var data = CommonOptions.Data();
        var rotate = new Command("rotate", "Make a new key and encrypt all stored secrets with it, while everything goes on working.") { resume, data };
        rotate.SetAction((parsed, _) => CommandRunner.RunAsync(cancellationToken => RotateAsync(parsed.GetValue(resume), parsed.GetValue(data)!, cancellationToken)));
        return new Command("secrets", "The keys that encrypt stored secrets.") { rotate };
    }

    private static async Task<int> RotateAsync(bool resume, string data, CancellationToken cancellationToken)
    {
        using var suite = SuiteConnection.To(data);
        var client = new AdministrationService.AdministrationServiceClient(suite.Channel(FluxService.Inventory.AppId));
        var response = await client.RotateSecretsAsync(new RotateSecretsRequest { ReencryptOnly = resume }, cancellationToken: cancellationToken);
        // What runs have of them, with the same key.
        var contexts = new ContextService.ContextServiceClient(suite.Channel(FluxService.Context.AppId));
        var entries = await contexts.ReencryptSecretsAsync(new Contracts.Context.V1.ReencryptSecretsRequest(), cancellationToken: cancellationToken);
        var flow = new FlowService.FlowServiceClient(suite.Channel(FluxService.Flow.AppId));
        var calls = await flow.ReencryptSecretsAsync(new Contracts.Flow.V1.ReencryptSecretsRequest(), cancellationToken: cancellationToken);
        Terminal.Line($"all secrets have key {response.KeyId}; {response.Reencrypted} documents, {entries.Reencrypted} entries and {calls.Reencrypted} kept calls of runs were encrypted anew");
        return 0;
    }
}
