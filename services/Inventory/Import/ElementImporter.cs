using System.Text.RegularExpressions;
using Flux.Contracts.Common.V1;
using Flux.Contracts.Inventory.V1;
using Flux.Hosting;
using Flux.Inventory.Apply;
using Grpc.Core;

namespace Flux.Inventory.Import;

/// <summary>Imports a file of elements: checks it in pieces, tells every mistake, writes in one commit.</summary>
internal sealed partial class ElementImporter(InventoryApplier applier)
{
    private const int ChunkSize = 500;

    public async Task ImportAsync(IAsyncStreamReader<ImportElementsRequest> input, IServerStreamWriter<ImportElementsResponse> output, CancellationToken ct)
    {
        var (options, text) = await ImportFile.ReceiveAsync(input, ct);
        var rows = await ReadAsync(options, text, output, ct);
        await CheckAsync(rows, output, ct);
        var wrong = rows.Where(row => row.Errors.Count > 0).ToList();
        foreach (var error in wrong.SelectMany(row => row.Errors).OrderBy(error => error.Line)) await output.WriteAsync(new ImportElementsResponse { Error = error }, ct);
        if (wrong.Count > 0 && !options.SkipErrors)
            throw FluxError.InvalidArgument("content", $"{wrong.Sum(row => row.Errors.Count)} mistakes in {wrong.Count} of {rows.Count} elements; nothing was written. Mend them, or set skip_errors.");

        var request = new ApplyInventoryRequest { ValidateOnly = options.ValidateOnly, Elements = { rows.Where(row => row.Errors.Count == 0).Select(row => row.Declared) } };
        var outcome = request.Elements.Count == 0 ? new ApplyInventoryResponse() : await applier.ApplyAsync(request, ct);
        await output.WriteAsync(Progress(rows.Count, rows.Count, options.ValidateOnly ? 0 : request.Elements.Count), ct);
        await output.WriteAsync(new ImportElementsResponse
        {
            Summary = new ImportSummary
            {
                Created = Count(outcome, ApplyOutcome.Created), Changed = Count(outcome, ApplyOutcome.Changed), Unchanged = Count(outcome, ApplyOutcome.Unchanged),
                Skipped = wrong.Count,
            },
        }, ct);
    }

    private static async Task<List<ImportRow>> ReadAsync(ImportOptions options, string text, IServerStreamWriter<ImportElementsResponse> output, CancellationToken ct)
    {
        try
        {
            return options.Format == ImportFormat.Csv ? CsvFile.Read(text) : YamlFile.Read(text);
        }
        catch (ImportFileException error)
        {
            await output.WriteAsync(new ImportElementsResponse { Error = new ImportError { Line = error.Line, Message = error.Message } }, ct);
            throw FluxError.InvalidArgument("content", $"line {error.Line}: {error.Message}");
        }
    }

    private async Task CheckAsync(List<ImportRow> rows, IServerStreamWriter<ImportElementsResponse> output, CancellationToken ct)
    {
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in rows.Where(row => row.Declared.Element.Name.Length > 0))
        {
            if (!names.TryAdd(row.Declared.Element.Name, row.Line)) row.Add("name", $"is there twice; line {names[row.Declared.Element.Name]} has it already.");
        }

        await output.WriteAsync(Progress(rows.Count, 0, 0), ct);
        for (var from = 0; from < rows.Count; from += ChunkSize)
        {
            var chunk = rows.GetRange(from, Math.Min(ChunkSize, rows.Count - from));
            var found = await applier.CheckAsync(new ApplyInventoryRequest { Elements = { chunk.Select(row => row.Declared) } }, ct);
            foreach (var violation in found.Found)
            {
                var match = Place().Match(violation.Field);
                var row = chunk[int.Parse(match.Groups[1].Value)];
                // The duplicate of a name was told above, with the line of the other.
                var field = Field(row, match.Groups[2].Value);
                if (field != "name" || !row.Errors.Exists(error => error.Field == "name")) row.Add(field, violation.Description);
            }

            await output.WriteAsync(Progress(rows.Count, from + chunk.Count, 0), ct);
        }
    }

    // "element.groups[0]" is "groups[0]"; "settings[3].value_json" is "settings.<its key>".
    private static string Field(ImportRow row, string path)
    {
        var setting = Setting().Match(path);
        return setting.Success ? "settings." + row.Declared.Settings[int.Parse(setting.Groups[1].Value)].Key : path.Replace("element.", "", StringComparison.Ordinal);
    }

    private static int Count(ApplyInventoryResponse response, ApplyOutcome outcome) => response.Resources.Count(resource => resource.Outcome == outcome);

    private static ImportElementsResponse Progress(int total, int @checked, int written) =>
        new() { Progress = new ImportProgress { Total = total, Checked = @checked, Written = written } };

    [GeneratedRegex(@"\Aelements\[(\d+)\]\.(.*)\z", RegexOptions.Singleline)]
    private static partial Regex Place();

    [GeneratedRegex(@"\Asettings\[(\d+)\]")]
    private static partial Regex Setting();
}
