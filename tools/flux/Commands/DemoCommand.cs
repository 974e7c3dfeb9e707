using System.CommandLine;
using Flux.Cli.Demo;

namespace Flux.Cli.Commands;

/// <summary>flux demo: the whole suite at work, start to end.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var json = CommonOptions.Json("Print one JSON document.");
        var keep = new Option<bool>("--keep") { Description = "Leave everything running until Ctrl-C, on the usual ports where they are free." };
        var command = new Command("demo", "Run examples/demo.yaml on three real devices and a real mail server; exit code 0 only if all is as expected.") { json, keep };
        command.SetAction((parsed, _) => CommandRunner.RunAsync(cancellationToken => DemoPlay.RunAsync(new DemoOptions(parsed.GetValue(json), parsed.GetValue(keep)), cancellationToken)));
        return command;
    }
}
