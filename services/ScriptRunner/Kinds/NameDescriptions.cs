using Flux.Contracts.Script.V1;

namespace Flux.ScriptRunner.Kinds;

/// <summary>What each name of a script is, in a sentence.</summary>
internal static class NameDescriptions
{
    private static readonly Dictionary<string, string> Inputs = new()
    {
        ["element"] = "The element: element.name, element['net.0.hostname'], element.get(key, default): fields, then settings, then group variables. "
            + "element.set(key, value) stores a setting; description to description4, notes, status, software_version, hardware_version, "
            + "serial_number and serial_number_alt can be assigned.",
        ["elements"] = "The flow's elements: x.id, x.name, x['context'], x['tasks'].",
        ["config"] = "The element's stored configuration: get_last_config(), get(key), to_json(), save(text), compare_numeric_value, "
            + "compare_string_value, check_key_matches, check_key_occurrences, klass, section, version, required_approvement_percentage, audit_value.",
        ["context"] = "The element's context; what is written to it reaches the later steps of the task.",
        ["data"] = "What came before: {} in a management script, the parsed answer in a processing script, raw text in a model.",
        ["settings"] = "Written by processing scripts: values by setting key, and action_status and action_info.",
        ["output"] = "The model's result.",
        ["model"] = "The model itself: model.name, model.klass.",
        ["flow_context"] = "One entry {\"id\", \"context\", \"tasks\"} an element; None in the scripts of a task.",
        ["flow_variables"] = "{\"user\": {...}}, or {\"user\": None} when nobody started the flow.",
        ["current"] = "Index of the current element, from 0.",
        ["previous"] = "current - 1; -1 for the first element.",
        ["last"] = "Index of the last element.",
        ["first"] = "0.",
    };

    private static readonly Dictionary<string, (string Signature, string Text)> Functions = new()
    {
        ["pause"] = ("(sleep=30, user_msg=None)", "Waits, and logs the message; costs none of the script's time."),
        ["wait_for_connect"] = ("(timeout=10, retry=1, sleep=30, user_msg=None)", "True as soon as the element accepts a connection."),
        ["log_message"] = ("(level, msg)", "Writes to the run's log; debug, info, warning or error."),
        ["run_task"] = ("(id=None, short_name=None, retry_attempts=1, retry_delay=0)",
            "Runs a task on the current element; returns {\"status\", \"action_status\", \"action_info\", \"steps\"}."),
        ["run_flow"] = ("(id=None, short_name=None, elements=None, retry_attempts=1, retry_delay=0)", "Runs another flow."),
        ["order_flow_elements"] = ("(elements, fn, reverse=False)", "Sorts the list in place by fn(entry)."),
        ["filter_flow_elements"] = ("(elements, fn, inplace=True)", "Keeps entries with fn(entry) true, in the list or in a new one."),
        ["naturaltime"] = ("(value)", "A moment as people say it: 3 minutes ago."),
        ["ssh_key_generate"] = ("(type='ed25519', bits=3072, comment='')", "A new key pair: {\"type\", \"private_key\", \"public_key\", \"fingerprint\"}."),
    };

    /// <summary>A name of a kind that is no module.</summary>
    public static NameDescription Name(ScriptKind kind, string name)
    {
        if (Functions.TryGetValue(name, out var function))
            return Function(name, kind == ScriptKind.FlowParallel && name == "run_task" ? Parallel(function) : function);
        var text = name == "context" && kind is ScriptKind.FlowSerial or ScriptKind.FlowParallel
            ? "The flow context as dotted paths: context['0.context.net.0.hostname']; brought up to date by run_task and run_flow."
            : Inputs[name];
        return new NameDescription { Name = name, Role = NameRole.Input, Description = text };
    }

    /// <summary>A module, or a function that stands among the modules.</summary>
    public static NameDescription Module(string name) => Functions.TryGetValue(name, out var function)
        ? Function(name, function)
        : new NameDescription { Name = name, Role = NameRole.Module, Description = $"Python's {name}, without an import." };

    /// <summary>A name that the script assigns.</summary>
    public static NameDescription Output(string name, string text) => new() { Name = name, Role = NameRole.Output, Description = text };

    private static NameDescription Function(string name, (string Signature, string Text) function) =>
        new() { Name = name, Role = NameRole.Function, Signature = function.Signature, Description = function.Text };

    private static (string Signature, string Text) Parallel((string Signature, string Text) function) =>
        (function.Signature[..^1] + ", elements=None)", "Runs a task on all elements, or those given, at once; returns {element id: result}.");
}
