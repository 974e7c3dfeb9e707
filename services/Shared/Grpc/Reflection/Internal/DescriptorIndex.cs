using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Routing;

namespace Grpc.Reflection.Internal;

// Everything that the mapped services declare: files by name, files by symbol, services.
internal sealed class DescriptorIndex
{
    private readonly Dictionary<string, FileDescriptor> _byName = [];
    private readonly Dictionary<string, FileDescriptor> _bySymbol = [];
    private readonly Dictionary<(string Type, int Number), FileDescriptor> _byExtension = [];

    public DescriptorIndex(EndpointDataSource endpoints) : this(ServicesOf(endpoints))
    {
    }

    internal DescriptorIndex(IEnumerable<ServiceDescriptor> services)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var service in services)
        {
            names.Add(service.FullName);
            AddFile(service.File);
        }
        ServiceNames = [.. names];
    }

    public IReadOnlyList<string> ServiceNames { get; }

    public FileDescriptor? FileByName(string name) => _byName.GetValueOrDefault(name);

    public FileDescriptor? FileBySymbol(string symbol) => _bySymbol.GetValueOrDefault(symbol.TrimStart('.'));

    public FileDescriptor? FileByExtension(string type, int number) => _byExtension.GetValueOrDefault((type, number));

    // Null: there is no such message type.
    public IReadOnlyList<int>? ExtensionsOf(string type) => _bySymbol.ContainsKey(type)
        ? [.. _byExtension.Keys.Where(k => k.Type == type).Select(k => k.Number).Order()]
        : null;

    // The file first, then all that it imports, each once.
    public static IReadOnlyList<ByteString> WithImports(FileDescriptor file)
    {
        var found = new List<FileDescriptor>();
        Visit(file);
        return [.. found.Select(f => f.SerializedData)];

        void Visit(FileDescriptor next)
        {
            if (found.Contains(next))
                return;
            found.Add(next);
            foreach (var import in next.Dependencies)
                Visit(import);
        }
    }

    private static IEnumerable<ServiceDescriptor> ServicesOf(EndpointDataSource endpoints)
    {
        var types = endpoints.Endpoints.Select(e => e.Metadata.GetMetadata<GrpcMethodMetadata>()?.ServiceType).OfType<Type>().Distinct();
        foreach (var type in types)
        {
            var bind = (BindServiceMethodAttribute?)Attribute.GetCustomAttribute(type, typeof(BindServiceMethodAttribute), inherit: true);
            if (bind?.BindType.GetProperty("Descriptor")?.GetValue(null) is ServiceDescriptor descriptor)
                yield return descriptor;
        }
    }

    private void AddFile(FileDescriptor file)
    {
        if (!_byName.TryAdd(file.Name, file))
            return;
        foreach (var service in file.Services)
        {
            _bySymbol[service.FullName] = file;
            foreach (var method in service.Methods)
                _bySymbol[method.FullName] = file;
        }
        foreach (var type in file.EnumTypes)
            _bySymbol[type.FullName] = file;
        foreach (var extension in file.Extensions.UnorderedExtensions)
            AddExtension(extension, file);
        foreach (var message in file.MessageTypes)
            AddMessage(message, file);
        foreach (var import in file.Dependencies)
            AddFile(import);
    }

    private void AddMessage(MessageDescriptor message, FileDescriptor file)
    {
        _bySymbol[message.FullName] = file;
        foreach (var field in message.Fields.InDeclarationOrder())
            _bySymbol[field.FullName] = file;
        foreach (var type in message.EnumTypes)
            _bySymbol[type.FullName] = file;
        foreach (var extension in message.Extensions.UnorderedExtensions)
            AddExtension(extension, file);
        foreach (var nested in message.NestedTypes)
            AddMessage(nested, file);
    }

    private void AddExtension(FieldDescriptor extension, FileDescriptor file)
    {
        _bySymbol[extension.FullName] = file;
        _byExtension[(extension.ExtendeeType.FullName, extension.FieldNumber)] = file;
    }
}
