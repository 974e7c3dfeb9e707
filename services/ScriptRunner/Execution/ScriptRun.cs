using System.Text;
using System.Text.Json;
using Flux.Contracts.Common.V1;
using Flux.ScriptRunner.Admission;
using Flux.ScriptRunner.Kinds;
using Flux.ScriptRunner.Sandbox.Channel;
using Flux.ScriptRunner.Sandbox.Zygotes;

namespace Flux.ScriptRunner.Execution;

/// <summary>
/// Conducts one job in one child: sends it, answers calls, enforces the limits that the kernel does not, reads how it ended.
/// Whatever the child does, this ends: by an answer, by the child's death, or by the clock.
/// </summary>
internal sealed class ScriptRun(RunContext context, SandboxChild child, AdmissionTicket ticket)
{
    // A record of failures.py has at most 4000 characters of message, 40 frames and one source line.
    private const int MaxFailure = 256 * 1024, MaxLogLine = 8 * 1024, MaxOutputPiece = 256 * 1024, MaxCall = 8 << 20;

    private static readonly TimeSpan SlowClient = TimeSpan.FromSeconds(1);

    private readonly RunOutput _output = new(context.Limits.Stdout);
    private readonly ScriptLimits _limits = context.Limits;
    private readonly string _name = context.Name;
    private TimeSpan _cpu;
    private long _memory;
    private int _calls;
    private bool _used;
    private volatile bool _expired;

    public async Task<ScriptOutcome> ExecuteAsync(byte[] header, byte[] inputs, CancellationToken cancellationToken)
    {
        using var clock = new WallClock(context.Time, _limits.Wall, () =>
        {
            _expired = true;
            child.Kill();
        });
        await using var cancellation = cancellationToken.Register(child.Kill);
        // Ends a call under way when the child dies meanwhile, for instance with its zygote.
        using var alive = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _ = child.Exit.ContinueWith(static (_, source) => Cancel((CancellationTokenSource)source!), alive, TaskScheduler.Default);
        await child.Channel.WriteAsync((FrameKind.Job, header), (FrameKind.Inputs, inputs));
        var (result, failure) = await ConverseAsync(clock, alive.Token, cancellationToken);
        if (result is null && failure is null)
            failure = await ReadEndAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return new ScriptOutcome(result, failure, _output.ToString(), new ScriptUsage(clock.Used, _cpu, _memory, _calls));
    }

    private async Task<(string? Result, Failure? Failure)> ConverseAsync(WallClock clock, CancellationToken alive, CancellationToken cancellationToken)
    {
        try
        {
            while (await child.Channel.ReadAsync(MaximumOf) is { } frame)
            {
                switch (frame.Kind)
                {
                    case FrameKind.Output when frame.Payload.IsEmpty:
                        // Would never reach the cap.
                        return (null, Forged("output without text"));
                    case FrameKind.Output:
                        if (!_output.Print(frame.Payload.Span))
                            return (null, RunFailure.Stdout(_limits, _name));
                        break;
                    case FrameKind.Log:
                        // Not cancelled by the child's death: a script's last line is often handled when it has ended, its result waiting behind.
                        if (!await LogAsync(frame.Payload, cancellationToken))
                            return (null, RunFailure.Stdout(_limits, _name));
                        break;
                    case FrameKind.Usage when !_used:
                        ReadUsage(frame.Payload.Span);
                        break;
                    case FrameKind.Usage:
                        return (null, Forged("a second report of usage"));
                    case FrameKind.Call:
                        if (await CallAsync(frame.Payload, clock, alive) is { } refused)
                            return (null, refused);
                        break;
                    case FrameKind.Result:
                        return JsonText.Fault(frame.Payload.Span, mustBeObject: true) is { } fault
                            ? (null, RunFailure.Of(FailureReasons.NotJson, $"outputs: {fault}", _name))
                            : (Encoding.UTF8.GetString(frame.Payload.Span), null);
                    default:
                        return (null, FailureText.Parse(frame.Payload.Span) ?? Forged("a failure record that is none"));
                }
            }
            return (null, null);
        }
        catch (FrameException e) when (e.Kind == FrameKind.Result)
        {
            return (null, RunFailure.Result(_limits, _name));
        }
        catch (FrameException e)
        {
            return (null, Forged(e.Message));
        }
        catch (OperationCanceledException) when (alive.IsCancellationRequested)
        {
            // Killed while a call was under way; the caller tells by whom.
            return (null, null);
        }
    }

