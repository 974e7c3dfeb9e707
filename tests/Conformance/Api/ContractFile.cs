using Flux.Conformance.Peers;
using Google.Protobuf.Reflection;

namespace Flux.Conformance.Api;

/// <summary>A proto file with its comments.</summary>
internal sealed class ContractFile
{
    private static readonly Lazy<Task<IReadOnlyList<ContractFile>>> Read = new(BuildAsync);

    private readonly Dictionary<string, string> _comments;

    private ContractFile(FileDescriptorProto proto)
    {
        Proto = proto;
        _comments = proto.SourceCodeInfo.Location.Where(location => location.HasLeadingComments)
            .ToDictionary(location => string.Join('.', location.Path), location => Trim(location.LeadingComments));
    }

    public FileDescriptorProto Proto { get; }

    /// <summary>The suite's own files, by buf.</summary>
    public static Task<IReadOnlyList<ContractFile>> AllAsync() => Read.Value;

    /// <summary>The comment before the thing at a path of field numbers and indexes, as descriptor.proto defines it.</summary>
    public string Comment(params int[] path) => _comments.GetValueOrDefault(string.Join('.', path), "");

    private static async Task<IReadOnlyList<ContractFile>> BuildAsync()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("flux-contract").FullName, "contract.binpb");
        try
        {
            var result = await Buf.RunAsync("build", "--exclude-imports", "-o", file);
            Assert.True(result.ExitCode == 0, result.Errors);
            var set = FileDescriptorSet.Parser.ParseFrom(await File.ReadAllBytesAsync(file));
            return [.. set.File.Where(proto => proto.Package.StartsWith("flux.", StringComparison.Ordinal)).Select(proto => new ContractFile(proto))];
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    // Each line begins with the blank that follows "//".
    private static string Trim(string comment) =>
        string.Join('\n', comment.TrimEnd().Split('\n').Select(line => line.StartsWith(' ') ? line[1..] : line));
}
