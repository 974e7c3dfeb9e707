using System.Diagnostics;
using System.Globalization;
using Flux.Conformance.Peers;
using Google.Protobuf;
using Grpc.Net.Client;
using Grpc.Testing;

namespace Flux.Benchmarks.Rpc.Ours;

/// <summary>Our client in this process on our server in another.</summary>
internal sealed class OurContender(bool types) : IContender
{
    private static readonly double Tick = 1e6 / Stopwatch.Frequency;

    public string Name => "flux";

    public async Task<LoadResult> RunAsync(Load load, double warmup, double seconds)
    {
        var self = new ProgramCall("dotnet", [typeof(OurContender).Assembly.Location, "rpc", "serve", .. types ? new[] { "--types" } : []], "Install the .NET SDK.");
        await using var server = new ChildProcess(self);
        var ready = await server.Output.ReadLineAsync() ?? throw new InvalidOperationException(server.Errors);
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{ready.Split(' ')[1]}");
        var client = new TestService.TestServiceClient(channel);

        await RunAsync(client, load, warmup);
        using var allocations = types ? new AllocationTypes() : null;
        var before = await CostAsync(server);
        var (count, times) = await RunAsync(client, load, seconds);
        var cost = (await CostAsync(server)).Since(before, count);
        times.Sort();
        if (allocations is not null)
            await PrintAsync(allocations, server);
        return new LoadResult(count / seconds, At(times, 0.5), At(times, 0.99)) { Cost = cost };
    }

    private static async Task<(long Count, List<long> Times)> RunAsync(TestService.TestServiceClient client, Load load, double seconds)
    {
        var end = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
        var workers = Enumerable.Range(0, load.Concurrency)
            .Select(_ => Task.Run(() => load.Kind == Load.Unary ? UnaryAsync(client, load.Size, end) : StreamAsync(client, load.Size, end)))
            .ToList();
        var results = await Task.WhenAll(workers);
        return (results.Sum(r => r.Count), [.. results.SelectMany(r => r.Times)]);
    }

    private static async Task<(long Count, List<long> Times)> UnaryAsync(TestService.TestServiceClient client, int size, long end)
    {
        var request = new SimpleRequest { ResponseSize = size, Payload = new Payload { Body = ByteString.CopyFrom(new byte[size]) } };
        var times = new List<long>(100_000);
        for (var started = Stopwatch.GetTimestamp(); started < end;)
        {
            await client.UnaryCallAsync(request);
            var now = Stopwatch.GetTimestamp();
            if (now <= end)
                times.Add(now - started);
            started = now;
        }
        return (times.Count, times);
    }

    private static async Task<(long Count, List<long> Times)> StreamAsync(TestService.TestServiceClient client, int size, long end)
    {
        var request = new StreamingOutputCallRequest();
        for (var i = 0; i < Load.MessagesACall; i++)
            request.ResponseParameters.Add(new ResponseParameters { Size = size });
        var count = 0L;
        while (Stopwatch.GetTimestamp() < end)
        {
            using var call = client.StreamingOutputCall(request);
            while (await call.ResponseStream.MoveNext(CancellationToken.None))
            {
                if (Stopwatch.GetTimestamp() <= end)
                    count++;
            }
        }
        return (count, []);
    }

    private static async Task<Cost> CostAsync(ChildProcess server)
    {
        await server.Input.WriteLineAsync("cost");
        await server.Input.FlushAsync();
        var far = (await server.Output.ReadLineAsync())!.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return new Cost(GC.GetTotalAllocatedBytes(precise: true), far[0], Environment.CpuUsage.TotalTime.TotalMicroseconds + far[1]);
    }

    private static async Task PrintAsync(AllocationTypes allocations, ChildProcess server)
    {
        server.Input.Close();
        await server.Output.ReadToEndAsync();
        Console.WriteLine($"{Environment.NewLine}client{Environment.NewLine}{string.Join(Environment.NewLine, allocations.Describe())}");
        Console.WriteLine($"server{Environment.NewLine}{server.Errors}");
    }

    private static double At(List<long> times, double part) => times.Count == 0 ? 0 : times[(int)(times.Count * part)] * Tick;
}
