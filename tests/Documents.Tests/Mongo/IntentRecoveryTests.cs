using Flux.Documents.Mongo;
using Flux.Documents.Mongo.Writes;
using static Flux.Documents.DocumentOperator;

namespace Flux.Documents.Tests.Mongo;

/// <summary>A server without transactions, and a process that dies in the middle of a batch.</summary>
public sealed class IntentRecoveryTests(SingleServer fixture) : IClassFixture<SingleServer>
{
    private static readonly DocumentType<Device> Devices = Device.Type;
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly string database = $"t{Guid.NewGuid():N}";

    public static TheoryData<string, bool> Steps => new()
    {
        { nameof(IntentStep.Announced), false },
        { nameof(IntentStep.Locked), false },
        { nameof(IntentStep.Decided), true },
        { nameof(IntentStep.PartlyApplied), true },
        { nameof(IntentStep.Applied), true },
    };

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Crash_AtAnyStep_NextStartFindsTheBatchWholeOrAbsent(string step, bool done)
    {
        await CrashAsync(step);
        await using var next = Open();
        await CheckAsync(next, done);
        Assert.Empty((await fixture.Server.PeekAsync(next.Database, "flux.intents")).EnumerateArray());
        Assert.DoesNotContain("lock", (await fixture.Server.PeekAsync(next.Database, "devices")).GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Crash_AtAnyStep_AnotherRunningProcessEndsTheBatch(string step, bool done)
    {
        await using var other = Open();
        await other.CheckAsync(None);
        await CrashAsync(step);
        // Nothing of an undecided batch shows meanwhile.
        if (!done) await CheckAsync(other, done: false);
        // What readiness asks for every few seconds; what is still undecided the second time is undone.
        await other.CheckAsync(None);
        await other.CheckAsync(None);
        await CheckAsync(other, done);
        Assert.Empty((await fixture.Server.PeekAsync(other.Database, "flux.intents")).EnumerateArray());
    }

    [Theory]
    [InlineData(nameof(IntentStep.Locked), "old")]
    [InlineData(nameof(IntentStep.Decided), "renamed")]
    public async Task Crash_AnotherWriterMeetsTheLocks_EndsTheBatchFirst(string step, string before)
    {
        await using var other = Open();
        await other.CheckAsync(None);
        await CrashAsync(step);
        var seen = "";
        await other.PatchAsync(Devices, "keep", device => device with { Weight = (seen = device.Name).Length }, None);
        // A name that the batch reserves is free again, or really taken.
        var insert = () => other.InsertAsync(Devices, "own", new Device("fresh"), None);
        if (step == nameof(IntentStep.Locked)) await insert();
        else await Assert.ThrowsAsync<DuplicateKeyException>(insert);
        Assert.Equal(before, (await other.GetAsync(Devices, "keep", None))!.Value.Name);
        Assert.NotEqual("", seen);
    }

    [Fact]
    public async Task Write_OfAWriterThatWasThoughtDead_HasNoEffect()
    {
        using var stalled = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var steps = 0;
        await using var slow = Open(step =>
        {
            if (step != IntentStep.Locked || Interlocked.Increment(ref steps) > 1) return;
            stalled.Set();
            goOn.Wait();
        });
        await FillAsync(slow);
        var batch = Task.Run(() => slow.CommitAsync(Batch(), None));
        stalled.Wait();
        await using (var other = Open())
        {
            // Starting, it undoes what it finds undecided, and takes the name.
            await other.InsertAsync(Devices, "first", new Device("fresh"), None);
        }

        goOn.Set();
        var error = await Assert.ThrowsAsync<DuplicateKeyException>(() => batch);
        Assert.Equal(("name", "new"), (error.Index, error.Id));
        await using var check = Open();
        Assert.Equal("old", (await check.GetAsync(Devices, "keep", None))!.Value.Name);
        Assert.NotNull(await check.GetAsync(Devices, "gone", None));
    }

    private async Task CrashAsync(string step)
    {
        await using var crashing = Open(reached =>
        {
            if (reached.ToString() == step) throw new OperationCanceledException("crash");
        });
        await FillAsync(crashing);
        await Assert.ThrowsAsync<OperationCanceledException>(() => crashing.CommitAsync(Batch(), None));
    }

    private static async Task FillAsync(MongoDocumentStore store)
    {
        await store.InsertAsync(Devices, "keep", new Device("old", 1), None);
        await store.InsertAsync(Devices, "gone", new Device("leaving"), None);
    }

    // A rename, a removal, and two new documents, one of which takes the name that the removal gives up.
    private static DocumentBatch Batch() => new DocumentBatch()
        .Put(Devices, "keep", new Device("renamed", 2)).Delete(Devices, "gone", 1).Insert(Devices, "new", new Device("fresh")).Insert(Devices, "heir", new Device("leaving"));

    private static async Task CheckAsync(MongoDocumentStore store, bool done)
    {
        var all = (await store.QueryAsync(Devices, DocumentQuery.All, None)).Items.Select(document => document.Id);
        Assert.Equal(done ? ["heir", "keep", "new"] : ["gone", "keep"], all.Except(["own"]));
        Assert.Equal(done ? null : "keep", (await store.FirstOrDefaultAsync(Devices, DocumentQuery.All.Where("name", Equal, "old"), None))?.Id);
    }

    private MongoDocumentStore Open(Action<IntentStep>? reached = null) =>
        new(new DocumentOptions { MongoDb = fixture.Server.ConnectionString, FileName = database }, reached);
}
