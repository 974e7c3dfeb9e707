using System.CommandLine;
using Flux.Cli.Output;
using Flux.Contracts.Inventory.V1;
using Flux.Hosting;
using Google.Protobuf;
using Grpc.Core;

namespace Flux.Cli.Commands;

/// <summary>flux import: many elements from a YAML or CSV file.</summary>
internal static class ImportCommand
{
    private const int PieceSize = 256 * 1024;

    public static Command Create()
    {
        var file = new Option<FileInfo>("--file", "-f") { Description = "The file: YAML (.yaml, .yml) or CSV (.csv), UTF-8.", Required = true };
        var skip = new Option<bool>("--skip-errors") { Description = "Leave out the elements that have mistakes and write the others; without it nothing is written then." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Check everything and say what would change; write nothing." };
        var data = CommonOptions.Data();
        var command = new Command("import", "Create or change many elements from a file: fields by their names, settings.<key> for settings.") { file, skip, dryRun, data };
        command.SetAction((parsed, _) => CommandRunner.RunAsync(cancellationToken => RunAsync(
            parsed.GetValue(file)!, new ImportOptions { SkipErrors = parsed.GetValue(skip), ValidateOnly = parsed.GetValue(dryRun) }, parsed.GetValue(data)!, cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo file, ImportOptions options, string data, CancellationToken cancellationToken)
    {
        options.Format = file.Extension.ToUpperInvariant() switch
        {
            ".YAML" or ".YML" => ImportFormat.Yaml,
            ".CSV" => ImportFormat.Csv,
            _ => throw new CliException($"{file.Name} is neither .yaml, .yml nor .csv; rename it after what it is"),
        };
        using var suite = SuiteConnection.To(data);
        var client = new AdministrationService.AdministrationServiceClient(suite.Channel(FluxService.Inventory.AppId));
        using var call = client.ImportElements(cancellationToken: cancellationToken);
        await SendAsync(call.RequestStream, file, options, cancellationToken);
        // The user's own spelling of the path makes the mistakes clickable.
        var path = Path.GetRelativePath(Environment.CurrentDirectory, file.FullName);
        var mistakes = 0;
        try
        {
            await foreach (var answer in call.ResponseStream.ReadAllAsync(cancellationToken))
            {
                if (answer.Error is not null) mistakes++;
                Print(answer, path, options);
            }
        }
        catch (RpcException error) when (mistakes > 0 && error.StatusCode == StatusCode.InvalidArgument)
        {
            Terminal.Line($"{mistakes} mistake{(mistakes == 1 ? "" : "s")}; nothing was written.");
            return 1;
        }

        return 0;
    }

    private static async Task SendAsync(IClientStreamWriter<ImportElementsRequest> stream, FileInfo file, ImportOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = file.OpenRead();
            await stream.WriteAsync(new ImportElementsRequest { Options = options }, cancellationToken);
            var piece = new byte[PieceSize];
            for (int read; (read = await content.ReadAsync(piece, cancellationToken)) > 0;)
                await stream.WriteAsync(new ImportElementsRequest { Content = ByteString.CopyFrom(piece, 0, read) }, cancellationToken);
            await stream.CompleteAsync();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"cannot read {file}: {error.Message}");
        }
    }

    private static void Print(ImportElementsResponse answer, string path, ImportOptions options)
    {
        if (answer.Error is { } error)
            Terminal.Line($"{path}:{error.Line}: {string.Join(": ", new[] { error.Element, error.Field, error.Message }.Where(part => part.Length > 0))}");
        else if (answer.Progress is { } progress && progress.Written == 0)
            Terminal.Line($"checked {progress.Checked} of {progress.Total}");
        else if (answer.Summary is { } summary)
            Terminal.Line($"{(options.ValidateOnly ? "would be " : "")}{summary.Created} created, {summary.Changed} changed, {summary.Unchanged} unchanged, {summary.Skipped} skipped");
    }
}
