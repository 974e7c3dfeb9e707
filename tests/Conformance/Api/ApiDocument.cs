using System.Text;
using Flux.Cli;
using Flux.Cli.Supervision;
using Flux.Conformance.Contract;
using Flux.Conformance.Peers;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Flux.Conformance.Api;

/// <summary>Writes docs/api.md from the protos and the examples.</summary>
internal sealed class ApiDocument(IReadOnlyList<ContractFile> files, IReadOnlyList<ApiExample> examples)
{
    // Field numbers of descriptor.proto, of which the paths of comments are made.
    private const int Messages = 4, Enums = 5, Services = 6;

    private readonly IReadOnlyList<ServiceDefinition> _programs = [.. SuiteFile.Read(Workspace.SuiteFile).OrderBy(program => program.Ports.Grpc)];
    private readonly StringBuilder _text = new();

    public static string File { get; } = Path.Combine(RepositoryFolders.Root, "docs", "api.md");

    /// <summary>The whole document.</summary>
    public static async Task<string> WriteAsync() => new ApiDocument(await ContractFile.AllAsync(), ApiExamples.Read()).Write();

    private string Write()
    {
        _text.Append("""
            # The contract

            Written from [protos/](../protos/flux) and [api-examples.yaml](api-examples.yaml) by a test of tests/Conformance: do not edit.
            To write it again after a change: `FLUX_WRITE_DOCS=1 dotnet test tests/Conformance --filter ApiDocument`.

            The lines work against `./flux up` after `./flux apply -f examples/demo.yaml` on an empty data directory; those that use a
            variable need the line that sets it. `buf curl --protocol grpc --http2-prior-knowledge -d ... http://ADDRESS/METHOD` does the same.
            Statuses and error details are in [errors.md](errors.md).

            All calls keep to the same rules ([aip.dev](https://google.aip.dev)):

            - Lists come in pages: give `next_page_token` as `page_token`, with the same other fields, until it is empty (AIP-158).
            - Update writes the fields of `update_mask`, by proto name (`max_concurrency`, `http.path`, `*` for all; in JSON the mask is one text of JSON names:
              `"maxConcurrency,http.path"`), without a mask every field that is set (AIP-134, 161). Create fails where the name is taken, Update where nothing is;
              Apply does either.
            - An `etag` that is given must be the stored one, else the call is ABORTED and nothing happens; empty takes whatever is stored (AIP-154).
            - A call that is repeated with the same `request_id` answers as before and does nothing twice (AIP-155).
            - With `validate_only` a call checks all that it would check, answers what it would answer, and changes nothing (AIP-163).


            """);
        foreach (var program in _programs)
            _text.Append($"- [{program.Name}](#{program.Name}): {string.Join(", ", ServicesOf(program).Select(item => $"[{item.Service.Name}](#{Anchor(item.Service.Name)})"))}\n");
        _text.Append("- [Common types](#common-types)\n");
        foreach (var program in _programs)
            WriteProgram(program);
        _text.Append("\n## Common types\n");
        foreach (var file in files.Where(file => !_programs.Any(program => SixServices.PackageOf(program.Name) == file.Proto.Package)))
            WriteTypes(file);
        return _text.ToString();
    }

    private void WriteProgram(ServiceDefinition program)
    {
        _text.Append($"\n## {program.Name}\n\nPackage `{SixServices.PackageOf(program.Name)}`, at 127.0.0.1:{program.Ports.Grpc}.\n");
        foreach (var (file, service, index) in ServicesOf(program))
        {
            _text.Append($"\n### {service.Name}\n\n{file.Comment(Services, index)}\n");
            for (var method = 0; method < service.Method.Count; method++)
                WriteMethod(file, service, service.Method[method], file.Comment(Services, index, 2, method));
        }
        foreach (var file in files.Where(file => file.Proto.Package == SixServices.PackageOf(program.Name)))
            WriteTypes(file);
    }

    private void WriteMethod(ContractFile file, ServiceDescriptorProto service, MethodDescriptorProto method, string comment)
    {
        var (request, response) = (Stream(method.ClientStreaming, method.InputType), Stream(method.ServerStreaming, method.OutputType));
        _text.Append($"\n#### {service.Name}.{method.Name}\n\n{request} → {response}\n\n{comment}\n");
        foreach (var example in examples.Where(example => example.Rpc == $"{file.Proto.Package}.{service.Name}/{method.Name}"))
        {
            _text.Append($"\n```sh\n{string.Join('\n', GrpcurlLine.Of(example, Address))}\n```\n");
            if (example.Status != StatusCode.OK)
                _text.Append($"\nWith the demo's data the line above ends with {example.Status}.\n");
        }
    }

    private void WriteTypes(ContractFile file)
    {
        for (var index = 0; index < file.Proto.MessageType.Count; index++)
            WriteMessage(file, file.Proto.MessageType[index], index);
        for (var index = 0; index < file.Proto.EnumType.Count; index++)
            WriteEnum(file, file.Proto.EnumType[index], index);
    }

    private void WriteMessage(ContractFile file, DescriptorProto message, int index)
    {
        _text.Append($"\n#### {file.Proto.Package}.{message.Name}\n\n{file.Comment(Messages, index)}\n");
        if (message.Field.Count > 0)
            _text.Append("\n| Field | Type | |\n|---|---|---|\n");
        for (var field = 0; field < message.Field.Count; field++)
        {
            var proto = message.Field[field];
            _text.Append($"| `{proto.Name}` = {proto.Number} | {FieldType.Of(proto, message)} | {Cell(file.Comment(Messages, index, 2, field))} |\n");
        }
    }

    private void WriteEnum(ContractFile file, EnumDescriptorProto type, int index)
    {
        _text.Append($"\n#### {file.Proto.Package}.{type.Name}\n\n{file.Comment(Enums, index)}\n\n| Value | |\n|---|---|\n");
        for (var value = 0; value < type.Value.Count; value++)
            _text.Append($"| `{type.Value[value].Name}` = {type.Value[value].Number} | {Cell(file.Comment(Enums, index, 2, value))} |\n");
    }

    private IEnumerable<(ContractFile File, ServiceDescriptorProto Service, int Index)> ServicesOf(ServiceDefinition program) =>
        from file in files
        where file.Proto.Package == SixServices.PackageOf(program.Name)
        from item in file.Proto.Service.Select((service, index) => (file, service, index))
        orderby item.service.Name.StartsWith("Internal", StringComparison.Ordinal)
        select item;

    private string Address(string service) =>
        $"127.0.0.1:{_programs.First(program => service.StartsWith(SixServices.PackageOf(program.Name) + ".", StringComparison.Ordinal)).Ports.Grpc}";

    private static string Stream(bool streaming, string type) => (streaming ? "stream of " : "") + FieldType.Link(type);

    // "|" ends a cell, also in code.
    private static string Cell(string comment) =>
        comment.Replace("|", @"\|", StringComparison.Ordinal).Replace("\n", "<br>", StringComparison.Ordinal);

    private static string Anchor(string heading) => heading.ToLowerInvariant();
}
