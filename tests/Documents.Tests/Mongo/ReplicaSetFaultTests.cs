namespace Flux.Documents.Tests.Mongo;

public sealed class ReplicaSetFaultTests(ReplicaSet fixture) : MongoFaultContract(fixture), IClassFixture<ReplicaSet>
{
    [Fact]
    public async Task SingleWrite_GoesAsRetryableWrite_AndBatchAsTransaction()
    {
        await Store.InsertAsync(Devices, "3", new Device("r3"), None);
        Assert.Equal(["insert devices retryable"], await Server.LogAsync());
        await Store.CommitAsync(new DocumentBatch().Insert(Devices, "4", new Device("r4")).Update(Devices, "1", new Device("r1", 5), 1), None);
        Assert.Equal(["update devices transaction", "insert devices transaction", "commitTransaction 1 transaction"], await Server.LogAsync());
    }

    [Fact]
    public async Task Transaction_LosesAgainstAnother_IsTriedAgain()
    {
        await Server.FaultAsync("error", "update", times: 3, code: 112, message: "WriteConflict", labels: "TransientTransactionError");
        await Store.CommitAsync(new DocumentBatch().Put(Devices, "1", new Device("r1", 8)).Put(Devices, "2", new Device("r2", 8)), None);
        Assert.Equal([(2L, 8L), (2L, 8L)], (await Store.GetManyAsync(Devices, ["1", "2"], None)).Select(document => (document.Version, document.Value.Weight)));
    }

    [Fact]
    public async Task Write_NoMajorityConfirms_SaysThatTheOutcomeIsUnknown()
    {
        await Server.FaultAsync("minority", "insert");
        var error = await Assert.ThrowsAsync<DocumentStoreUnavailableException>(() => Store.InsertAsync(Devices, "3", new Device("r3"), None));
        Assert.True(error.OutcomeUnknown);
        Assert.Contains("majority", error.Message, StringComparison.Ordinal);
    }

    // What waited for a call goes on in the driver's own thread, which keeps the next call for itself.
    [Fact]
    public async Task GetAsync_FromCodeThatBlocksADriversThread_IsAnsweredAllTheSame()
    {
        // An answer that is there before the code waits for it goes on elsewhere, so there may be several attempts.
        var there = await Task.Run(async () =>
        {
            for (var attempt = 0; attempt < 1000; attempt++)
            {
                await Store.GetAsync(Devices, "1", None);
                var name = Thread.CurrentThread.Name!;
                Assert.Equal("r2", Blocking(Store.GetAsync(Devices, "2", None))!.Value.Name);
                if (name.StartsWith("mongodb ", StringComparison.Ordinal)) return true;
            }

            return false;
        });
        Assert.True(there);
    }

    private static TResult Blocking<TResult>(Task<TResult> task) => task.GetAwaiter().GetResult();
}
