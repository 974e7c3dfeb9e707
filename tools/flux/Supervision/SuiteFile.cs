using Flux.Cli.Yaml;

namespace Flux.Cli.Supervision;

/// <summary>Reads tye.yaml: the services, in the order in which they are started.</summary>
internal static class SuiteFile
{
    /// <summary>The services of a file.</summary>
    /// <exception cref="CliException">The file is missing or lacks something; the message names the line.</exception>
    public static IReadOnlyList<ServiceDefinition> Read(string file)
    {
        if (!File.Exists(file))
            throw new CliException($"{file} is missing: it lists the services");
        var errors = new SourceErrors(file);
        var root = YamlReader.Read(File.ReadAllText(file), new Substitution(new Dictionary<string, string>(), Environment.GetEnvironmentVariable), errors);
        var services = new List<ServiceDefinition>();
        foreach (var service in (root?["services"] as YamlList)?.Items ?? [])
        {
            var (name, project) = (Text(service, "name"), Text(service, "project"));
            var (grpc, http) = (Port(service, "grpc"), Port(service, "http"));
            if (name is null || project is null || grpc is null || http is null)
                errors.Add(service.Position, "services", "a service needs name, project, and bindings named grpc and http with a port each");
            else
                services.Add(new ServiceDefinition(name, project, new ServicePorts(grpc.Value, http.Value)));
        }

        if (errors.All.Count == 0 && services.Count == 0)
            errors.Add(new SourcePosition(1, 1), "services", "lists no service");
        return errors.All.Count == 0 ? services : throw new CliException(string.Join('\n', errors.All));
    }

    private static string? Text(YamlValue value, string key) => ((value as YamlMap)?[key] as YamlScalar)?.Text;

    private static int? Port(YamlValue service, string binding)
    {
        var bindings = ((service as YamlMap)?["bindings"] as YamlList)?.Items ?? [];
        return bindings.FirstOrDefault(item => Text(item, "name") == binding) is { } found && ushort.TryParse(Text(found, "port"), out var port) ? port : null;
    }
}
