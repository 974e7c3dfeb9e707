using Flux.ContextBuilder.Tests.Support;
using Flux.Contracts.Context.V1;
using Flux.Contracts.Inventory.V1;

namespace Flux.ContextBuilder.Tests.Elements;

public sealed class ManyElementsTests : ContextTest
{
    [Fact]
    public async Task Build_ManyElements_KeepsTheirOrderOverAllParts()
    {
        // More than one part of the stream.
        var bundle = new ApplyInventoryRequest { Groups = { new Flux.Contracts.Inventory.V1.Group { Name = "many" } } };
        for (var i = 0; i < 700; i++)
            bundle.Elements.Add(new DeclaredElement { Element = new Element { Name = $"m{i}", Groups = { "many" }, Notes = new string('x', 5000) } });
        var ids = (await Inventory.ApplyInventoryAsync(bundle)).Resources.Where(resource => resource.Kind == "elements").Select(resource => resource.Id).ToList();
        var built = await Client.BuildElementContextsAsync(new BuildElementContextsRequest { ElementIds = { ids.Append(99_999) } });
        Assert.Equal(ids, built.Contexts.Select(context => context.ElementId));
        Assert.Equal([99_999], built.MissingIds);
    }
}
