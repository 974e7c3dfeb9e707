using Flux.Documents.Mongo;
using Flux.Documents.Mongo.Writes;

namespace Flux.Documents.Tests.Mongo;

/// <summary>A server without transactions, and batches that pass a unique value from one document to another, which a stranger takes in between.</summary>
public sealed class HandoverTests(SingleServer fixture) : IClassFixture<SingleServer>
{
    private static readonly DocumentType<Device> Devices = Device.Type;
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly string database = $"t{Guid.NewGuid():N}";

    [Fact]
    public async Task Commit_StrangerTakesTheValueInBetween_StrangerIsToldOfTheDuplicateAndNothingIsLost()
    {
        await using var other = await ReadyAsync();
        await using var store = Open(Once(IntentStep.PartlyApplied, () => Assert.Equal("name", Insert(other, "stranger", "handed").Index)));
        await FillAsync(store);
        await store.CommitAsync(Batch(), None);
        await CheckAsync(store);
        await CheckAsync(other);
        // The stranger's writer can go on with another name.
        await other.InsertAsync(Devices, "stranger", new Device("free"), None);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Commit_StrangerTakesTheValueAndDies_IsSentAway(bool batchDiesToo)
    {
        await using var dying = await ReadyAsync(step => Crash(step == IntentStep.Unconfirmed));
        await using (var store = Open(Once(IntentStep.PartlyApplied, () =>
        {
            Assert.IsType<OperationCanceledException>(Record.Exception(() => dying.InsertAsync(Devices, "stranger", new Device("handed"), None).GetAwaiter().GetResult()));
            Crash(batchDiesToo);
        })))
        {
            await FillAsync(store);
            var commit = () => store.CommitAsync(Batch(), None);
            if (batchDiesToo) await Assert.ThrowsAsync<OperationCanceledException>(commit);
            else await commit();
        }

        await using var next = Open();
        await CheckAsync(next);
        // What is left of it is in nobody's way.
        await next.InsertAsync(Devices, "stranger", new Device("free"), None);
        Assert.Empty((await fixture.Server.PeekAsync(next.Database, "flux.intents")).EnumerateArray());
        Assert.DoesNotContain("lock", (await fixture.Server.PeekAsync(next.Database, "devices")).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commit_AnotherBatchTakesTheValueInBetween_IsToldOfTheDuplicate()
    {
        await using var other = await ReadyAsync();
        await using var store = Open(Once(IntentStep.PartlyApplied, () =>
        {
            var error = Record.Exception(() => other.CommitAsync(
                new DocumentBatch().Insert(Devices, "s1", new Device("handed")).Insert(Devices, "s2", new Device("more")), None).GetAwaiter().GetResult());
            Assert.Equal("name", Assert.IsType<DuplicateKeyException>(error).Index);
        }));
        await FillAsync(store);
        await store.CommitAsync(Batch(), None);
        await CheckAsync(store);
    }

    [Fact]
    public async Task Update_ToAnotherUniqueValueThatIsPassedOn_IsToldOfTheDuplicateAndKeepsItsOwn()
    {
        await using var other = await ReadyAsync();
        await using var store = Open(Once(IntentStep.PartlyApplied, () => Assert.IsType<DuplicateKeyException>(
            Record.Exception(() => other.PutAsync(Devices, "third", new Device("handed"), None).GetAwaiter().GetResult()))));
        await FillAsync(store);
        await store.InsertAsync(Devices, "third", new Device("third"), None);
        await store.CommitAsync(Batch(), None);
        await CheckAsync(store, "third");
        Assert.Equal("third", (await store.GetAsync(Devices, "third", None))!.Value.Name);
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("b", "a")]
    public async Task Commit_NamesChangePlaces_BothHaveTheirNewOnes(string one, string two)
    {
        await using var store = Open();
        await store.InsertAsync(Devices, one, new Device("first"), None);
        await store.InsertAsync(Devices, two, new Device("second"), None);
        await store.CommitAsync(new DocumentBatch().Put(Devices, one, new Device("second")).Put(Devices, two, new Device("first")), None);
        Assert.Equal(("second", "first"), ((await store.GetAsync(Devices, one, None))!.Value.Name, (await store.GetAsync(Devices, two, None))!.Value.Name));
        await Assert.ThrowsAsync<DuplicateKeyException>(() => store.InsertAsync(Devices, "c", new Device("first"), None));
        await store.CommitAsync(new DocumentBatch().Put(Devices, one, new Device("third")).Put(Devices, two, new Device("second")), None);
        Assert.Equal("second", (await store.GetAsync(Devices, two, None))!.Value.Name);
    }

    private static async Task FillAsync(MongoDocumentStore store) => await store.InsertAsync(Devices, "giver", new Device("handed"), None);

    // The removal gives up the name that the new document takes.
    private static DocumentBatch Batch() => new DocumentBatch().Delete(Devices, "giver", 1).Insert(Devices, "heir", new Device("handed"));

    private static async Task CheckAsync(MongoDocumentStore store, params string[] more)
    {
        var all = (await store.QueryAsync(Devices, DocumentQuery.All, None)).Items;
        Assert.Equal(["heir", .. more], all.Select(document => document.Id));
        Assert.Equal("handed", all[0].Value.Name);
        Assert.Equal("heir", (await store.FirstOrDefaultAsync(Devices, DocumentQuery.All.Where("name", DocumentOperator.Equal, "handed"), None))?.Id);
    }

    private static DuplicateKeyException Insert(MongoDocumentStore store, string id, string name) =>
        Assert.IsType<DuplicateKeyException>(Record.Exception(() => store.InsertAsync(Devices, id, new Device(name), None).GetAwaiter().GetResult()));

    private static void Crash(bool now)
    {
        if (now) throw new OperationCanceledException("crash");
    }

    private static Action<IntentStep> Once(IntentStep wanted, Action action)
    {
        var count = 0;
        return step =>
        {
            if (step == wanted && Interlocked.Increment(ref count) == 1) action();
        };
    }

    // A store settles what it finds when it starts: so these must have started before.
    private async Task<MongoDocumentStore> ReadyAsync(Action<IntentStep>? reached = null)
    {
        var store = Open(reached);
        await store.GetAsync(Devices, "none", None);
        return store;
    }

    private MongoDocumentStore Open(Action<IntentStep>? reached = null) =>
        new(new DocumentOptions { MongoDb = fixture.Server.ConnectionString, FileName = database }, reached);
}
