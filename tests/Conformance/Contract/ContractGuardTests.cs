using Flux.Conformance.Peers;

namespace Flux.Conformance.Contract;

/// <summary>
/// Clients that were built against an earlier contract go on working: contract.binpb is that contract, `buf breaking` compares. After a release it is written again:
/// <c>buf build --exclude-source-info -o tests/Conformance/Contract/contract.binpb</c>.
/// </summary>
public sealed class ContractGuardTests
{
    private static readonly string Image = Path.Combine(RepositoryFolders.Root, "tests", "Conformance", "Contract", "contract.binpb");

    [Fact]
    public async Task Protos_AgainstTheCommittedContract_BreakNothing()
    {
        var result = await Buf.RunAsync("breaking", "--against", Image);
        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
    }

    [Fact]
    public async Task Protos_FieldWithAnotherNumber_IsFound()
    {
        var copy = Directory.CreateTempSubdirectory("flux-contract").FullName;
        try
        {
            Copy(Path.Combine(RepositoryFolders.Root, "protos"), Path.Combine(copy, "protos"));
            File.Copy(Path.Combine(RepositoryFolders.Root, "buf.yaml"), Path.Combine(copy, "buf.yaml"));
            var file = Path.Combine(copy, "protos", "flux", "common", "v1", "common.proto");
            await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("string username = 2;", "string username = 12;", StringComparison.Ordinal));
            var result = await Buf.RunAsync("breaking", copy, "--against", Image);
            Assert.NotEqual(0, result.ExitCode);
            Assert.Contains("common.proto", result.Output + result.Errors);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*.proto", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
