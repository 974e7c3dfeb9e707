using Flux.Contracts.Inventory.V1;
using Flux.Integration.Support;
using Task = System.Threading.Tasks.Task;

namespace Flux.Integration.Commands;

/// <summary>flux import, as a user calls it, with the services of a running suite.</summary>
[Collection(OneSuite.Name)]
public sealed class ImportCommandTests(RunningSuite suite)
{
    [Fact]
    public async Task Import_Yaml_TellsProgressAndSummaryAndWritesOnce()
    {
        var yaml = string.Concat(Enumerable.Range(1, 600).Select(i => $"- name: imported-y{i}\n  description: number {i}\n"));
        var (code, output, errors) = await ImportAsync("many.yaml", yaml);
        Assert.Equal((0, ""), (code, errors));
        Assert.Equal(["checked 0 of 600", "checked 500 of 600", "checked 600 of 600", "600 created, 0 changed, 0 unchanged, 0 skipped"], output);
        (code, output, _) = await ImportAsync("many.yaml", yaml.Replace("number 7\n", "the seventh\n", StringComparison.Ordinal));
        Assert.Equal((0, "0 created, 1 changed, 599 unchanged, 0 skipped"), (code, output[^1]));
        Assert.Equal("the seventh", (await GetAsync("imported-y7"))!.Description);
    }

    [Fact]
    public async Task Import_Csv_ReadsTheHeaderAndSettings()
    {
        var (code, output, errors) = await ImportAsync("few.csv", "name,description,latitude\nimported-c1,\"Core, \"\"one\"\"\",50.5\nimported-c2,,\n");
        Assert.Equal((0, ""), (code, errors));
        Assert.Equal("2 created, 0 changed, 0 unchanged, 0 skipped", output[^1]);
        Assert.Equal(("Core, \"one\"", 50.5), (await GetAsync("imported-c1")) is { } element ? (element.Description, element.Latitude) : default);
    }

    [Fact]
    public async Task Import_Mistakes_AreOneReportWithFileAndLineAndNothingIsWritten()
    {
        const string Csv = "name,latitude,groups\nimported-m1,1,\nimported-m2,north,\nimported-m3,2,nowhere\n";
        var (code, output, _) = await ImportAsync("bad.csv", Csv);
        Assert.Equal(1, code);
        var mistakes = output.Where(line => line.StartsWith("bad.csv:", StringComparison.Ordinal)).ToList();
        Assert.Collection(
            mistakes,
            line => Assert.StartsWith("bad.csv:3: imported-m2: latitude: ", line, StringComparison.Ordinal),
            line => Assert.StartsWith("bad.csv:4: imported-m3: groups[0]: ", line, StringComparison.Ordinal));
        Assert.Equal("2 mistakes; nothing was written.", output[^1]);
        Assert.Null(await GetAsync("imported-m1"));

        // The good ones only, by the user's wish.
        (code, output, _) = await ImportAsync("bad.csv", Csv, "--skip-errors");
        Assert.Equal((0, "1 created, 0 changed, 0 unchanged, 2 skipped"), (code, output[^1]));
        Assert.NotNull(await GetAsync("imported-m1"));
    }

    [Fact]
    public async Task Import_DryRun_WritesNothing()
    {
        var (code, output, _) = await ImportAsync("dry.yml", "elements: [{name: imported-d1}]\n", "--dry-run");
        Assert.Equal((0, "would be 1 created, 0 changed, 0 unchanged, 0 skipped"), (code, output[^1]));
        Assert.Null(await GetAsync("imported-d1"));
    }

    [Theory]
    [InlineData("broken.yaml", "- name: [x\n", 1, "1 mistake; nothing was written.")]
    [InlineData("names.txt", "x", 1, "")]
    public async Task Import_FileThatCannotBeRead_EndsWithOneAndSaysWhy(string name, string text, int expected, string last)
    {
        var (code, output, errors) = await ImportAsync(name, text);
        Assert.Equal((expected, last), (code, output[^1]));
        Assert.Contains(name, string.Join('\n', output) + errors, StringComparison.Ordinal);
    }

    private async Task<(int Code, string[] Output, string Errors)> ImportAsync(string name, string text, params string[] arguments)
    {
        await File.WriteAllTextAsync(Path.Combine(suite.Folder, name), text);
        var (code, output, errors) = await FluxProgram.RunAsync(suite.Folder, ["import", "-f", name, "--data", suite.Data, .. arguments]);
        return (code, output.TrimEnd('\n').Split('\n'), errors);
    }

    private async Task<Element?> GetAsync(string name)
    {
        try
        {
            return (await suite.Connection.Inventory.GetElementAsync(new GetElementRequest { Name = name })).Element;
        }
        catch (Grpc.Core.RpcException error) when (error.StatusCode == Grpc.Core.StatusCode.NotFound)
        {
            return null;
        }
    }
}
