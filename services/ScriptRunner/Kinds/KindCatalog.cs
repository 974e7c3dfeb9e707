using System.Collections.Frozen;
using Flux.Contracts.Script.V1;

namespace Flux.ScriptRunner.Kinds;

/// <summary>The eight kinds (seed 000, Variable Availability Reference; semantics 4).</summary>
internal static class KindCatalog
{
    public const string Pause = "pause";

    private static readonly string[] Common = ["math", "json", "random", "naturaltime", "re", "ssh_key_generate", "time"];
    private static readonly string[] Positions = ["current", "previous", "last", "first"];
    private static readonly string[] ElementCalls = ["element.fetch", "element.update", "element.set"];
    private static readonly string[] TaskNames =
        ["element", "config", "data", "context", "flow_context", "settings", "pause", "wait_for_connect", "log_message"];
    private static readonly string[] TaskCalls = [Pause, "wait_for_connect", .. ElementCalls, "config.last", "config.save"];
    private static readonly string[] FlowNames = ["context", "flow_variables", "elements", "settings", "run_task", "run_flow", "pause"];

    private static readonly FrozenDictionary<ScriptKind, KindInfo> All = new KindInfo[]
    {
        new(ScriptKind.FlowPreExecution, "flow_pre_execution",
            ["elements", "order_flow_elements", "filter_flow_elements", "settings", "pause"], Common, [Pause]),
        new(ScriptKind.FlowSerial, "flow_serial",
            [.. FlowNames, "element", .. Positions], Common, [Pause, "run_task", "run_flow", .. ElementCalls]),
        new(ScriptKind.FlowParallel, "flow_parallel",
            [.. FlowNames, "filter_flow_elements"], Common, [Pause, "run_task", "run_flow"]),
        new(ScriptKind.Condition, "condition", ["flow_context", "settings", .. Positions], Common, []),
        new(ScriptKind.Management, "management", TaskNames, Common, TaskCalls),
        new(ScriptKind.Processing, "processing", TaskNames, Common, TaskCalls),
        new(ScriptKind.Model, "model", ["model", "data", "context", "output", "settings"],
            ["math", "json", "random", "re", "naturaltime", "time", "boto3", "botocore", "collections", "datetime", "timedelta",
                "gcp_bigquery", "gcp_service_account", "timezone", "pytz"], []),
        new(ScriptKind.Free, "free", [], [], []),
    }.ToFrozenDictionary(k => k.Kind);

    /// <summary>The kind's description; null for UNSPECIFIED and for numbers that a newer client knows.</summary>
    public static KindInfo? Find(ScriptKind kind) => All.GetValueOrDefault(kind);
}
