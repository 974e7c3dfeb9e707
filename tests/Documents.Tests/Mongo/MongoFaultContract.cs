using System.Diagnostics;
using Flux.Documents.Mongo;
using static Flux.Documents.DocumentOperator;

namespace Flux.Documents.Tests.Mongo;

/// <summary>What happens when the server or the way to it fails: a typed error, or a retry that loses and doubles nothing.</summary>
public abstract class MongoFaultContract(MongoFixture fixture) : IAsyncLifetime
{
    protected static readonly DocumentType<Device> Devices = Device.Type;
    protected static readonly CancellationToken None = CancellationToken.None;
    private MongoDocumentStore? store;

    protected MongoServer Server => fixture.Server;

    private protected MongoDocumentStore Store => store!;

    public async Task InitializeAsync()
    {
        store = MongoContract.Open(Server.ConnectionString, $"t{Guid.NewGuid():N}");
        await store.CommitAsync(new DocumentBatch().Insert(Devices, "1", new Device("r1", 1)).Insert(Devices, "2", new Device("r2", 2)), None);
        await Server.LogAsync();
    }

    public async Task DisposeAsync() => await store!.DisposeAsync();

    [Theory]
    [InlineData("insert", "cut-before")]
    [InlineData("insert", "cut-after")]
    [InlineData("update", "cut-before")]
    [InlineData("update", "cut-after")]
    [InlineData("delete", "cut-before")]
    [InlineData("delete", "cut-after")]
    public async Task SingleWrite_ConnectionCut_IsDoneOnce(string command, string fault)
    {
        // Three times: more than the driver's own retry.
        foreach (var times in new[] { 1, 3 })
        {
            var (id, device) = ($"{command}-{times}", new Device($"{command}-{times}"));
            if (command != "insert") await Store.InsertAsync(Devices, id, device, None);
            await Server.FaultAsync(fault, command, times);
            if (command == "insert") Assert.Equal(1, (await Store.InsertAsync(Devices, id, device, None)).Version);
            else if (command == "update") Assert.Equal(2, (await Store.UpdateAsync(Devices, id, device with { Weight = 5 }, 1, None)).Version);
            else await Store.DeleteAsync(Devices, id, 1, None);
            var stored = await Store.GetAsync(Devices, id, None);
            Assert.Equal(command switch { "insert" => 1L, "update" => 2L, _ => null }, stored?.Version);
            if (command == "delete") await Server.FaultAsync("delay", "ping"); // Unused faults must not reach the next round.
            await Store.CheckAsync(None);
        }
    }

    [Theory]
    [InlineData("cut-before")]
    [InlineData("cut-after")]
    public async Task Put_ConnectionCut_CountsOneVersion(string fault)
    {
        await Server.FaultAsync(fault, "update", times: 2);
        Assert.Equal(2, (await Store.PutAsync(Devices, "1", new Device("r1", 7), None)).Version);
        Assert.Equal((2L, 7L), ((await Store.GetAsync(Devices, "1", None))!.Version, (await Store.GetAsync(Devices, "1", None))!.Value.Weight));
    }

    [Fact]
    public async Task Batch_ConnectionCutAtAnyCommand_IsDoneOnceAndWhole()
    {
        await Store.CommitAsync(Batch(0), None);
        var commands = (await Server.LogAsync()).Count;
        Assert.True(commands >= 4, "a batch needs several commands");
        for (var i = 0; i < commands; i++)
        {
            foreach (var fault in new[] { "cut-before", "cut-after" })
            {
                var round = 1 + (2 * i) + (fault == "cut-after" ? 1 : 0);
                await Server.FaultAsync(fault, "", skip: i);
                await Store.CommitAsync(Batch(round), None);
                Assert.Equal(round + 2L, (await Store.GetAsync(Devices, "1", None))!.Version);
                Assert.Equal(round, (await Store.GetAsync(Devices, "1", None))!.Value.Weight);
                Assert.Equal(1, (await Store.GetAsync(Devices, $"new-{round}", None))!.Version);
                await Server.StruckAsync(1);
            }
        }

        Assert.Equal(2 + 1 + (2 * commands), (await Store.QueryAsync(Devices, DocumentQuery.All, None)).Items.Count);
        Assert.Empty((await Server.PeekAsync(Store.Database, "flux.intents")).EnumerateArray());
    }

    [Fact]
    public async Task Server_AwayForTenSeconds_CallsWaitAndAreDoneOnce()
    {
        await Server.FaultAsync("away", "", milliseconds: 10_000);
        var watch = Stopwatch.StartNew();
        var read = Store.GetAsync(Devices, "1", None);
        await Server.StruckAsync(1);
        var writes = Enumerable.Range(0, 4).Select(i => Store.InsertAsync(Devices, $"away-{i}", new Device($"away-{i}"), None)).ToList();
        var sequence = Store.NextSequenceAsync("ids", 1, None);
        Assert.Equal("r1", (await read)!.Value.Name);
        Assert.All(await Task.WhenAll(writes), written => Assert.Equal(1, written.Version));
        Assert.True(await sequence >= 1);
        Assert.True(watch.Elapsed > TimeSpan.FromSeconds(9), "the server was away");
        Assert.Equal(6, (await Store.QueryAsync(Devices, DocumentQuery.All, None)).Items.Count);
    }

