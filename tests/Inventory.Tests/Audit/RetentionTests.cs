using Flux.Contracts.Inventory.V1;
using Flux.Inventory.Audit;
using Flux.Inventory.Configurations;
using Flux.Testing;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Flux.Inventory.Tests.Audit;

public sealed class RetentionTests : InventoryTest
{
    [Fact]
    public async Task Sweep_OldEntries_AreDeletedInBatchesAndYoungOnesStay()
    {
        for (var i = 0; i < 3; i++) await CreateAsync(new Element { Name = $"e{i}" });
        Assert.Equal(0, await Sweeper(TimeSpan.FromDays(399)).SweepAsync(default));
        Assert.Equal(3, await Sweeper(TimeSpan.FromDays(401)).SweepAsync(default));
        Assert.Empty((await Administration.ListAuditEntriesAsync(new ListAuditEntriesRequest())).Entries);
        await CreateAsync(new Element { Name = "young" });
        var forever = ActivatorUtilities.CreateInstance<AuditRetention>(Host.Services, new InventoryOptions { KeepAudit = TimeSpan.Zero }, new LaterClock(TimeSpan.FromDays(5000)));
        Assert.Equal(0, await forever.SweepAsync(default));
    }

    [Fact]
    public async Task Save_MoreRevisionsThanAreKept_DropsTheOldestOfThisSectionOnly()
    {
        var id = await CreateAsync(new Element { Name = "e1" });
        await SaveAsync(new InventoryOptions(), id, "other", "kept");
        for (var i = 1; i <= 4; i++) await SaveAsync(new InventoryOptions(), id, "", $"text {i}");
        await SaveAsync(new InventoryOptions { KeepRevisions = 2 }, id, "", "text 5");
        var left = (await Configurations.ListConfigurationsAsync(new ListConfigurationsRequest { ElementId = id })).Configurations;
        Assert.Equal([("", 5L), ("", 4L), ("other", 1L)], left.Select(one => (one.Section, one.Revision)));
        await FailsAsync(StatusCode.NotFound, () => Configurations.GetConfigurationAsync(new GetConfigurationRequest { ElementId = id, Klass = "txt", Section = "", Revision = 3 }));
    }

    private async Task SaveAsync(InventoryOptions options, long id, string section, string text) =>
        await ActivatorUtilities.CreateInstance<ConfigurationWriter>(Host.Services, options).SaveAsync(
            new SaveConfigurationRequest { Configuration = new StoredConfiguration { ElementId = id, Klass = "txt", Section = section, Text = text } }, default);

    private AuditRetention Sweeper(TimeSpan later) => ActivatorUtilities.CreateInstance<AuditRetention>(Host.Services, new LaterClock(later));

    private sealed class LaterClock(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
