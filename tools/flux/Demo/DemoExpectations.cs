using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;

namespace Flux.Cli.Demo;

/// <summary>What must be true after the demo; each fault is one sentence.</summary>
internal static class DemoExpectations
{
    private static readonly string[] _names = ["r1", "r2", "r3"];

    // model_commands runs over a connection; the report renders and mails.
    private static readonly Dictionary<string, string[]> _steps = new()
    {
        ["collect"] = ["management_script", "process_model", "connect", "model_commands", "processing_script_out", "element_data_mapped", "finish"],
        ["report"] = ["management_script", "process_model", "execute_service", "finish"],
    };

    /// <summary>Everything that is not as expected.</summary>
    public static IEnumerable<string> Check(DemoResult result)
    {
        if (result.Applied.Any(resource => resource.Outcome != ApplyOutcome.Created) || result.Applied.Count == 0)
            yield return "applying the file to an empty suite must create every resource";
        foreach (var fault in result.Runs.SelectMany(CheckRun))
            yield return fault;
        foreach (var element in result.Elements)
        {
            if (element.Before.ContainsKey("facts.version"))
                yield return $"{element.Name} had a version before anybody asked it";
            if (!element.After.TryGetValue("facts.version", out var version) || version.Length < 3)
                yield return $"{element.Name} has no facts.version after the runs";
            if (!int.TryParse(element.After.GetValueOrDefault("facts.interfaces"), out var interfaces) || interfaces < 1)
                yield return $"{element.Name} has no interface after the runs";
        }

        foreach (var fault in CheckMails(result))
            yield return fault;
    }

    private static IEnumerable<string> CheckRun(RunOutcome outcome)
    {
        if (outcome.Run.State != RunState.Completed)
            yield return $"the {outcome.Mode} run ended {outcome.Run.State}";
        if (!outcome.Elements.OrderBy(element => element.Index).Select(element => element.ElementName).SequenceEqual(_names.Reverse()))
            yield return $"the {outcome.Mode} run took the elements in the order {string.Join(", ", outcome.Elements.Select(element => element.ElementName))}; the pre-execution script orders r3, r2, r1";
        foreach (var element in outcome.Elements.Where(element => element.State != WorkState.Completed))
            yield return $"{element.ElementName} ended {element.State} in the {outcome.Mode} run";
        foreach (var task in outcome.Elements.SelectMany(element => _steps.Keys.Select(name => (element.ElementId, element.ElementName, Task: name))))
        {
            var steps = outcome.Tasks.LastOrDefault(done => done.ElementId == task.ElementId && done.Task == task.Task)?.Steps ?? [];
            var missing = _steps[task.Task].Except(steps.Where(step => step.Status == StepStatus.Ok).Select(step => step.Step)).ToList();
            if (missing.Count > 0)
                yield return $"{task.Task} of {task.ElementName} lacks good steps in the {outcome.Mode} run: {string.Join(", ", missing)}";
        }
    }

    private static IEnumerable<string> CheckMails(DemoResult result)
    {
        var expected = result.Runs.Count * _names.Length;
        if (result.Mails.Count != expected)
            yield return $"{result.Mails.Count} mails arrived instead of {expected}";
        foreach (var element in result.Elements)
        {
            // The version came from the first task, through context['tasks'].
            var version = element.After.GetValueOrDefault("facts.version", "?").Trim('"');
            if (result.Mails.Count(mail => mail.Subject == $"{element.Name} runs {version}" && mail.Text.Contains(version, StringComparison.Ordinal)) != result.Runs.Count)
                yield return $"there is no mail about {element.Name} and its version {version} from each run";
        }
    }
}
