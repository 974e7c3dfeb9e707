using Flux.Contracts.Common.V1;
using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Inventory.Settings;
using Flux.Inventory.Storage;

namespace Flux.Inventory.Apply;

/// <summary>What applying a bundle will do: the answer, and the writes behind it.</summary>
internal sealed class Plan
{
    public List<AppliedResource> Resources { get; } = [];

    public DocumentBatch Batch { get; } = new();

    /// <summary>Groups that exist, as they are and as they will be.</summary>
    public List<(Group Before, Group After)> Groups { get; } = [];

    /// <summary>Profiles that exist, as they are and as they will be.</summary>
    public List<(Profile Before, Profile After)> Profiles { get; } = [];

    /// <summary>Elements that get another profile, with what it says of their settings.</summary>
    public List<(long Element, ProfileSchema Schema)> Moved { get; } = [];

    /// <summary>What the elements and users begin to name.</summary>
    public NamedReferences References { get; } = new();

    public void Add(string kind, string name, long id, bool created, IReadOnlyCollection<string> changed) => Resources.Add(new AppliedResource
    {
        Kind = kind,
        Name = name,
        Id = Math.Max(0, id),
        Outcome = created ? ApplyOutcome.Created : changed.Count > 0 ? ApplyOutcome.Changed : ApplyOutcome.Unchanged,
        ChangedFields = { created ? [] : changed },
    });
}
