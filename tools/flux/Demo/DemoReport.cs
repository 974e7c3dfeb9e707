using Flux.Cli.Output;
using Flux.Cli.Running;
using Flux.Contracts.Common.V1;
using Flux.Lab.Ssh;
using Spectre.Console;

namespace Flux.Cli.Demo;

/// <summary>Shows people what the demo did.</summary>
internal static class DemoReport
{
    /// <summary>The devices that were started.</summary>
    public static void PrintDevices(SshLab lab)
    {
        var table = Terminal.Table("device", "address", "user", "platform");
        foreach (var device in lab.Devices)
            table.AddRow(new Text(device.Name), new Text($"{device.Address}:{device.Port}"), new Text(device.Username), new Text(device.Platform));
        Terminal.Write(table);
        if (lab.Limitation is { } limitation)
            Terminal.Note(limitation);
    }

    /// <summary>Everything after the devices.</summary>
    public static void Print(DemoResult result, bool kept)
    {
        Terminal.Line();
        Terminal.Line($"applied: {result.Applied.Count(resource => resource.Outcome == ApplyOutcome.Created)} resources created");
        foreach (var run in result.Runs)
        {
            Heading($"the flow in {run.Mode} mode");
            if (run == result.Runs[0])
                RunReport.PrintSteps(run.Tasks, run.Elements);
            RunReport.Print(run.Run, run.Elements);
        }

        PrintElements(result.Elements);
        PrintMails(result);
        Heading(kept ? "try it" : "try it while './flux demo --keep' runs");
        foreach (var command in result.Commands)
            Terminal.Line("  " + command);
        Terminal.Line();
    }

    private static void PrintElements(IReadOnlyList<ElementFacts> elements)
    {
        Heading("the elements' settings");
        var table = Terminal.Table("element", "setting", "before", "after");
        foreach (var element in elements)
        {
            foreach (var (key, value) in element.After.OrderBy(setting => setting.Key, StringComparer.Ordinal))
                table.AddRow(new Text(element.Name), new Text(key), new Text(element.Before.GetValueOrDefault(key, "")), new Text(value));
        }

        Terminal.Write(table);
    }

    private static void PrintMails(DemoResult result)
    {
        Heading($"{result.Mails.Count} mails, the first one in full");
        foreach (var mail in result.Mails)
            Terminal.Line($"  {mail.From} -> {string.Join(", ", mail.Recipients)}: {mail.Subject}");
        Terminal.Line();
        foreach (var line in (result.Mails.Count > 0 ? result.Mails[0].Text : "").TrimEnd().Split('\n'))
            Terminal.Line("  | " + line);
    }

    private static void Heading(string text)
    {
        Terminal.Line();
        Terminal.Write(new Rule(Markup.Escape(text)) { Justification = Justify.Left });
    }
}
