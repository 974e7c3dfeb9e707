using Flux.Contracts.Context.V1;
using Flux.Contracts.Inventory.V1;

namespace Flux.Benchmarks.Data;

/// <summary>Contexts of 10 000 stored elements: client, context-builder, inventory and SQLite, each service a process.</summary>
internal static class ContextsOverGrpc
{
    private const int Elements = 10_000;
    private const int Step = 500;
    private const double Mark = 2;

    public static async Task RunAsync()
    {
        var data = Directory.CreateTempSubdirectory("flux-data-bench-");
        try
        {
            await using var inventory = await ServiceProcess.StartAsync("flux-inventory", data.FullName);
            await using var contexts = await ServiceProcess.StartAsync("flux-context", data.FullName, "--discovery:flux-inventory", inventory.Address);
            Console.WriteLine($"{Elements:N0} elements with 40 variables, stored in SQLite, over gRPC; cpu of all three processes");
            var store = new InventoryService.InventoryServiceClient(inventory.Channel);
            TimeSpan Processor() => inventory.Processor + contexts.Processor + Environment.CpuUsage.TotalTime;
            var applied = await Figure.MeasureAsync(Elements / Step, async i => await store.ApplyInventoryAsync(Samples.Bundle(i * Step, Step)), Processor);
            (applied with { Count = Elements }).Print($"declare elements, {Step} a call");
            var ids = await IdsAsync(store);
            var client = new ContextService.ContextServiceClient(contexts.Channel);
            await BuildAsync(client, ids.Take(2000));
            await BuildAsync(client, ids.Take(2000));
            var built = await Figure.MeasureAsync(1, async _ => await BuildAsync(client, ids), Processor);
            (built with { Count = ids.Count }).Print(
                "build contexts, 500 a call, 2 calls at once",
                Figure.Mark($"{Elements:N0} in {Mark} s, took {built.Time.TotalSeconds:N2} s, {built.Processor.TotalSeconds:N2} s of processor", built.Time.TotalSeconds < Mark));
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static Task BuildAsync(ContextService.ContextServiceClient client, IEnumerable<long> ids) => Parallel.ForEachAsync(
        ids.Chunk(Step), new ParallelOptions { MaxDegreeOfParallelism = 2 },
        async (chunk, ct) =>
        {
            var response = await client.BuildElementContextsAsync(new BuildElementContextsRequest { ElementIds = { chunk } }, cancellationToken: ct);
            if (response.Contexts.Count != chunk.Length) throw new InvalidOperationException($"{response.Contexts.Count} contexts of {chunk.Length} elements");
        });

    private static async Task<List<long>> IdsAsync(InventoryService.InventoryServiceClient store)
    {
        var ids = new List<long>();
        var token = "";
        do
        {
            var page = await store.ListElementsAsync(new ListElementsRequest { PageSize = 1000, PageToken = token });
            ids.AddRange(page.Elements.Select(element => element.Id));
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        return ids;
    }
}
