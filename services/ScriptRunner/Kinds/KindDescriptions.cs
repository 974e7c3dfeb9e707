using Flux.Contracts.Script.V1;

namespace Flux.ScriptRunner.Kinds;

/// <summary>The kinds and their names in words; the names themselves come from <see cref="KindCatalog"/>.</summary>
internal static class KindDescriptions
{
    private static readonly Dictionary<ScriptKind, (string Summary, string Outputs)> Kinds = new()
    {
        [ScriptKind.FlowPreExecution] = ("Runs once before a flow; orders and filters `elements`.", """{"elements": [ids in order]}"""),
        [ScriptKind.FlowSerial] = ("Runs for each element of a serial flow; calls run_task and run_flow.", """{"action_status", "action_info"}"""),
        [ScriptKind.FlowParallel] = ("Runs once for all elements of a parallel flow.", """{"action_status", "action_info"}"""),
        [ScriptKind.Condition] = ("Runs before a task of a flow; must assign `condition`.", """{"condition": bool}"""),
        [ScriptKind.Management] = ("Step 1 of a task, before the connection; writes to `context`.", """{"context": {...}}"""),
        [ScriptKind.Processing] = ("Step 7 of a task, after the answer was parsed; writes to `settings`.", """{"settings": {...}, "context": {...}}"""),
        [ScriptKind.Model] = ("A pyms or pyps model; writes to `output`.", """{"output": ..., a changed context under output["context"]}"""),
        [ScriptKind.Free] = ("Any script; its inputs are its names.", """{"outputs": {the JSON globals that it assigned}}"""),
    };

    private static readonly Dictionary<ScriptKind, string[]> Outputs = new()
    {
        [ScriptKind.FlowPreExecution] = ["elements"],
        [ScriptKind.Management] = ["context"],
        [ScriptKind.Processing] = ["settings", "context"],
        [ScriptKind.Model] = ["output"],
    };

    /// <summary>The answer of ListKinds.</summary>
    public static ListKindsResponse All { get; } = new() { Kinds = { Kinds.Keys.Select(Describe) } };

    private static KindDescription Describe(ScriptKind kind)
    {
        var info = KindCatalog.Find(kind)!;
        var description = new KindDescription { Kind = kind, Summary = Kinds[kind].Summary, Outputs = Kinds[kind].Outputs };
        description.Names.Add(info.Names.Select(name => NameOf(kind, name)));
        description.Names.Add(Assigned(kind));
        description.Names.Add(info.Modules.Select(name => NameDescriptions.Module(name)));
        return description;
    }

    private static NameDescription NameOf(ScriptKind kind, string name)
    {
        var description = NameDescriptions.Name(kind, name);
        if (Outputs.GetValueOrDefault(kind, []).Contains(name))
            description.Role = NameRole.Output;
        return description;
    }

    // Outputs that a script makes by assigning them; they do not exist before.
    private static IEnumerable<NameDescription> Assigned(ScriptKind kind) => kind switch
    {
        ScriptKind.Condition => [NameDescriptions.Output("condition", "True: the task runs; False: it is skipped.")],
        ScriptKind.FlowSerial or ScriptKind.FlowParallel =>
        [
            NameDescriptions.Output("action_status", "ok, warning or error; goes to the flow log."),
            NameDescriptions.Output("action_info", "A line for the flow log."),
        ],
        _ => [],
    };
}
