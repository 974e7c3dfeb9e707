using System.Text.RegularExpressions;
using Flux.Contracts.Flow.V1;
using Flux.Integration.Support;
using Flux.Lab;
using Task = System.Threading.Tasks.Task;

namespace Flux.Integration.Commands;

/// <summary>flux secrets rotate, with real services and while a run is at work.</summary>
[Collection(OneSuite.Name)]
public sealed partial class SecretsCommandTests(RunningSuite suite)
{
    [Fact]
    public async Task Rotate_WithARunAtWork_RenewsWhatItHoldsAndTheRunGoesOnWithItsSecrets()
    {
        using var folder = new TempDirectory("flux-rotate");
        // The devices' users look into it.
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_101_101);
        using var begun = await Pipe.CreateAsync(folder["begun"]);
        // One device after the other logs in with its secret key; the first waits in the middle.
        await suite.ApplyAsync(Devices.Flow("rotate", $$"""
            models: [{short_name: rotate-wait, model_class: cli, data: "echo here >> {{begun.Path}}; until [ -e {{folder["go"]}} ]; do sleep 0.1; done"}]
            tasks: [{short_name: rotate-wait, task_class: cli, automation_model: rotate-wait}]
            """, "rotate-wait"));
        var run = (await suite.Connection.Flow.RunFlowAsync(new RunFlowRequest { Flow = "rotate" })).Run;
        Assert.Equal("here", await begun.LineAsync());
        var before = CurrentKey();

        var (code, output, errors) = await FluxProgram.RunAsync(suite.Folder, "secrets", "rotate", "--data", suite.Data);
        Assert.Equal((0, ""), (code, errors));
        Assert.NotEqual(before, CurrentKey());
        var told = Told().Match(output);
        Assert.True(told.Success, output);
        Assert.Equal(CurrentKey(), told.Groups["key"].Value);
        // The three elements' keys, and the first one's in the run.
        Assert.True(int.Parse(told.Groups["documents"].Value) >= 3 && int.Parse(told.Groups["entries"].Value) >= 1, output);

        await File.WriteAllTextAsync(folder["go"], "");
        var outcome = await suite.EndAsync(run.Id);
        Assert.True(outcome.Run.State == RunState.Completed, $"{outcome.Run.Failure}");
        (code, output, _) = await FluxProgram.RunAsync(suite.Folder, "secrets", "rotate", "--reencrypt-only", "--data", suite.Data);
        Assert.Equal((0, $"all secrets have key {CurrentKey()}; 0 documents, 0 entries and 0 kept calls of runs were encrypted anew\n"), (code, output));
    }

    private string CurrentKey() => File.ReadLines(Path.Combine(suite.Data, "secrets.key")).First().Split(':')[0];

    [GeneratedRegex(@"\Aall secrets have key (?<key>\S+); (?<documents>\d+) documents, (?<entries>\d+) entries and \d+ kept calls of runs were encrypted anew\n\z")]
    private static partial Regex Told();
}
