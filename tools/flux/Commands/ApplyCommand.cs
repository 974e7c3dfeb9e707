using System.CommandLine;
using Flux.Cli.Apply;
using Flux.Cli.Output;
using Flux.Cli.Yaml;
using Grpc.Core;

namespace Flux.Cli.Commands;

/// <summary>flux apply: makes a declared file true.</summary>
internal static class ApplyCommand
{
    public static Command Create()
    {
        var file = new Option<FileInfo>("--file", "-f") { Description = "The declared file (YAML).", Required = true };
        var set = new Option<string[]>("--set") { Description = "NAME=VALUE for ${NAME} in the file; the environment comes second. May be given often.", DefaultValueFactory = _ => [] };
        var dryRun = new Option<bool>("--dry-run") { Description = "Check everything and say what would change; write nothing." };
        var json = CommonOptions.Json("Print one JSON document.");
        var data = CommonOptions.Data();
        var command = new Command("apply", "Make a declared file true: locations, groups, profiles, elements, models, tasks, flows, services, templates.") { file, set, dryRun, json, data };
        command.SetAction((parsed, _) => CommandRunner.RunAsync(cancellationToken => RunAsync(
            parsed.GetValue(file)!, parsed.GetValue(set)!, parsed.GetValue(dryRun), parsed.GetValue(json), parsed.GetValue(data)!, cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo file, string[] set, bool dryRun, bool json, string data, CancellationToken cancellationToken)
    {
        // The user's own spelling of the path makes the errors clickable.
        var errors = new SourceErrors(Path.GetRelativePath(Environment.CurrentDirectory, file.FullName));
        var bundle = BundleReader.Read(await ReadAsync(file, cancellationToken), new Substitution(Values(set), Environment.GetEnvironmentVariable), errors);
        using var suite = SuiteConnection.To(data);
        var applier = new Applier(suite);
        try
        {
            var outcome = await applier.CheckAsync(bundle, errors, cancellationToken);
            if (errors.All.Count == 0 && !dryRun)
                outcome = await applier.ApplyAsync(bundle, cancellationToken);
            Print(outcome, errors, dryRun, json);
        }
        catch (RpcException error) when (errors.All.Count > 0 && error.StatusCode == StatusCode.Unavailable)
        {
            // The file alone gives the user enough to do.
            Print([], errors, dryRun, json);
        }

        return errors.All.Count == 0 ? 0 : 1;
    }

    private static void Print(IReadOnlyList<Contracts.Common.V1.AppliedResource> outcome, SourceErrors errors, bool dryRun, bool json)
    {
        if (json)
            Terminal.Line(ApplyReport.Json(outcome, errors, dryRun));
        else if (errors.All.Count == 0)
            ApplyReport.Print(outcome, dryRun);
        else
            ApplyReport.PrintErrors(errors);
    }

    private static async Task<string> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(file.FullName, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"cannot read {file}: {error.Message}");
        }
    }

    private static Dictionary<string, string> Values(string[] set)
    {
        var values = new Dictionary<string, string>();
        foreach (var pair in set)
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
                throw new CliException($"--set {pair}: write NAME=VALUE");
            values[pair[..equals]] = pair[(equals + 1)..];
        }

        return values;
    }
}
