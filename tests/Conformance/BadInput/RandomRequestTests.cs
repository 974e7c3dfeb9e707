using System.Collections.Concurrent;
using Flux.Conformance.Contract;
using Grpc.Core;
using Grpc.Net.Client;
using Xunit.Abstractions;

namespace Flux.Conformance.BadInput;

/// <summary>Random but proper messages to every RPC of the contract: never INTERNAL, UNKNOWN, UNIMPLEMENTED or a crash, and INVALID_ARGUMENT says where.</summary>
[Collection(WithSixServices.Name)]
public sealed class RandomRequestTests(SixServices services, ITestOutputHelper output)
{
    // All methods together; FLUX_RANDOM_CALLS=100000 for a long run.
    private static readonly int Calls = int.TryParse(Environment.GetEnvironmentVariable("FLUX_RANDOM_CALLS"), out var calls) ? calls : 10_000;
    private static readonly int Methods = SixServices.Names.Sum(name => SixServices.ContractOf(name).Sum(service => service.Methods.Count));

    public static TheoryData<string> Names => new(SixServices.Names);

    [Theory, MemberData(nameof(Names))]
    public async Task RandomRequest_EachMethod_IsAnsweredCleanly(string appId)
    {
        using var channel = GrpcChannel.ForAddress(services.AddressOf(appId));
        var invoker = channel.CreateCallInvoker();
        var complaints = new ConcurrentQueue<string>();
        var statuses = new ConcurrentDictionary<(string Method, StatusCode Status), int>();
        var work = SixServices.ContractOf(appId).SelectMany(service => service.Methods)
            .Select(method => (method.Name, Call: new RandomCall(invoker, method, services.ValidRequest(method.InputType))))
            .SelectMany(item => Enumerable.Range(0, Calls / Methods).Select(seed => (item.Name, item.Call, Seed: seed)));
        await Parallel.ForEachAsync(work, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (item, _) =>
        {
            var (status, complaint) = await item.Call.RunAsync(item.Seed);
            statuses.AddOrUpdate((item.Name, status), 1, static (_, count) => count + 1);
            if (complaint is not null)
                complaints.Enqueue(complaint);
        });
        // How far the calls got: a method that only ever sees INVALID_ARGUMENT is hardly tested.
        foreach (var method in statuses.GroupBy(pair => pair.Key.Method).OrderBy(group => group.Key))
            output.WriteLine($"{method.Key}: {string.Join(", ", method.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Key.Status} {pair.Value}"))}");
        var unexpected = services.Log.Where(line => line.StartsWith(appId, StringComparison.Ordinal))
            .SkipWhile(line => !line.Contains("failed unexpectedly", StringComparison.Ordinal)).Take(20).ToList();
        unexpected.ForEach(output.WriteLine);
        Assert.True(complaints.IsEmpty, $"{complaints.Count} complaints. {string.Join(Environment.NewLine, complaints.Order().Take(20))}");
        Assert.Empty(services.Dead);
        Assert.Empty(unexpected);
    }
}
