using Flux.Contracts.Flow.V1;

namespace Flux.FlowOrchestrator.Definitions;

/// <summary>Declared definitions, and those they refer to that are stored.</summary>
/// <param name="Models">Declared models.</param>
/// <param name="Tasks">Declared tasks.</param>
/// <param name="Flows">Declared flows.</param>
/// <param name="Stored">Current definitions by key: those of the same names, and those that are referred to.</param>
internal sealed record Bundle(
    IReadOnlyList<Model> Models, IReadOnlyList<TaskDefinition> Tasks, IReadOnlyList<Flow> Flows, IReadOnlyDictionary<string, Definition> Stored)
{
    /// <summary>Keys of everything that a bundle names.</summary>
    public static HashSet<string> Keys(ApplyDefinitionsRequest request) =>
    [
        .. request.Models.Select(m => Definition.KeyOf(DefinitionKind.Model, m.ShortName)),
        .. request.Tasks.Select(t => Definition.KeyOf(DefinitionKind.Task, t.ShortName)),
        .. request.Tasks.SelectMany(t => new[] { t.AutomationModel, t.ProcessingModel }).Where(n => n.Length > 0).Select(n => Definition.KeyOf(DefinitionKind.Model, n)),
        .. request.Flows.Select(f => Definition.KeyOf(DefinitionKind.Flow, f.ShortName)),
        .. request.Flows.SelectMany(f => f.Tasks).Select(t => Definition.KeyOf(DefinitionKind.Task, t.Task)),
    ];

    /// <summary>The declared model of this name, else the stored one, else null.</summary>
    public Model? FindModel(string shortName) =>
        Models.FirstOrDefault(m => m.ShortName == shortName) ?? Stored.GetValueOrDefault(Definition.KeyOf(DefinitionKind.Model, shortName))?.Model;

    /// <summary>The declared task of this name, else the stored one, else null.</summary>
    public TaskDefinition? FindTask(string shortName) =>
        Tasks.FirstOrDefault(t => t.ShortName == shortName) ?? Stored.GetValueOrDefault(Definition.KeyOf(DefinitionKind.Task, shortName))?.Task;
}
