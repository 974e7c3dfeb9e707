using System.CommandLine;
using System.Text.Json;
using Flux.Cli.Doctor;
using Flux.Cli.Output;
using Spectre.Console;

namespace Flux.Cli.Commands;

/// <summary>flux doctor: what is missing on this machine and how to get it. Changes nothing.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var json = CommonOptions.Json("Print one JSON document.");
        var data = CommonOptions.Data();
        var command = new Command("doctor", "Say what this machine lacks and how to get it; change nothing. Exit code 0 when nothing required is missing.") { json, data };
        command.SetAction((parsed, _) => CommandRunner.RunAsync(_ => Task.FromResult(Run(parsed.GetValue(json), parsed.GetValue(data)!))));
        return command;
    }

    private static int Run(bool json, string data)
    {
        var findings = MachineCheck.Run(Environment.GetEnvironmentVariable("FLUX_PACKAGES") ?? "", data);
        var missing = findings.Where(finding => finding.State == FindingState.Missing).ToList();
        if (json)
            Terminal.Line(JsonSerializer.Serialize(new { ok = missing.Count == 0, findings = findings.Select(finding => new { finding.Name, state = finding.State.ToString().ToLowerInvariant(), finding.Detail, finding.Remedy }) }, Terminal.Json));
        else
            Print(findings, missing.Count);
        return missing.Count == 0 ? 0 : 1;
    }

    private static void Print(IReadOnlyList<Finding> findings, int missing)
    {
        var table = Terminal.Table("what", "state", "found", "to do");
        foreach (var finding in findings)
            table.AddRow(new Text(finding.Name), State(finding.State), new Text(finding.Detail), new Text(finding.Remedy));
        Terminal.Write(table);
        Terminal.Line(missing == 0 ? "Nothing required is missing." : $"{missing} required {(missing == 1 ? "thing is" : "things are")} missing.");
    }

    private static Text State(FindingState state) => state switch
    {
        FindingState.Ok => new Text("ok", new Style(Color.Green)),
        FindingState.Optional => new Text("note", new Style(Color.Yellow)),
        _ => new Text("MISSING", new Style(Color.Red)),
    };
}
