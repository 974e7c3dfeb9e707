using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;
using Flux.Hosting;
using Google.Protobuf;

namespace Flux.FlowOrchestrator.Definitions;

/// <summary>A declared definition beside the stored one, and what applying it does.</summary>
internal sealed class DefinitionChange
{
    // Given by the service, so no caller changes them.
    private static readonly string[] Given = ["id", "etag"];

    private DefinitionChange(DefinitionKind kind, IMessage declared, AppliedResource applied) => (Kind, Declared, Applied) = (kind, declared, applied);

    /// <summary>The kind.</summary>
    public DefinitionKind Kind { get; }

    /// <summary>As declared, with defaults filled in.</summary>
    public IMessage Declared { get; }

    /// <summary>The outcome; its id is 0 while the definition is new.</summary>
    public AppliedResource Applied { get; }

    /// <summary>Compares a declared definition with the stored one of its name.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="field">The field of the bundle: <c>tasks</c>.</param>
    /// <param name="declared">As the caller sent it.</param>
    /// <param name="shortName">Its name.</param>
    /// <param name="bundle">Holds the stored one.</param>
    public static DefinitionChange Of(DefinitionKind kind, string field, IMessage declared, string shortName, Bundle bundle)
    {
        var complete = Complete(declared);
        var stored = bundle.Stored.GetValueOrDefault(Definition.KeyOf(kind, shortName));
        // A caller that says what it has read must not overwrite what somebody else wrote since (AIP-154).
        var etag = (string)declared.Descriptor.FindFieldByName("etag").Accessor.GetValue(declared);
        if (etag.Length > 0 && etag != stored?.Etag)
            throw FluxError.Aborted(kind.ToString().ToLowerInvariant(), shortName);
        var applied = new AppliedResource { Kind = field, Name = shortName, Id = stored?.Number ?? 0, Outcome = ApplyOutcome.Created };
        if (stored is not null)
        {
            var before = stored.Message;
            applied.ChangedFields.AddRange(complete.Descriptor.Fields.InDeclarationOrder()
                .Where(f => !Given.Contains(f.Name) && !Equals(f.Accessor.GetValue(before), f.Accessor.GetValue(complete))).Select(f => f.Name));
            applied.Outcome = applied.ChangedFields.Count > 0 ? ApplyOutcome.Changed : ApplyOutcome.Unchanged;
        }
        return new DefinitionChange(kind, complete, applied);
    }

    /// <summary>The document to write.</summary>
    public Definition ToDefinition(long revision, DateTimeOffset now)
    {
        var definition = new Definition { Kind = Kind, Number = Applied.Id, Revision = revision, Time = now };
        var etag = $"r{revision}";
        switch (Declared)
        {
            case Model model:
                (model.Id, model.Etag) = (Applied.Id, etag);
                return definition with { Model = model };
            case TaskDefinition task:
                (task.Id, task.Etag) = (Applied.Id, etag);
                return definition with { Task = task };
            default:
                var flow = (Flow)Declared;
                (flow.Id, flow.Etag) = (Applied.Id, etag);
                return definition with { Flow = flow };
        }
    }

    private static IMessage Complete(IMessage declared)
    {
        switch (declared)
        {
            case Model m:
                var model = m.Clone();
                model.Name = Default(model.Name, model.ShortName);
                return model;
            case TaskDefinition t:
                var task = t.Clone();
                task.Name = Default(task.Name, task.ShortName);
                return task;
            default:
                var flow = ((Flow)declared).Clone();
                flow.Name = Default(flow.Name, flow.ShortName);
                return flow;
        }
    }

    private static string Default(string text, string other) => text.Length > 0 ? text : other;

}
