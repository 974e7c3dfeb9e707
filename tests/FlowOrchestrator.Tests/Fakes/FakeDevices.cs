using System.Collections.Concurrent;
using Flux.Contracts.Device.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Ports;
using Google.Protobuf;

namespace Flux.FlowOrchestrator.Tests.Fakes;

/// <summary>Devices in memory: a session a call, answers by command.</summary>
internal sealed class FakeDevices : IDevices
{
    private int _sessions;

    /// <summary>Answers a command of an element; the default repeats the command.</summary>
    public Func<long, string, CancellationToken, Task<CommandResult>> Answer { get; set; } =
        (_, command, _) => Task.FromResult(new CommandResult { Command = command, Output = $"answer to {command}" });

    /// <summary>Thrown when a session with the element is opened.</summary>
    public ConcurrentDictionary<long, FailureException> Unreachable { get; } = new();

    /// <summary>Answers HTTP requests.</summary>
    public Func<HttpRequestRequest, HttpRequestResponse> Http { get; set; } = _ => new HttpRequestResponse { StatusCode = 200, Body = ByteString.CopyFromUtf8("{}") };

    public ConcurrentDictionary<string, long> Open { get; } = new();

    public ConcurrentQueue<(long Element, string Command)> Sent { get; } = new();

    public Task<OpenSessionResponse> OpenAsync(OpenSessionRequest request, CancellationToken cancellationToken)
    {
        if (Unreachable.TryGetValue(request.ElementId, out var failure))
            throw failure;
        var id = $"s{Interlocked.Increment(ref _sessions)}";
        Open[id] = request.ElementId;
        return Task.FromResult(new OpenSessionResponse { SessionId = id, Platform = "linux", Prompt = "$ " });
    }

    public async Task<IReadOnlyList<CommandResult>> SendAsync(string sessionId, IReadOnlyList<string> commands, CancellationToken cancellationToken)
    {
        var results = new List<CommandResult>();
        foreach (var command in commands)
        {
            Sent.Enqueue((Open[sessionId], command));
            results.Add(await Answer(Open[sessionId], command, cancellationToken));
            if (results[^1].Error.Length > 0)
                break;
        }
        return results;
    }

    public Task CloseAsync(string sessionId, CancellationToken cancellationToken)
    {
        Open.TryRemove(sessionId, out _);
        return Task.CompletedTask;
    }

    public Task<HttpRequestResponse> HttpAsync(HttpRequestRequest request, CancellationToken cancellationToken) => Task.FromResult(Http(request));

    public Task<bool> WaitForConnectAsync(WaitForConnectRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(!Unreachable.ContainsKey(request.ElementId));
}
