namespace Flux.Inventory.Import;

/// <summary>The file cannot be read any further.</summary>
internal sealed class ImportFileException(int line, string message) : Exception(message)
{
    public int Line { get; } = line;
}
