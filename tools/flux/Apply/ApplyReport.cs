using System.Text.Json;
using Flux.Cli.Output;
using Flux.Cli.Yaml;
using Flux.Contracts.Common.V1;
using Spectre.Console;

namespace Flux.Cli.Apply;

/// <summary>Shows what applying a file did, or what is wrong with the file.</summary>
internal static class ApplyReport
{
    /// <summary>One row a resource and a line of totals.</summary>
    public static void Print(IReadOnlyList<AppliedResource> resources, bool dryRun)
    {
        var table = Terminal.Table("kind", "name", "outcome", "changed fields");
        foreach (var resource in resources)
            table.AddRow(new Text(resource.Kind), new Text(resource.Name), Outcome(resource.Outcome), new Text(string.Join(", ", resource.ChangedFields)));
        Terminal.Write(table);
        Terminal.Line($"{Count(resources, ApplyOutcome.Created)} created, {Count(resources, ApplyOutcome.Changed)} changed, {Count(resources, ApplyOutcome.Unchanged)} unchanged"
            + (dryRun ? " (dry run: nothing was written)" : ""));
    }

    /// <summary>Every error in a line of its own, as compilers write them.</summary>
    public static void PrintErrors(SourceErrors errors)
    {
        foreach (var error in errors.All)
            Terminal.ErrorLine(error.ToString());
        Terminal.Error($"{errors.All.Count} {(errors.All.Count == 1 ? "error" : "errors")} in {errors.File}; nothing was changed");
    }

    /// <summary>The same for machines: one document, whether it went well or not.</summary>
    public static string Json(IReadOnlyList<AppliedResource> resources, SourceErrors errors, bool dryRun) => JsonSerializer.Serialize(
        new
        {
            ok = errors.All.Count == 0,
            dryRun,
            resources = errors.All.Count > 0 ? [] : resources.Select(resource => new { resource.Kind, resource.Name, outcome = resource.Outcome.ToString().ToLowerInvariant(), changedFields = resource.ChangedFields.ToArray() }),
            errors = errors.All.Select(error => new { error.File, error.Position.Line, error.Position.Column, error.Path, error.Message }),
        },
        Terminal.Json);

    private static int Count(IReadOnlyList<AppliedResource> resources, ApplyOutcome outcome) => resources.Count(resource => resource.Outcome == outcome);

    private static Text Outcome(ApplyOutcome outcome) => new(outcome.ToString().ToLowerInvariant(), outcome switch
    {
        ApplyOutcome.Created => new Style(Color.Green),
        ApplyOutcome.Changed => new Style(Color.Yellow),
        _ => new Style(Color.Grey),
    });
}
