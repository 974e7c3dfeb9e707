using System.Text.Json;
using static Flux.Documents.DocumentOperator;

namespace Flux.Documents.Tests;

/// <summary>What every adapter of <see cref="IDocumentStore"/> must do.</summary>
public abstract class DocumentStoreContract
{
    protected static readonly DocumentType<Device> Devices = Device.Type;
    protected static readonly CancellationToken None = CancellationToken.None;

    protected abstract IDocumentStoreConnection Store { get; }

    /// <summary>Closes the store and opens it on the same data.</summary>
    protected abstract Task<IDocumentStoreConnection> ReopenAsync();

    [Fact]
    public async Task Insert_ThenGet_AnswersValueWithVersionOne()
    {
        var written = await Store.InsertAsync(Devices, "1", new Device("r1", 5) { Tags = ["a"] }, None);
        var read = await Store.GetAsync(Devices, "1", None);
        Assert.Equal(1, written.Version);
        Assert.Equal(("1", 1L, "r1", 5L, "a"), (read!.Id, read.Version, read.Value.Name, read.Value.Weight, read.Value.Tags.Single()));
        Assert.Null(await Store.GetAsync(Devices, "2", None));
    }

    [Fact]
    public async Task Insert_ExistingId_ThrowsDuplicateKeyOfId()
    {
        await Store.InsertAsync(Devices, "1", new Device("r1"), None);
        var error = await Assert.ThrowsAsync<DuplicateKeyException>(() => Store.InsertAsync(Devices, "1", new Device("r2"), None));
        Assert.Equal(("devices", "id", "1"), (error.Collection, error.Index, error.Id));
    }

    [Fact]
    public async Task Put_ExistingUniqueValue_ThrowsDuplicateKeyOfIndexAndWritesNothing()
    {
        await Store.InsertAsync(Devices, "1", new Device("r1"), None);
        var batch = new DocumentBatch().Put(Devices, "2", new Device("r2")).Put(Devices, "3", new Device("r1"));
        var error = await Assert.ThrowsAsync<DuplicateKeyException>(() => Store.CommitAsync(batch, None));
        Assert.Equal(("name", "3"), (error.Index, error.Id));
        Assert.Null(await Store.GetAsync(Devices, "2", None));
    }

    [Fact]
    public async Task Require_DocumentThatIsMissingOrHasAnotherVersion_ThrowsConflictAndWritesNothing()
    {
        await Store.InsertAsync(Devices, "1", new Device("r1"), None);
        await Store.CommitAsync(new DocumentBatch().Require(Devices, "1").Require(Devices, "1", 1).Put(Devices, "2", new Device("r2")), None);
        // What the batch itself makes is there.
        await Store.CommitAsync(new DocumentBatch().Insert(Devices, "3", new Device("r3")).Require(Devices, "3").Put(Devices, "2", new Device("r2b")), None);
        var absent = await Assert.ThrowsAsync<DocumentConflictException>(() => Store.CommitAsync(new DocumentBatch().Put(Devices, "2", new Device("no")).Require(Devices, "9"), None));
        var stale = await Assert.ThrowsAsync<DocumentConflictException>(() => Store.CommitAsync(new DocumentBatch().Put(Devices, "2", new Device("no")).Require(Devices, "1", 7), None));
        Assert.Equal(("9", null, "1", 1L), (absent.Id, absent.ActualVersion, stale.Id, stale.ActualVersion));
        Assert.Equal(("r2b", 1L), ((await Store.GetAsync(Devices, "2", None))!.Value.Name, (await Store.GetAsync(Devices, "1", None))!.Version));
    }

    [Fact]
    public async Task Put_Twice_CountsVersions()
    {
        Assert.Equal(1, (await Store.PutAsync(Devices, "1", new Device("r1"), None)).Version);
        Assert.Equal(2, (await Store.PutAsync(Devices, "1", new Device("r1b"), None)).Version);
        Assert.Equal("r1b", (await Store.GetAsync(Devices, "1", None))!.Value.Name);
    }

