using Flux.Cli.Supervision;
using Flux.Hosting;
using Flux.Lab;

namespace Flux.Cli.Tests.Supervision;

public sealed class SuiteFileTests
{
    [Fact]
    public void Read_RepositoryFile_ListsEveryServiceOnItsPort()
    {
        var services = SuiteFile.Read(Workspace.SuiteFile);
        Assert.Equal(
            FluxService.All.Select(service => (service.AppId, service.Port, service.HttpPort)).Order(),
            services.Select(service => (service.Name, service.Ports.Grpc, service.Ports.Http)).Order());
        Assert.Equal("flux-inventory", services[0].Name);
        Assert.Equal("flux-flow", services[^1].Name);
        Assert.All(services, service => Assert.True(File.Exists(Path.Combine(Workspace.Root, service.Project))));
    }

    [Theory]
    [InlineData("services: []", "1:1: services: lists no service")]
    [InlineData("name: x", "1:1: services: lists no service")]
    [InlineData("services:\n  - name: a\n    project: p\n", "2:5: services: a service needs name, project, and bindings")]
    [InlineData("services:\n  - name: a\n    project: p\n    bindings: [{name: grpc, port: 99999}, {name: http, port: 1}]\n", "2:5: services: a service needs")]
    public void Read_IncompleteFile_NamesTheLine(string text, string error)
    {
        using var directory = new TempDirectory();
        File.WriteAllText(directory["tye.yaml"], text);
        Assert.StartsWith($"{directory["tye.yaml"]}:{error}", Assert.Throws<CliException>(() => SuiteFile.Read(directory["tye.yaml"])).Message);
    }

    [Fact]
    public void Read_MissingFile_SaysSo() => Assert.Contains("is missing", Assert.Throws<CliException>(() => SuiteFile.Read("/nowhere/tye.yaml")).Message);
}
