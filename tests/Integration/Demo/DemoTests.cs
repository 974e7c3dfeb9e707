using System.Text.Json;
using Flux.Cli;
using Flux.Cli.Supervision;
using Flux.Integration.Support;
using Flux.Lab;

namespace Flux.Integration.Demo;

/// <summary>The demo as a user runs it: the one test that has the whole system in it.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task Demo_OnThisMachine_DoesAllOfItAndLeavesNothing()
    {
        // Of its own: other tests stage demos too.
        using var temporary = new TempDirectory();
        var (code, output, errors) = await FluxProgram.RunAsync("/", ["demo", "--json"], new Dictionary<string, string> { ["TMPDIR"] = temporary.Path });
        Assert.True(code == 0, $"exit code {code}\n{errors}\n{output}");
        var demo = JsonDocument.Parse(output).RootElement;
        Assert.True(demo.GetProperty("ok").GetBoolean());
        Assert.Equal(["r1", "r2", "r3"], demo.GetProperty("elements").EnumerateArray().Select(element => element.GetProperty("name").GetString()));
        Assert.All(demo.GetProperty("elements").EnumerateArray(), element => Assert.Matches(@"^\d+\.", element.GetProperty("after").GetProperty("facts.version").GetString()));
        Assert.Equal(["RUN_STATE_COMPLETED", "RUN_STATE_COMPLETED"], demo.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("run").GetProperty("state").GetString()));
        Assert.Equal(["EXECUTION_MODE_SERIAL", "EXECUTION_MODE_PARALLEL"], demo.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("run").GetProperty("mode").GetString()));
        Assert.Equal(6, demo.GetProperty("mails").GetArrayLength());
        Assert.All(demo.GetProperty("mails").EnumerateArray(), mail => Assert.Contains("Asked by Demo User", mail.GetProperty("text").GetString()));
        Assert.Equal(3, demo.GetProperty("commands").GetArrayLength());
        Assert.Equal(6, demo.GetProperty("services").GetArrayLength());
        Assert.All(demo.GetProperty("services").EnumerateArray(), service => Assert.False(Signal.Exists(service.GetProperty("pid").GetInt32())));
        Assert.Empty(Directory.EnumerateDirectories(temporary.Path, "flux-*"));
    }

    [Fact]
    public void DemoFile_NeedsNoValue_ToBeRead()
    {
        // What a user copies must be readable as it is: every ${NAME} in it has a default.
        var errors = new Cli.Yaml.SourceErrors("demo.yaml");
        Cli.Apply.BundleReader.Read(File.ReadAllText(Workspace.DemoFile), new Cli.Yaml.Substitution(new Dictionary<string, string>(), _ => null), errors);
        Assert.Empty(errors.All);
    }
}
