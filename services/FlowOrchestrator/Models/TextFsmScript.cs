using System.Reflection;

namespace Flux.FlowOrchestrator.Models;

/// <summary>The Python that runs a TextFSM template: a model script, so that the library and the user's patterns stay in the sandbox.</summary>
internal static class TextFsmScript
{
    /// <summary>Takes <c>model["template"]</c> and <c>data</c>; gives <c>{"rows": [{value name: text or list}]}</c>.</summary>
    public static string Source { get; } = Read();

    private static string Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("textfsm_model.py")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
