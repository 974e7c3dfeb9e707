namespace Flux.Documents.Tests;

internal sealed class TempDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("flux-documents-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
