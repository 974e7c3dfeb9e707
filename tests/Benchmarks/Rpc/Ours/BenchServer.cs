using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Flux.Benchmarks.Rpc.Ours;

/// <summary>Our server as a process of its own: says its port, then for each line that it reads the bytes it has allocated and its processor time in microseconds.</summary>
internal static class BenchServer
{
    public static async Task<int> RunAsync(bool types)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        await using var application = builder.Build();
        application.MapGrpcService<BenchService>();
        await application.StartAsync();
        Console.WriteLine($"LISTENING {new Uri(application.Urls.First()).Port}");
        using var allocations = types ? new AllocationTypes() : null;
        while (await Console.In.ReadLineAsync() is not null)
            Console.WriteLine($"{GC.GetTotalAllocatedBytes(precise: true)} {Environment.CpuUsage.TotalTime.TotalMicroseconds}");
        foreach (var line in allocations?.Describe() ?? [])
            Console.Error.WriteLine(line);
        return 0;
    }
}
