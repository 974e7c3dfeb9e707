namespace Flux.FlowOrchestrator.Tests.Parsing;

/// <summary>Answers of devices as they were sent, beside these tests.</summary>
internal static class OutputFile
{
    public static string Read(string name)
    {
        using var stream = typeof(OutputFile).Assembly.GetManifestResourceStream($"outputs/{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
