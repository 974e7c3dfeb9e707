using Flux.ContextBuilder.Tests.Support;
using Flux.Contracts.Context.V1;
using Flux.Contracts.Inventory.V1;
using Grpc.Core;

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
        var streamed = new List<ElementContext>();
        var parts = 0;
        using var call = Client.StreamElementContexts(new StreamElementContextsRequest { ElementIds = { ids.Concat(Enumerable.Range(100_000, 9_300).Select(id => (long)id)) } });
        await foreach (var part in call.ResponseStream.ReadAllAsync())
        {
            Assert.Equal(parts++ == 0 ? 9_300 : 0, part.MissingIds.Count);
            streamed.AddRange(part.Contexts);
        }

        Assert.Equal(built.Contexts.Select(context => context.ElementId), streamed.Select(context => context.ElementId));
        using var tooMany = Client.StreamElementContexts(new StreamElementContextsRequest { ElementIds = { Enumerable.Range(1, 10_001).Select(id => (long)id) } });
        Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(() => tooMany.ResponseStream.MoveNext(default))).StatusCode);
    }
}