    [Fact]
    public async Task Update_OtherVersion_ThrowsConflictWithActualVersion()
    {
        await Store.InsertAsync(Devices, "1", new Device("r1"), None);
        await Store.UpdateAsync(Devices, "1", new Device("r1", 1), 1, None);
        var stale = await Assert.ThrowsAsync<DocumentConflictException>(() => Store.UpdateAsync(Devices, "1", new Device("r1", 2), 1, None));
        var absent = await Assert.ThrowsAsync<DocumentConflictException>(() => Store.UpdateAsync(Devices, "9", new Device("r9"), 1, None));
        Assert.Equal((2L, null), (stale.ActualVersion, absent.ActualVersion));
        Assert.Equal(1, (await Store.GetAsync(Devices, "1", None))!.Value.Weight);
    }

    [Fact]
    public async Task Delete_RemovesDocumentAndItsIndexValues()
    {
        await Store.InsertAsync(Devices, "1", new Device("r1") { Tags = ["a"] }, None);
        await Assert.ThrowsAsync<DocumentConflictException>(() => Store.DeleteAsync(Devices, "1", 7, None));
        await Store.DeleteAsync(Devices, "1", 1, None);
        await Store.DeleteAsync(Devices, "1", null, None);
        Assert.Empty((await Store.QueryAsync(Devices, DocumentQuery.All.Where("tags", Equal, "a"), None)).Items);
        await Store.InsertAsync(Devices, "2", new Device("r1"), None);
    }

    [Fact]
    public async Task GetMany_KeepsRequestOrder_SkipsMissing()
    {
        await FillAsync(5);
        var documents = await Store.GetManyAsync(Devices, ["4", "nope", "2"], None);
        Assert.Equal(["4", "2"], documents.Select(document => document.Id));
    }

    [Theory]
    [InlineData("weight", Equal, 3L, "3")]
    [InlineData("weight", Greater, 3L, "4,5")]
    [InlineData("weight", GreaterOrEqual, 3L, "3,4,5")]
    [InlineData("weight", Less, 3L, "1,2")]
    [InlineData("weight", LessOrEqual, 3L, "1,2,3")]
    [InlineData("weight", In, new[] { 1L, 5L, 9L }, "1,5")]
    [InlineData("weight", In, new long[0], "")]
    [InlineData("name", Prefix, "device-", "1,2,3,4,5")]
    [InlineData("name", Prefix, "device-3", "3")]
    [InlineData("name", Prefix, "evice", "")]
    [InlineData("name", Contains, "vice-4", "4")]
    [InlineData("name", Contains, "%", "")]
    [InlineData("name", Contains, ".*", "")]
    [InlineData("active", Equal, true, "1,3,5")]
    [InlineData("site", Equal, null, "1,3,5")]
    [InlineData("site", Equal, "lab", "2,4")]
    [InlineData("tags", Equal, "odd", "1,3,5")]
    [InlineData("tags", In, new[] { "odd", "two" }, "1,2,3,5")]
    [InlineData("id", In, new[] { "2", "3" }, "2,3")]
    public async Task Query_Condition_FindsMatching(string index, DocumentOperator op, object? value, string expected)
    {
        await FillAsync(5);
        var page = await Store.QueryAsync(Devices, DocumentQuery.All.Where(index, op, value), None);
        Assert.Equal(expected, string.Join(',', page.Items.Select(document => document.Id)));
        Assert.Null(page.NextToken);
    }

    [Fact]
    public async Task Query_TimeIndex_ComparesInstantsAcrossOffsets()
    {
        await FillAsync(5);
        var time = new DateTimeOffset(2024, 1, 3, 5, 0, 0, TimeSpan.FromHours(5));
        var page = await Store.QueryAsync(Devices, DocumentQuery.All.Where("seen", LessOrEqual, time).OrderBy("seen", descending: true), None);
        Assert.Equal(["3", "2", "1"], page.Items.Select(document => document.Id));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("weight", false)]
    [InlineData("weight", true)]
    [InlineData("site", false)]
    [InlineData("site", true)]
    [InlineData("active", true)]
    public async Task Query_Pages_TogetherAreTheWholeResultInOrder(string? order, bool descending)
    {
        await FillAsync(11);
        var query = order is null ? DocumentQuery.All : DocumentQuery.All.OrderBy(order, descending);
        var whole = (await Store.QueryAsync(Devices, query, None)).Items.Select(document => document.Id).ToList();
        var paged = new List<string>();
        string? token = null;
        do
        {
            var page = await Store.QueryAsync(Devices, query.Take(3).After(token), None);
            paged.AddRange(page.Items.Select(document => document.Id));
            token = page.NextToken;
        }
        while (token is not null);
        Assert.Equal(11, whole.Count);
        Assert.Equal(whole, paged);
    }

