using Flux.Contracts.Flow.V1;
using Flux.Hosting;
using Google.Protobuf;

namespace Flux.FlowOrchestrator.Definitions;

/// <summary>A model, a task or a flow of a request, whichever it is.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Message">The definition itself.</param>
internal sealed record SingleDefinition(DefinitionKind Kind, IMessage Message)
{
    /// <summary>Its field in requests: <c>model</c>.</summary>
    public string Singular => NameOf(Kind);

    /// <summary>Its short_name; empty when the request does not tell.</summary>
    public string ShortName => Message switch { Model m => m.ShortName, TaskDefinition t => t.ShortName, _ => ((Flow)Message).ShortName };

    /// <summary>Its id; 0 when the request does not tell.</summary>
    public long Number => Message switch { Model m => m.Id, TaskDefinition t => t.Id, _ => ((Flow)Message).Id };

    /// <summary>The version that the caller has read; empty for any.</summary>
    public string Etag => Message switch { Model m => m.Etag, TaskDefinition t => t.Etag, _ => ((Flow)Message).Etag };

    /// <summary>Its key among all definitions.</summary>
    public string Key => Definition.KeyOf(Kind, ShortName);

    /// <summary>The definition of a request.</summary>
    /// <exception cref="FluxException">INVALID_ARGUMENT: there is none.</exception>
    public static SingleDefinition Of<T>(T? given)
        where T : class, IMessage<T>
    {
        var kind = typeof(T) == typeof(Model) ? DefinitionKind.Model : typeof(T) == typeof(TaskDefinition) ? DefinitionKind.Task : DefinitionKind.Flow;
        return given is null ? throw FluxError.InvalidArgument(NameOf(kind), "is required") : new SingleDefinition(kind, given);
    }

    /// <summary>A copy without id and etag.</summary>
    public SingleDefinition WithoutGivenFields() => this with { Message = FieldSelection.WithoutGiven(Message) };

    /// <summary>A bundle of it alone.</summary>
    public ApplyDefinitionsRequest ToBundle() => Message switch
    {
        Model model => new ApplyDefinitionsRequest { Models = { model } },
        TaskDefinition task => new ApplyDefinitionsRequest { Tasks = { task } },
        _ => new ApplyDefinitionsRequest { Flows = { (Flow)Message } },
    };

    private static string NameOf(DefinitionKind kind) => kind.ToString().ToLowerInvariant();
}
