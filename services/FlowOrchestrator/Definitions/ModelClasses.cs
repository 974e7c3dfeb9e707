using Flux.Contracts.Flow.V1;

namespace Flux.FlowOrchestrator.Definitions;

/// <summary>What each class of models can be used for (semantics 3.4).</summary>
internal static class ModelClasses
{
    /// <summary>Classes that make what is sent.</summary>
    public static bool Sends(ModelClass value) => value is ModelClass.Cli or ModelClass.Text or ModelClass.Json or ModelClass.Xml or ModelClass.Pyms;

    /// <summary>Classes that parse what comes back.</summary>
    public static bool Parses(ModelClass value) => value is ModelClass.Json or ModelClass.Xml or ModelClass.Block or ModelClass.Ttp or ModelClass.Textfsm or ModelClass.Pyps;

    /// <summary>Classes whose data is a Django template.</summary>
    public static bool IsTemplate(ModelClass value) => value is ModelClass.Cli or ModelClass.Text or ModelClass.Json or ModelClass.Xml;

    /// <summary>Classes whose data is Python.</summary>
    public static bool IsScript(ModelClass value) => value is ModelClass.Pyms or ModelClass.Pyps;

    /// <summary>The name that people write: <c>cli</c>.</summary>
    public static string Name(ModelClass value) => value.ToString().ToLowerInvariant();
}
