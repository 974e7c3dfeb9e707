using System.Diagnostics;
using System.Text.RegularExpressions;
using Flux.Contracts.Script.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace Flux.Benchmarks.Script;

/// <summary>The service as a process of its own; this process is its client.</summary>
internal sealed partial class ServiceHost : IMeasured, IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("flux-script-bench-");
    private readonly Process _process;
    private readonly GrpcChannel _channel;
    private readonly ScriptService.ScriptServiceClient _client;

    private ServiceHost(Process process, string address)
    {
        _process = process;
        _channel = GrpcChannel.ForAddress(address);
        _client = new ScriptService.ScriptServiceClient(_channel);
    }

    public double Processor => ProcessTimes.Of(Environment.ProcessId) + ProcessTimes.Of(_process.Id) + ProcessTimes.OfChildren(_process.Id);

    public static async Task<ServiceHost> StartAsync()
    {
        var data = Directory.CreateTempSubdirectory("flux-script-bench-");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "flux-script.dll"), "--port", "0", "--data", data.FullName])
        {
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Address().Match(line) is not { Success: true } match)
                continue;
            _ = process.StandardOutput.ReadToEndAsync();
            var host = new ServiceHost(process, match.Groups[1].Value);
            await host.TinyAsync();
            return host;
        }
        throw new InvalidOperationException("the service did not start");
    }

    public async Task TinyAsync()
    {
        using var call = _client.Execute();
        await call.RequestStream.WriteAsync(Start(ScriptKind.Management, Samples.Tiny, Samples.TinyInputs));
        await EndAsync(call, answer: null);
        await call.RequestStream.CompleteAsync();
    }

    /// <summary>The same as one plain call.</summary>
    public async Task PlainAsync()
    {
        var response = await _client.RunAsync(new RunRequest { Source = Samples.Free, InputsJson = Samples.FreeInputs, Tenant = "tenant-0" });
        if (response.Completed is null)
            throw new InvalidOperationException(response.ToString());
    }

    /// <summary>A script that calls out so many times.</summary>
    public async Task CallsAsync(int count)
    {
        using var call = _client.Execute();
        var start = Start(ScriptKind.FlowSerial, $"for i in range({count}): run_task(id=1)", "{}");
        start.Start.Limits = new Limits { Calls = count };
        await call.RequestStream.WriteAsync(start);
        await EndAsync(call, Task.CompletedTask);
        await call.RequestStream.CompleteAsync();
    }

    /// <summary>Memory of all, the time until all wait, and the time until all have ended.</summary>
    public async Task<(long Memory, TimeSpan Took, TimeSpan Resumed)> BlockedAsync(int count)
    {
        var begin = Stopwatch.GetTimestamp();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var waiting = new CountdownEvent(count);
        // A tenant's queue is bounded: no more are sent than can be.
        using var starting = new SemaphoreSlim(100);
        var all = Enumerable.Range(0, count).Select(async i =>
        {
            await starting.WaitAsync();
            using var call = _client.Execute();
            await call.RequestStream.WriteAsync(Start(ScriptKind.FlowSerial, "action_status = run_task(id=1)", "{}", tenant: i % 4));
            await EndAsync(call, release.Task, () =>
            {
                starting.Release();
                waiting.Signal();
            });
            await call.RequestStream.CompleteAsync();
        }).ToArray();
        await Task.WhenAny(Task.Run(waiting.Wait), Task.WhenAll(all));
        var took = Stopwatch.GetElapsedTime(begin);
        var memory = ProcessTimes.Memory(_process.Id);
        var start = Stopwatch.GetTimestamp();
        release.SetResult();
        await Task.WhenAll(all);
        return (memory, took, Stopwatch.GetElapsedTime(start));
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        using (var terminate = Process.Start("kill", _process.Id.ToString()))
            await _process.WaitForExitAsync();
        _process.Dispose();
        _directory.Delete(recursive: true);
    }

    private static ExecuteRequest Start(ScriptKind kind, string source, string inputs, int tenant = 0) =>
        new() { Start = new Start { Kind = kind, Source = source, InputsJson = inputs, Tenant = $"tenant-{tenant}" } };

    private static async Task EndAsync(AsyncDuplexStreamingCall<ExecuteRequest, ExecuteResponse> call, Task? answer, Action? called = null)
    {
        while (await call.ResponseStream.MoveNext(default))
        {
            switch (call.ResponseStream.Current.MessageCase)
            {
                case ExecuteResponse.MessageOneofCase.Completed:
                    return;
                case ExecuteResponse.MessageOneofCase.Call:
                    called?.Invoke();
                    await answer!;
                    await call.RequestStream.WriteAsync(
                        new ExecuteRequest { CallResult = new CallResult { CallId = call.ResponseStream.Current.Call.CallId, ValueJson = "{\"status\":\"OK\"}" } });
                    break;
                default:
                    throw new InvalidOperationException(call.ResponseStream.Current.ToString());
            }
        }
    }

    [GeneratedRegex(@"gRPC (http://[^/ ]+)")]
    private static partial Regex Address();
}