    private static void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The run was over before its child was reaped, as usual.
        }
    }

    private int? MaximumOf(FrameKind kind) => kind switch
    {
        FrameKind.Output => MaxOutputPiece,
        FrameKind.Log => MaxLogLine * 8,
        FrameKind.Usage => 64,
        FrameKind.Call => MaxCall,
        FrameKind.Result => _limits.Result,
        FrameKind.Failure => MaxFailure,
        _ => null,
    };

    private async ValueTask<bool> LogAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        if (LogFrame.Parse(payload.Span) is not { } line)
            throw new FrameException(FrameKind.Log, (uint)payload.Length, "a log line that is none");
        if (!_output.Count(payload.Length))
            return false;
        var telling = context.Host.LogAsync(line.Level, line.Message, cancellationToken);
        if (!telling.IsCompletedSuccessfully)
            await TellAsync(telling.AsTask());
        return true;
    }

    // A client that does not read must not keep the place of those that compute.
    private async Task TellAsync(Task telling)
    {
        try
        {
            await telling.WaitAsync(SlowClient, context.Time);
            return;
        }
        catch (TimeoutException) when (!telling.IsCompleted)
        {
            ticket.Pause();
        }
        try
        {
            await telling;
        }
        finally
        {
            ticket.Resume();
        }
    }

    private async ValueTask<Failure?> CallAsync(ReadOnlyMemory<byte> payload, WallClock clock, CancellationToken cancellationToken)
    {
        if (CallFrame.Parse(payload.Span) is not { } call)
            return Forged("a call that is none");
        // Scripts can send any frame; a management script must not start tasks by writing one.
        if (!context.AllowedCalls.Contains(call.Function))
            return Forged($"a call of {NameOf(call.Function)}, which scripts of this kind do not have");
        if (++_calls > _limits.Calls)
            return RunFailure.Calls(_limits, _name);
        clock.Pause();
        ticket.Pause();
        context.Waiting();
        CallAnswer answer;
        try
        {
            answer = call.Function == KindCatalog.Pause
                ? await ScriptPause.WaitAsync(call.ArgumentsJson, context, cancellationToken)
                : await context.Host.CallAsync(_calls, call.Function, call.ArgumentsJson, cancellationToken);
        }
        finally
        {
            ticket.Resume();
            clock.Resume();
        }
        await child.Channel.WriteAsync((answer.IsError ? FrameKind.Error : FrameKind.Value, Encoding.UTF8.GetBytes(answer.Json)));
        return null;
    }

    // The name goes to a log: nothing but what a name of ours could be.
    private static string NameOf(string function) =>
        function.Length < 40 && function.All(c => char.IsAsciiLetterLower(c) || c is '.' or '_') ? function : "something unknown";

    private void ReadUsage(ReadOnlySpan<byte> payload)
    {
        _used = true;
        var words = Encoding.ASCII.GetString(payload).Split(' ');
        // The kernel has held the limits, whatever a forged report says.
        if (words is [var cpu, var memory] && long.TryParse(cpu, out var microseconds) && long.TryParse(memory, out var kibibytes))
        {
            _cpu = TimeSpan.FromMicroseconds(Math.Clamp(microseconds, 0, _limits.Cpu.TotalMicroseconds + 1e6));
            _memory = Math.Clamp(kibibytes, 0, 2 * _limits.Memory / 1024) * 1024;
        }
    }

    // No answer came. Killing what may still run (it closed its channel, perhaps) and the wait status tell why.
    private async Task<Failure> ReadEndAsync()
    {
        child.Kill();
        ChildExit exit;
        try
        {
            exit = await child.Exit.WaitAsync(TimeSpan.FromSeconds(10), context.Time);
        }
        catch (TimeoutException)
        {
            exit = ChildExit.Lost;
        }
        (_cpu, _memory) = (exit.Cpu, exit.MaxMemory);
        return _expired ? RunFailure.Wall(_limits, _name) : ExitReading.Read(exit, _limits, _name);
    }

    private Failure Forged(string fault)
    {
        context.Logger.ProtocolBroken(_name, context.Tenant, fault);
        return RunFailure.Protocol(fault, _name);
    }
}
