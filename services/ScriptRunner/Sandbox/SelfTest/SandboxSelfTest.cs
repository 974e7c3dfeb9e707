using System.Diagnostics;
using System.Text.Json;
using Flux.ScriptRunner.Sandbox.Channel;
using Flux.ScriptRunner.Sandbox.Zygotes;

namespace Flux.ScriptRunner.Sandbox.SelfTest;

/// <summary>Attacks the sandbox of this machine as a script would, each attack in a child of its own (attacks.py).</summary>
internal sealed class SandboxSelfTest(ChildPool pool, string canary, string socket, SandboxOptions options)
{
    /// <summary>Every attack, by its name in attacks.py.</summary>
    public static IReadOnlyList<string> Attacks { get; } =
    [
        "descriptors", "environment", "executable_memory", "execute", "fork", "list_root", "memory_file", "much_memory", "network", "page_tables",
        "parent_environment", "raise_limits", "read_file", "read_zygote_memory", "service_socket", "shared_memory", "signal_service", "trace_zygote",
        "user_namespace", "write_file",
    ];

    public async Task<SelfTestReport> RunAsync(CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var escapes = new List<string>();
        foreach (var attack in Attacks)
        {
            if (await GetsThroughAsync(attack, cancellationToken))
                escapes.Add(attack);
        }
        return new SelfTestReport(Attacks.Count, escapes, Stopwatch.GetElapsedTime(start));
    }

    private async Task<bool> GetsThroughAsync(string attack, CancellationToken cancellationToken)
    {
        using var child = await pool.RentAsync(cancellationToken);
        using var _ = cancellationToken.Register(child.Kill);
        var target = new { canary, service_pid = Environment.ProcessId, socket, memory = options.MaxMemory };
        await child.Channel.WriteAsync(
            (FrameKind.Job, JsonSerializer.SerializeToUtf8Bytes(new { work = "attack", attack })),
            (FrameKind.Inputs, JsonSerializer.SerializeToUtf8Bytes(target)));
        try
        {
            while (await child.Channel.ReadAsync(static _ => 64 * 1024).AsTask().WaitAsync(options.StartTimeout, cancellationToken) is { } frame)
            {
                if (frame.Kind == FrameKind.Result)
                    return JsonDocument.Parse(frame.Payload).RootElement.GetProperty("escaped").GetBoolean();
            }
        }
        catch (Exception e) when (e is TimeoutException or FrameException or JsonException or KeyNotFoundException)
        {
            return true;
        }
        // Killed for trying: stopped. An end of its own without an answer: the attack replaced the program.
        var exit = await child.Exit.WaitAsync(options.StartTimeout, cancellationToken);
        return exit.Signal == 0;
    }
}
