namespace Flux.Hosting.Tests.Support;

public sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("flux-hosting-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
