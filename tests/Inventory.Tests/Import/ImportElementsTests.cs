using System.Globalization;
using System.Text;
using Flux.Contracts.Inventory.V1;
using Flux.Testing;
using Google.Protobuf;
using Grpc.Core;

namespace Flux.Inventory.Tests.Import;

public sealed class ImportElementsTests : InventoryTest
{
    // 10 000 as the purpose is; FLUX_TEST_SMALL makes it 1000 where time is short.
    private static readonly int Many = TestStore.IsMongo ? 100 : Environment.GetEnvironmentVariable("FLUX_TEST_SMALL") is null ? 10_000 : 1000;

    [Fact]
    public async Task Import_Yaml_CreatesElementsWithTheirSettings()
    {
        await ApplyAsync(Bundles.Demo());
        var outcome = await ImportAsync(ImportFormat.Yaml, """
            # Two of them.
            elements:
              - name: r1
                description: Core
              - name: r2
                profile: router
                groups: [lab-routers]
                is_active: false
                latitude: 50.25
                serial_number: 00123
                transport_settings: {protocol: ssh, port: 22}
                settings:
                  facts.interfaces: 9007199254740993
                  facts.load: 1.50
                  facts.version: "15"
                  net.0.mtu: 9000
            """);
        Assert.Equal((1, 1, 0, 0), (outcome.Summary!.Created, outcome.Summary.Changed, outcome.Summary.Unchanged, outcome.Summary.Skipped));
        var element = await GetAsync("r2");
        Assert.Equal((false, 50.25, "00123", "lab-routers"), (element.IsActive, element.Latitude, element.SerialNumber, element.Groups[0]));
        Assert.Equal("""{"protocol":"ssh","port":22}""", element.TransportSettingsJson);
        var settings = (await Client.ListSettingsAsync(new ListSettingsRequest { ElementId = element.Id })).Settings.Where(setting => !setting.IsDefault);
        Assert.Equal("facts.interfaces=9007199254740993 facts.load=1.50 facts.version=\"15\" net.0.mtu=9000", string.Join(' ', settings.Select(setting => $"{setting.Key}={setting.ValueJson}")));
    }

    [Fact]
    public async Task Import_Csv_ReadsQuotesEmptyCellsAndSettings()
    {
        await ApplyAsync(Bundles.Demo());
        await Client.UpdateElementAsync(new UpdateElementRequest { Element = new Element { Name = "r1", Notes = "stays" } });
        var outcome = await ImportAsync(
            ImportFormat.Csv, "\uFEFFname,description,notes,groups,profile,settings.facts.interfaces\r\nr1,\"Core, \"\"one\"\"\nnorth\",,,,\r\n\r\nr2,x,,lab-routers;,router,12\r\n");
        Assert.Equal((1, 1), (outcome.Summary!.Created, outcome.Summary.Changed));
        var first = await GetAsync("r1");
        Assert.Equal(("Core, \"one\"\nnorth", "stays", "lab-routers"), (first.Description, first.Notes, first.Groups.Single()));
        Assert.Equal("lab-routers", (await GetAsync("r2")).Groups.Single());
    }