    [Fact]
    public async Task Query_RowsChangeBetweenPages_NothingIsRepeatedOrSkipped()
    {
        await FillAsync(6);
        var query = DocumentQuery.All.OrderBy("weight").Take(3);
        var first = await Store.QueryAsync(Devices, query, None);
        await Store.CommitAsync(new DocumentBatch().Delete(Devices, "2").Insert(Devices, "0", new Device("new", -1)), None);
        var second = await Store.QueryAsync(Devices, query.After(first.NextToken), None);
        Assert.Equal(["4", "5", "6"], second.Items.Select(document => document.Id));
    }

    [Theory]
    [InlineData("not a token")]
    [InlineData("W10")]
    public async Task Query_DamagedToken_Throws(string token) =>
        await Assert.ThrowsAsync<InvalidPageTokenException>(() => Store.QueryAsync(Devices, DocumentQuery.All.After(token), None));

    [Fact]
    public async Task Query_TokenOfOtherArguments_Throws()
    {
        await FillAsync(4);
        var page = await Store.QueryAsync(Devices, DocumentQuery.All.Where("weight", Greater, 0L).Take(2), None);
        await Assert.ThrowsAsync<InvalidPageTokenException>(
            () => Store.QueryAsync(Devices, DocumentQuery.All.Where("weight", Greater, 1L).Take(2).After(page.NextToken), None));
    }

