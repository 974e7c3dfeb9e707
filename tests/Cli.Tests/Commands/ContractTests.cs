using Flux.Cli.Calling;

namespace Flux.Cli.Tests.Commands;

public sealed class ContractTests
{
    [Theory]
    [InlineData("flux.inventory.v1.InventoryService/ListElements", "flux-inventory")]
    [InlineData("InventoryService/ListElements", "flux-inventory")]
    [InlineData("ListElements", "flux-inventory")]
    [InlineData("runflow", "flux-flow")]
    [InlineData("RenderPreview", "flux-notification")]
    public void Find_NameOrEnding_LeadsToTheService(string name, string service) => Assert.Equal(service, Contract.Find(name).Service.AppId);

    [Theory]
    [InlineData("ListElemnts", "did you mean 'ListElements'?")]
    [InlineData("Service/ListElements", "no method")]
    public void Find_WrongName_Helps(string name, string help) => Assert.Contains(help, Assert.Throws<CliException>(() => Contract.Find(name)).Message);

    [Fact]
    public void Methods_OfTheContract_AreAllThere()
    {
        var services = Contract.Methods.Select(entry => entry.Method.Service.FullName).ToHashSet();
        var declared = Directory.EnumerateFiles(Path.Combine(Workspace.Root, "protos"), "*_service.proto", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith("internal_service.proto", StringComparison.Ordinal)).Count();
        Assert.Equal(declared, services.Count);
    }
}
