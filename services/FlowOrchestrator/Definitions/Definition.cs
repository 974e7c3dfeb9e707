using System.Text.Json.Serialization;
using Flux.Contracts.Flow.V1;
using Flux.Documents;
using Flux.FlowOrchestrator.Common;
using Google.Protobuf;

namespace Flux.FlowOrchestrator.Definitions;

/// <summary>
/// One version of a model, a task or a flow. Two collections hold them: the current ones by name, and every version by name and revision, so that
/// a run that began at a revision reads what was true then.
/// </summary>
internal sealed record Definition
{
    /// <summary>The current definitions; id <see cref="Key"/>.</summary>
    public static readonly DocumentType<Definition> Current = new("definitions", [new("kind", d => d.Kind), new("number", d => d.Number)]);

    /// <summary>All versions; id <c>key@revision</c>.</summary>
    public static readonly DocumentType<Definition> Versions = new("definition-versions", [new("key", d => d.Key), new("numbered", d => d.Numbered), new("revision", d => d.Revision)]);

    /// <summary>What it is.</summary>
    public DefinitionKind Kind { get; init; }

    /// <summary>The numeric id, given once per name.</summary>
    public long Number { get; init; }

    /// <summary>The store's revision with which this version came.</summary>
    public long Revision { get; init; }

    /// <summary>When this version was written; null for those of older releases.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>With this version the definition was deleted; it holds what was there last.</summary>
    public bool Deleted { get; init; }

    /// <summary>Set for a model.</summary>
    [JsonConverter(typeof(ProtoJson<Model>))]
    public Model? Model { get; init; }

    /// <summary>Set for a task.</summary>
    [JsonConverter(typeof(ProtoJson<TaskDefinition>))]
    public TaskDefinition? Task { get; init; }

    /// <summary>Set for a flow.</summary>
    [JsonConverter(typeof(ProtoJson<Flow>))]
    public Flow? Flow { get; init; }

    /// <summary>The definition as a message.</summary>
    [JsonIgnore]
    public IMessage Message => (IMessage?)Model ?? (IMessage?)Task ?? Flow!;

    /// <summary>Its etag (AIP-154).</summary>
    [JsonIgnore]
    public string Etag => Model?.Etag ?? Task?.Etag ?? Flow!.Etag;

    /// <summary>Unique name among all kinds: <c>task:collect</c>.</summary>
    [JsonIgnore]
    public string Key => KeyOf(Kind, Kind switch
    {
        DefinitionKind.Model => Model!.ShortName,
        DefinitionKind.Task => Task!.ShortName,
        _ => Flow!.ShortName,
    });

    /// <summary>Unique number among all kinds: <c>task#12</c>.</summary>
    [JsonIgnore]
    public string Numbered => NumberedOf(Kind, Number);

    /// <summary>Id of this version in <see cref="Versions"/>.</summary>
    [JsonIgnore]
    public string VersionId => $"{Key}@{Revision:D12}";

    /// <summary>The key of a name.</summary>
    public static string KeyOf(DefinitionKind kind, string shortName) => $"{Name(kind)}:{shortName}";

    /// <summary>The key of a number.</summary>
    public static string NumberedOf(DefinitionKind kind, long number) => $"{Name(kind)}#{number}";

    private static string Name(DefinitionKind kind) => kind switch
    {
        DefinitionKind.Model => "model",
        DefinitionKind.Task => "task",
        _ => "flow",
    };
}
