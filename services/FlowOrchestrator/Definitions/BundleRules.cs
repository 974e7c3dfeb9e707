using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Parsing;
using Flux.Hosting;

namespace Flux.FlowOrchestrator.Definitions;

/// <summary>Every rule that a bundle must obey and that needs no other service: names, references, classes, limits.</summary>
internal static class BundleRules
{
    private const int MostConcurrency = 1000;
    private const int MostAttempts = 1000;
    private const int MostText = 1 << 20;
    private static readonly TimeSpan LongestTask = TimeSpan.FromDays(1);
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

    /// <summary>Notes everything that is wrong.</summary>
    public static void Check(Bundle bundle, Violations violations)
    {
        Names.Check(violations, "models", bundle.Models.Select(m => m.ShortName));
        Names.Check(violations, "tasks", bundle.Tasks.Select(t => t.ShortName));
        Names.Check(violations, "flows", bundle.Flows.Select(f => f.ShortName));
        foreach (var (i, model) in bundle.Models.Index())
            Check(violations, $"models[{i}]", model);
        foreach (var (i, task) in bundle.Tasks.Index())
            Check(violations, $"tasks[{i}]", task, bundle);
        foreach (var (i, flow) in bundle.Flows.Index())
            Check(violations, $"flows[{i}]", flow, bundle);
    }

    private static void Check(Violations violations, string path, Model model)
    {
        Text(violations, $"{path}.data", model.Data);
        if (!violations.Require(IsGiven(model.ModelClass), $"{path}.model_class", "is required: cli, text, json, xml, block, ttp, textfsm, pyms or pyps"))
            return;
        if (model.ModelClass is ModelClass.Block or ModelClass.Ttp && Parsers.Check(model) is { } why)
            violations.Add($"{path}.data", why);
        if (model.ModelClass == ModelClass.Textfsm)
            violations.Require(model.Data.Trim().Length > 0, $"{path}.data", "is required: the TextFSM template");
        if (ModelClasses.IsScript(model.ModelClass))
            violations.Require(model.Data.Trim().Length > 0, $"{path}.data", "is required: the Python of the model");
    }

    private static void Check(Violations violations, string path, TaskDefinition task, Bundle bundle)
    {
        Text(violations, $"{path}.management_script", task.ManagementScript);
        Text(violations, $"{path}.processing_script", task.ProcessingScript);
        violations.Require(IsGiven(task.TaskClass), $"{path}.task_class", "is required: cli, rest, soap or notification");
        Reference(violations, $"{path}.automation_model", task.AutomationModel, bundle, ModelClasses.Sends, "makes nothing to send; use cli, text, json, xml or pyms");
        Reference(violations, $"{path}.processing_model", task.ProcessingModel, bundle, ModelClasses.Parses, "parses nothing; use json, xml, block, ttp, textfsm or pyps");
        if (bundle.FindModel(task.ProcessingModel) is { ModelClass: ModelClass.Json or ModelClass.Xml } parser && Parsers.Check(parser) is { } why)
            violations.Add($"{path}.processing_model", $"model '{parser.ShortName}' cannot parse: {why}");
        if (task.TaskClass == TaskClass.Notification)
            violations.Require(task.AutomationModel.Length > 0, $"{path}.automation_model", "is required: the body of the mail");
        if (task.Http is { } http)
        {
            violations.Require(task.TaskClass is TaskClass.Rest or TaskClass.Soap, $"{path}.http", "is for tasks of class rest and soap only");
            violations.Require(http.Method.Length == 0 || Methods.Contains(http.Method), $"{path}.http.method", $"'{http.Method}' is none of {string.Join(", ", Methods)}");
        }
        Retry(violations, $"{path}.retry", task.Retry);
        violations.Require(task.Timeout is null || IsLimit(task.Timeout), $"{path}.timeout", $"must be above 0 and at most {LongestTask.TotalHours} h");
    }

