using System.Text.Json.Nodes;
using Flux.Cli.Output;
using Flux.Cli.Running;

namespace Flux.Cli.Demo;

/// <summary>The demo for machines: one document, also when it failed.</summary>
internal static class DemoJson
{
    public static string Of(DemoResult result, DemoPhases phases, DemoStage? stage, DemoException? error) => new JsonObject
    {
        ["ok"] = error is null && result.Faults.Count == 0,
        ["error"] = error is null ? null : new JsonObject { ["phase"] = error.Phase, ["message"] = error.Message },
        ["faults"] = new JsonArray([.. result.Faults.Select(fault => JsonValue.Create(fault))]),
        ["phases"] = new JsonArray([.. phases.Done.Select(phase => new JsonObject { ["name"] = phase.Name, ["seconds"] = Math.Round(phase.Time.TotalSeconds, 3) })]),
        ["limitation"] = stage?.Lab.Limitation,
        ["services"] = new JsonArray([.. (stage?.Suite?.Processes ?? []).Select(process => new JsonObject
        {
            ["name"] = process.Definition.Name,
            ["pid"] = process.Pid,
            ["port"] = process.Definition.Ports.Grpc,
            ["httpPort"] = process.Definition.Ports.Http,
        })]),
        ["applied"] = new JsonArray([.. result.Applied.Select(RunReport.Json)]),
        ["elements"] = new JsonArray([.. result.Elements.Select(element => new JsonObject { ["name"] = element.Name, ["before"] = Settings(element.Before), ["after"] = Settings(element.After) })]),
        ["runs"] = new JsonArray([.. result.Runs.Select(run => RunReport.Json(run.Run, run.Elements, run.Tasks))]),
        ["mails"] = new JsonArray([.. result.Mails.Select(mail => new JsonObject
        {
            ["from"] = mail.From,
            ["to"] = new JsonArray([.. mail.Recipients.Select(recipient => JsonValue.Create(recipient))]),
            ["subject"] = mail.Subject,
            ["text"] = mail.Text,
        })]),
        ["commands"] = new JsonArray([.. result.Commands.Select(command => JsonValue.Create(command))]),
    }.ToJsonString(Terminal.Json);

    private static JsonObject Settings(IReadOnlyDictionary<string, string> settings) =>
        new(settings.Select(setting => KeyValuePair.Create(setting.Key, JsonNode.Parse(setting.Value))));
}