    [Fact]
    public async Task Server_SlowByHalfASecond_EveryCallIsDone()
    {
        foreach (var command in new[] { "find", "insert", "update", "delete", "findAndModify" }) await Server.FaultAsync("delay", command, milliseconds: 500);
        var written = await Store.InsertAsync(Devices, "slow", new Device("slow"), None);
        await Store.UpdateAsync(Devices, "slow", new Device("slow", 1), written.Version, None);
        Assert.Equal(1, (await Store.GetAsync(Devices, "slow", None))!.Value.Weight);
        await Store.DeleteAsync(Devices, "slow", 2, None);
        Assert.Equal(1, await Store.NextSequenceAsync("ids", 1, None));
        await Server.StruckAsync(5);
    }

    [Fact]
    public async Task Server_Gone_ThrowsUnavailableWithHostAndWithoutPassword()
    {
        await using var gone = MongoContract.Open("mongodb://user:secret-word@127.0.0.1:1/flux?serverSelectionTimeoutMS=300");
        var error = await Assert.ThrowsAsync<DocumentStoreUnavailableException>(() => gone.PutAsync(Devices, "1", new Device("r1"), None));
        Assert.Contains("127.0.0.1:1", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-word", error.ToString(), StringComparison.Ordinal);
        Assert.False(error.OutcomeUnknown);
    }

    [Fact]
    public async Task Write_CutAndOverwrittenByOthers_SaysThatTheOutcomeIsUnknown()
    {
        await Server.FaultAsync("cut-after", "update", times: 2);
        await Server.FaultAsync("delay", "find", milliseconds: 1500);
        // "find" is the look after the cut; meanwhile another writer goes two versions further.
        var write = Store.UpdateAsync(Devices, "1", new Device("mine"), 1, None);
        await Server.StruckAsync(2);
        await Server.SetAsync(Store.Database, "devices", new Dictionary<string, object> { ["version"] = 9, ["write"] = 0 });
        var error = await Assert.ThrowsAnyAsync<DocumentException>(() => write);
        Assert.True(error is DocumentStoreUnavailableException { OutcomeUnknown: true }, error.ToString());
    }

    [Theory]
    [InlineData(14031, "room")]
    [InlineData(13, "readWrite")]
    [InlineData(8000, "8000")]
    public async Task Server_Refuses_ThrowsUnavailableWithRemedy_WritesNothing(int code, string text)
    {
        await Server.FaultAsync("error", "insert", code: code);
        var error = await Assert.ThrowsAsync<DocumentStoreUnavailableException>(() => Store.InsertAsync(Devices, "3", new Device("r3"), None));
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
        Assert.False(error.OutcomeUnknown);
        Assert.Null(await Store.GetAsync(Devices, "3", None));
        await Store.InsertAsync(Devices, "3", new Device("r3"), None);
    }

    [Fact]
    public async Task Primary_StepsDown_WriteIsRepeatedOnTheNext()
    {
        await Server.FaultAsync("error", "insert", times: 2, code: 10107, message: "not primary");
        Assert.Equal(1, (await Store.InsertAsync(Devices, "3", new Device("r3"), None)).Version);
    }

    [Fact]
    public async Task Document_LargerThanServersTake_ThrowsTooLarge()
    {
        await using var large = new MongoDocumentStore(new DocumentOptions { MongoDb = Server.ConnectionString, FileName = "large.db", MaxDocumentBytes = 64 << 20 });
        var error = await Assert.ThrowsAsync<DocumentTooLargeException>(() => large.PutAsync(Devices, "1", new Device(new string('x', 17 << 20)), None));
        Assert.True(error.Limit < 16 << 20);
        await Assert.ThrowsAsync<DocumentTooLargeException>(
            () => large.CommitAsync(new DocumentBatch().Insert(Devices, "2", new Device("small")).Insert(Devices, "3", new Device(new string('x', 17 << 20))), None));
        Assert.Null(await large.GetAsync(Devices, "2", None));
    }

    [Fact]
    public async Task Read_ConnectionCut_IsRepeated()
    {
        await Server.FaultAsync("cut-after", "find", times: 3);
        Assert.Equal("r1", (await Store.FirstOrDefaultAsync(Devices, DocumentQuery.All.Where("name", Equal, "r1"), None))!.Value.Name);
    }

    private static DocumentBatch Batch(int round) => new DocumentBatch()
        .Put(Devices, "1", new Device($"r1-{round}", round)).Insert(Devices, $"new-{round}", new Device($"new-{round}")).Put(Devices, "2", new Device("r2", round));
}