    private static void Retry(Violations violations, string path, RetryPolicy? retry)
    {
        if (retry is null)
            return;
        violations.Require(retry.MaxAttempts is >= 0 and <= MostAttempts, $"{path}.max_attempts", $"must be 1 to {MostAttempts}, or 0 for 1");
        violations.Require(System.Enum.IsDefined(retry.Backoff), $"{path}.backoff", "must be fixed, linear or exponential");
        violations.Require(retry.Delay is null or { Seconds: 0, Nanos: 0 } || IsLimit(retry.Delay), $"{path}.delay", $"must not be negative and at most {LongestTask.TotalHours} h");
        violations.Require(retry.MaxDelay is null || IsLimit(retry.MaxDelay), $"{path}.max_delay", $"must be above 0 and at most {LongestTask.TotalHours} h");
    }

    // By its parts: a Duration whose parts are out of range or disagree in sign has no TimeSpan.
    private static bool IsLimit(Google.Protobuf.WellKnownTypes.Duration duration) =>
        duration is { Seconds: >= 0, Nanos: >= 0 and < 1_000_000_000 } and not { Seconds: 0, Nanos: 0 }
        && duration.Seconds < (long)LongestTask.TotalSeconds + (duration.Nanos == 0 ? 1 : 0);

    private static void Check(Violations violations, string path, Flow flow, Bundle bundle)
    {
        Text(violations, $"{path}.pre_execution_script", flow.PreExecutionScript);
        Text(violations, $"{path}.execution_script", flow.ExecutionScript);
        violations.Require(IsGiven(flow.Mode), $"{path}.mode", "is required: serial or parallel");
        violations.Require(flow.MaxConcurrency is >= 0 and <= MostConcurrency, $"{path}.max_concurrency", $"must be 1 to {MostConcurrency}, or 0 for 50");
        foreach (var (group, most) in flow.GroupConcurrency.OrderBy(g => g.Key, StringComparer.Ordinal))
            violations.Require(most is >= 1 and <= MostConcurrency, $"{path}.group_concurrency[{group}]", $"must be 1 to {MostConcurrency}");
        violations.Require(flow.GroupConcurrency.Count == 0 || flow.Mode != ExecutionMode.Serial, $"{path}.group_concurrency", "is for parallel flows: a serial one works on one element at a time");
        violations.Require(flow.MaxFailedElements >= 0, $"{path}.max_failed_elements", "must not be negative; 0 goes on, whatever fails");
        violations.Require(flow.Timeout is null || IsLimit(flow.Timeout), $"{path}.timeout", $"must be above 0 and at most {LongestTask.TotalHours} h");
        var scripted = flow.ExecutionScript.Trim().Length > 0;
        violations.Require(!scripted || flow.Tasks.Count == 0, $"{path}.tasks", "a flow has either execution_script or tasks; remove one");
        violations.Require(scripted || flow.Tasks.Count > 0, $"{path}.execution_script", "is required, unless the flow has tasks");
        foreach (var (i, step) in flow.Tasks.Index())
        {
            Text(violations, $"{path}.tasks[{i}].condition", step.Condition);
            Retry(violations, $"{path}.tasks[{i}].retry", step.Retry);
            violations.Require(bundle.FindTask(step.Task) is not null, $"{path}.tasks[{i}].task", $"there is no task '{step.Task}', neither in this bundle nor stored");
        }
    }

    private static void Reference(Violations violations, string path, string model, Bundle bundle, Func<ModelClass, bool> fits, string remedy)
    {
        if (model.Length == 0)
            return;
        if (bundle.FindModel(model) is not { } found)
            violations.Add(path, $"there is no model '{model}', neither in this bundle nor stored");
        else if (IsGiven(found.ModelClass))
            violations.Require(fits(found.ModelClass), path, $"model '{model}' of class {ModelClasses.Name(found.ModelClass)} {remedy}");
    }

    private static void Text(Violations violations, string path, string text) =>
        violations.Require(text.Length <= MostText, path, $"has {text.Length} characters; the limit is {MostText}");

    // Numbers that this version does not know arrive as they are (proto3 enums are open).
    private static bool IsGiven<T>(T value)
        where T : struct, Enum => Convert.ToInt32(value) != 0 && Enum.IsDefined(value);
}
