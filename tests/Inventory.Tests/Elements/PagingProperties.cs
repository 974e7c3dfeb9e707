using Flux.Contracts.Inventory.V1;
using Flux.Testing;

namespace Flux.Inventory.Tests.Elements;

public sealed class PagingProperties : InventoryTest
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task List_WhileElementsComeAndGo_ShowsEachThatStaysOnce(int seed)
    {
        var random = new Random(seed);
        var there = new Dictionary<long, string>();
        for (var i = 0; i < 25; i++) there.Add(await CreateAsync(new Element { Name = $"r{i}" }), $"r{i}");
        var (stayed, everThere) = (there.Keys.ToHashSet(), there.Keys.ToHashSet());
        var seen = new List<long>();
        var request = new ListElementsRequest { PageSize = random.Next(1, 6) };
        do
        {
            var page = await Client.ListElementsAsync(request);
            seen.AddRange(page.Elements.Select(element => element.Id));
            request.PageToken = page.NextPageToken;
            for (var i = random.Next(4); i > 0; i--)
            {
                if (random.Next(2) == 0 && there.Count < 40)
                {
                    var id = await CreateAsync(new Element { Name = $"new{everThere.Count}" });
                    there.Add(id, "");
                    everThere.Add(id);
                }
                else
                {
                    var id = there.Keys.ElementAt(random.Next(there.Count));
                    await Client.DeleteElementAsync(new DeleteElementRequest { Id = id });
                    there.Remove(id);
                    stayed.Remove(id);
                }
            }
        }
        while (request.PageToken.Length > 0 && there.Count > 0);
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Equal(seen.Order(), seen);
        if (there.Count > 0) Assert.Subset(seen.ToHashSet(), stayed);
        Assert.Subset(everThere, seen.ToHashSet());
    }
}