    [Fact]
    public async Task Import_Mistakes_AreToldWithLineAndFieldAndNothingIsWritten()
    {
        await ApplyAsync(Bundles.Demo());
        const string Text = """
            - name: good
            - name: bad
              colour: red
              groups:
                - nope
              profile: router
              settings:
                facts.interfaces: many
                facts.nope: 1
            - name: good
            - {latitude: north, uuid: x}
            - 5
            """;
        var outcome = await ImportAsync(ImportFormat.Yaml, Text);
        Assert.Equal(StatusCode.InvalidArgument, outcome.Error!.StatusCode);
        Assert.Contains("4 of 5", outcome.Error.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(
            [
                "3 bad colour", "5 bad groups[0]", "8 bad settings.facts.interfaces", "9 bad settings.facts.nope", "10 good name", "11  latitude", "11  uuid", "11  name", "12  ", "12  name",
            ],
            outcome.Errors.Select(error => $"{error.Line} {error.Element} {error.Field}"));
        Assert.Contains("line 1", outcome.Errors[4].Message, StringComparison.Ordinal);
        await FailsAsync(StatusCode.NotFound, () => Client.GetElementAsync(new GetElementRequest { Name = "good" }));

        var skipped = await ImportAsync(ImportFormat.Yaml, Text, new ImportOptions { SkipErrors = true });
        Assert.Equal((1, 4, 10), (skipped.Summary!.Created, skipped.Summary.Skipped, skipped.Errors.Count));
        Assert.Equal("good", (await GetAsync("good")).Name);
    }

    [Fact]
    public async Task Import_CsvWithWrongQuotes_TellsThemAndAllOtherMistakesInOneReport()
    {
        await ApplyAsync(Bundles.Demo());
        const string Text = """
            name,location,notes
            good1,lab,"two
            lines"
            bad1,nowhere,x
            bad2,lab,"a "quoted" word"
            bad3,lab,"never closed
            bad4,nowhere,"fine, too"
            good2,lab,5" disk
            "bad5,lab,x
            """;
        var outcome = await ImportAsync(ImportFormat.Csv, Text);
        Assert.Equal(["4 bad1 location", "5 bad2 ", "6 bad3 ", "7 bad4 location", "9 \"bad5 "], outcome.Errors.Select(error => $"{error.Line} {error.Element} {error.Field}"));
        Assert.Contains("5 mistakes in 5 of 7 elements", outcome.Error!.Status.Detail, StringComparison.Ordinal);

        var skipped = await ImportAsync(ImportFormat.Csv, Text, new ImportOptions { SkipErrors = true });
        Assert.Equal((2, 5), (skipped.Summary!.Created, skipped.Summary.Skipped));
        Assert.Equal(("two\nlines", "5\" disk"), ((await GetAsync("good1")).Notes, (await GetAsync("good2")).Notes));
    }

    [Theory]
    [InlineData(ImportFormat.Csv, "", 1)]
    [InlineData(ImportFormat.Csv, "title\nx", 1)]
    [InlineData(ImportFormat.Csv, "name,name\nx", 1)]
    [InlineData(ImportFormat.Csv, "name,notes\nr1,x\nr2,\"open\n", 3)]
    [InlineData(ImportFormat.Csv, "name,notes\nr1,\"x\"y\n", 2)]
    [InlineData(ImportFormat.Yaml, "", 1)]
    [InlineData(ImportFormat.Yaml, "name: x", 1)]
    [InlineData(ImportFormat.Yaml, "- name: x\n- [", 3)]
    [InlineData(ImportFormat.Yaml, "- &a {name: x}\n- *a", 2)]
    [InlineData(ImportFormat.Yaml, "- name: x\n  notes: a\n  notes: b", 3)]
    public async Task Import_FileThatCannotBeRead_SaysWhere(ImportFormat format, string text, int line)
    {
        var outcome = await ImportAsync(format, text);
        Assert.Equal(StatusCode.InvalidArgument, outcome.Error!.StatusCode);
        Assert.InRange(Assert.Single(outcome.Errors).Line, Math.Max(1, line - 1), line);
    }

    [Fact]
    public async Task Import_DeepNesting_IsRefused() =>
        Assert.Contains("64 levels", (await ImportAsync(ImportFormat.Yaml, new string('[', 100_000))).Error!.Status.Detail, StringComparison.Ordinal);

    [Fact]
    public async Task Import_ManyElements_TellsProgressAndWritesAll()
    {
        await ApplyAsync(Bundles.Demo());
        var text = new StringBuilder("name,management_address,profile,groups,settings.facts.hostname,settings.net.0.mtu\n");
        for (var i = 0; i < Many; i++) text.Append(CultureInfo.InvariantCulture, $"e{i},10.0.{i / 256}.{i % 256},router,lab-routers,e{i},9000\n");
        var outcome = await ImportAsync(ImportFormat.Csv, text.ToString());
        Assert.Equal(Many, outcome.Summary!.Created);
        var progress = outcome.Progress;
        Assert.Equal(progress.Select(step => step.Checked).Order(), progress.Select(step => step.Checked));
        Assert.True(progress.Count > Many / 500);
        Assert.Equal((Many, Many, Many), (progress[^1].Total, progress[^1].Checked, progress[^1].Written));
        Assert.Equal(Many, (await ImportAsync(ImportFormat.Csv, text.ToString(), new ImportOptions { ValidateOnly = true })).Summary!.Unchanged);
    }

    private async Task<Outcome> ImportAsync(ImportFormat format, string text, ImportOptions? options = null)
    {
        options = (options ?? new ImportOptions()).Clone();
        options.Format = format;
        using var call = Administration.ImportElements();
        var bytes = Encoding.UTF8.GetBytes(text);
        await call.RequestStream.WriteAsync(new ImportElementsRequest { Options = options });
        for (var from = 0; from < bytes.Length; from += 50_001)
            await call.RequestStream.WriteAsync(new ImportElementsRequest { Content = ByteString.CopyFrom(bytes, from, Math.Min(50_001, bytes.Length - from)) });
        await call.RequestStream.CompleteAsync();
        var outcome = new Outcome();
        try
        {
            await foreach (var answer in call.ResponseStream.ReadAllAsync())
            {
                if (answer.Progress is not null) outcome.Progress.Add(answer.Progress);
                if (answer.Error is not null) outcome.Errors.Add(answer.Error);
                outcome.Summary ??= answer.Summary;
            }
        }
        catch (RpcException error)
        {
            outcome.Error = error;
        }

        return outcome;
    }

    private sealed class Outcome
    {
        public List<ImportProgress> Progress { get; } = [];

        public List<ImportError> Errors { get; } = [];

        public ImportSummary? Summary { get; set; }

        public RpcException? Error { get; set; }
    }
}
