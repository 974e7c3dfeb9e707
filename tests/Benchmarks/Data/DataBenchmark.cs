namespace Flux.Benchmarks.Data;

/// <summary>Documents and element contexts: what an operation costs, beside the bare library and the marks that are to be met.</summary>
internal static class DataBenchmark
{
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not ([] or [("contexts" or "grpc" or "sqlite" or "mongo")]))
        {
            Console.Error.WriteLine("data [contexts|grpc|sqlite|mongo]   one part only; all by default");
            return 2;
        }

        var part = args.FirstOrDefault();
        Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}; cpu is user + system of this process, or of all services where they take part");
        if (part is null or "contexts") ContextLoad.Run();
        if (part is null or "grpc") await ContextsOverGrpc.RunAsync();
        if (part is null or "sqlite") await SqliteLoad.RunAsync();
        if (part is null or "mongo") await MongoLoad.RunAsync();
        return 0;
    }
}