    [Fact]
    public async Task Query_UnknownIndex_NamesTheKnownOnes()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => Store.QueryAsync(Devices, DocumentQuery.All.Where("colour", Equal, "red"), None));
        Assert.Contains("weight", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[9007199254740993,1,1.0,1e2,-0.0,0.1,12345678901234567890123456789]")]
    [InlineData("""{"":1,"a.b":{"$c":null},"ü":"\u0000\"<>&'"}""")]
    public async Task Put_JsonElement_KeepsNumbersAndKeysExactly(string json)
    {
        await Store.PutAsync(Devices, "1", new Device("r1") { Data = JsonDocument.Parse(json).RootElement }, None);
        var read = (await Store.GetAsync(Devices, "1", None))!.Value.Data!.Value;
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(json).RootElement, read));
        if (json[0] == '[') Assert.Equal(json, read.GetRawText());
    }

    [Fact]
    public async Task NextSequence_Concurrent_GivesEveryNumberOnce()
    {
        var starts = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Store.NextSequenceAsync("ids", (i % 3) + 1, None)));
        var numbers = starts.SelectMany((start, i) => Enumerable.Range(0, (i % 3) + 1).Select(n => start + n)).Order().ToList();
        Assert.Equal(Enumerable.Range(1, numbers.Count).Select(n => (long)n), numbers);
        Assert.Equal(1, await Store.NextSequenceAsync("other", 1, None));
    }

    [Fact]
    public async Task Commit_ManyWritersWithErrorsAmongThem_EachStandsForItself()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            try
            {
                await Store.InsertAsync(Devices, $"{i}", new Device($"name-{i % 100}"), None);
                return true;
            }
            catch (DuplicateKeyException)
            {
                return false;
            }
        }));
        Assert.Equal(100, results.Count(ok => ok));
        Assert.Equal(100, (await Store.QueryAsync(Devices, DocumentQuery.All, None)).Items.Count);
    }

    [Fact]
    public async Task Commit_DuplicateKey_TheOtherDocumentCanBeReadAtOnce()
    {
        for (var round = 0; round < 50; round++)
        {
            var id = $"{round}";
            await Task.WhenAll(Enumerable.Range(0, 4).Select(async i =>
            {
                try
                {
                    await Store.InsertAsync(Devices, id, new Device($"{round}-{i}"), None);
                }
                catch (DuplicateKeyException)
                {
                    Assert.NotNull(await Store.GetAsync(Devices, id, None));
                }
            }));
        }
    }

    [Fact]
    public async Task Update_ConcurrentReadModifyWrite_LosesNoUpdate()
    {
        await Store.InsertAsync(Devices, "1", new Device("r1"), None);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            while (true)
            {
                var now = (await Store.GetAsync(Devices, "1", None))!;
                try
                {
                    await Store.UpdateAsync(Devices, "1", now.Value with { Weight = now.Value.Weight + 1 }, now.Version, None);
                    return;
                }
                catch (DocumentConflictException)
                {
                }
            }
        }));
        Assert.Equal((20L, 21L), ((await Store.GetAsync(Devices, "1", None))!.Value.Weight, (await Store.GetAsync(Devices, "1", None))!.Version));
    }

    [Fact]
    public async Task Reopen_FindsDocumentsAndSequence()
    {
        await FillAsync(3);
        await Store.NextSequenceAsync("ids", 5, None);
        await ReopenAsync();
        Assert.Equal(3, (await Store.QueryAsync(Devices, DocumentQuery.All, None)).Items.Count);
        Assert.Equal(6, await Store.NextSequenceAsync("ids", 1, None));
    }

    [Fact]
    public async Task Reopen_WithOtherIndexes_FillsNewOnesAndDropsOldOnes()
    {
        await FillAsync(4);
        await ReopenAsync();
        var renewed = new DocumentType<Device>("devices", [new("label", device => device.Name.ToUpperInvariant(), Unique: true), new("words", device => device.Name.Split('-'), Many: true)]);
        Assert.Equal("2", (await Store.FirstOrDefaultAsync(renewed, DocumentQuery.All.Where("label", Equal, "DEVICE-2"), None))!.Id);
        Assert.Equal("3", (await Store.FirstOrDefaultAsync(renewed, DocumentQuery.All.Where("words", Equal, "3"), None))!.Id);
        await Assert.ThrowsAsync<DuplicateKeyException>(() => Store.InsertAsync(renewed, "9", new Device("Device-2"), None));
        var again = await Assert.ThrowsAsync<DuplicateKeyException>(() => Store.InsertAsync(renewed, "9", new Device("DEVICE-2"), None));
        Assert.Equal("label", again.Index);
    }

    [Fact]
    public async Task Commit_DocumentTooLarge_ThrowsWithLimit_WritesNothing()
    {
        var batch = new DocumentBatch().Put(Devices, "1", new Device("small")).Put(Devices, "2", new Device(new string('x', 200_000)));
        var error = await Assert.ThrowsAsync<DocumentTooLargeException>(() => Store.CommitAsync(batch, None));
        Assert.Equal(100_000, error.Limit);
        Assert.Null(await Store.GetAsync(Devices, "1", None));
    }

    [Fact]
    public async Task Commit_OneDocumentSeveralTimes_CountsEveryWriteAndKeepsTheLast()
    {
        await Store.InsertAsync(Devices, "1", new Device("r1"), None);
        await Store.CommitAsync(
            new DocumentBatch().Put(Devices, "1", new Device("a")).Update(Devices, "1", new Device("b"), 2).Insert(Devices, "2", new Device("x")).Delete(Devices, "2", 1), None);
        var stored = (await Store.GetAsync(Devices, "1", None))!;
        Assert.Equal((3L, "b"), (stored.Version, stored.Value.Name));
        Assert.Null(await Store.GetAsync(Devices, "2", None));
    }

    [Fact]
    public async Task Commit_UniqueValuePassesOnInOneBatch_GoesToTheNewDocument()
    {
        await FillAsync(2);
        await Store.CommitAsync(
            new DocumentBatch().Delete(Devices, "1").Insert(Devices, "8", new Device("device-1")).Put(Devices, "2", new Device("renamed")).Insert(Devices, "9", new Device("device-2")), None);
        Assert.Equal("8", (await Store.FirstOrDefaultAsync(Devices, DocumentQuery.All.Where("name", Equal, "device-1"), None))!.Id);
        Assert.Equal("9", (await Store.FirstOrDefaultAsync(Devices, DocumentQuery.All.Where("name", Equal, "device-2"), None))!.Id);
        await Assert.ThrowsAsync<DuplicateKeyException>(() => Store.InsertAsync(Devices, "7", new Device("renamed"), None));
    }

    [Fact]
    public async Task Commit_BatchWithStaleVersion_WritesNothing()
    {
        await FillAsync(2);
        var batch = new DocumentBatch().Insert(Devices, "9", new Device("r9")).Put(Devices, "1", new Device("changed")).Delete(Devices, "2", 5);
        var error = await Assert.ThrowsAsync<DocumentConflictException>(() => Store.CommitAsync(batch, None));
        Assert.Equal(("2", 1L), (error.Id, error.ActualVersion));
        Assert.Null(await Store.GetAsync(Devices, "9", None));
        Assert.Equal("device-1", (await Store.GetAsync(Devices, "1", None))!.Value.Name);
        await Store.CommitAsync(new DocumentBatch().Put(Devices, "1", new Device("free")).Delete(Devices, "2", 1), None);
    }

    [Fact]
    public async Task Commit_ConcurrentBatchesOverTheSameDocuments_NeitherLoseNorTear()
    {
        await Store.CommitAsync(new DocumentBatch().Insert(Devices, "a", new Device("a")).Insert(Devices, "b", new Device("b")), None);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            while (true)
            {
                var pair = await Store.GetManyAsync(Devices, ["a", "b"], None);
                try
                {
                    await Store.CommitAsync(
                        new DocumentBatch()
                            .Update(Devices, "a", pair[0].Value with { Weight = pair[0].Value.Weight + 1 }, pair[0].Version)
                            .Update(Devices, "b", pair[1].Value with { Weight = pair[1].Value.Weight - 1 }, pair[1].Version), None);
                    return;
                }
                catch (DocumentConflictException)
                {
                }
            }
        }));
        Assert.Equal([8L, -8L], (await Store.GetManyAsync(Devices, ["a", "b"], None)).Select(document => document.Value.Weight));
    }

    [Fact]
    public async Task Patch_Concurrent_LosesNoChange()
    {
        await Store.InsertAsync(Devices, "1", new Device("r1"), None);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Store.PatchAsync(Devices, "1", device => device with { Weight = device.Weight + 1 }, None)));
        Assert.Equal(10, (await Store.GetAsync(Devices, "1", None))!.Value.Weight);
        Assert.Null(await Store.PatchAsync(Devices, "2", device => device, None));
    }

    [Fact]
    public async Task Wait_AfterSeenNumber_CompletesWithCommitOfThatCollection()
    {
        var seen = Store.Current("devices");
        var waiting = Store.WaitAsync("devices", seen, None);
        await Store.PutAsync(new DocumentType<Device>("others", []), "1", new Device("r1"), None);
        Assert.False(waiting.IsCompleted);
        await FillAsync(1);
        Assert.True(await waiting > seen);
        Assert.True((await Store.WaitAsync("devices", seen, None)) > seen);
    }

    protected async Task FillAsync(int count)
    {
        var batch = new DocumentBatch();
        for (var i = 1; i <= count; i++)
        {
            var seen = new DateTimeOffset(2024, 1, i, 0, 0, 0, TimeSpan.Zero);
            var device = new Device($"device-{i}", i, i % 2 == 1, seen, i % 2 == 0 ? "lab" : null) { Tags = i % 2 == 1 ? ["odd", $"n{i}"] : ["two"] };
            batch.Insert(Devices, $"{i}", device with { Tags = i is 4 ? [] : device.Tags });
        }

        await Store.CommitAsync(batch, None);
    }
}
