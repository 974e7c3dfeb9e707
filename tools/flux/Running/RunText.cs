using Flux.Cli.Output;
using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;
using Google.Protobuf.WellKnownTypes;

namespace Flux.Cli.Running;

/// <summary>Parts of a run in words.</summary>
internal static class RunText
{
    /// <summary>"REASON: message", with the line of the script where one is at fault.</summary>
    public static string Of(Failure failure)
    {
        var text = failure.Reason.Length > 0 ? $"{failure.Reason}: {failure.Message}" : failure.Message;
        if (failure.Line > 0)
            text += $" ({failure.SourceName} line {failure.Line}{(failure.SourceLine.Length > 0 ? ": " + failure.SourceLine.Trim() : "")})";
        return SafeText.Of(text);
    }

    /// <summary>"120 ms" or "2.4 s".</summary>
    public static string Of(TimeSpan time) => time < TimeSpan.FromSeconds(1) ? $"{time.TotalMilliseconds:0} ms" : $"{time.TotalSeconds:0.0} s";

    /// <summary>Time between two stamps; empty while one of them is missing.</summary>
    public static string Between(Timestamp? start, Timestamp? end) => start is null || end is null ? "" : Of(end.ToDateTime() - start.ToDateTime());

    /// <summary>What a flow script or a task said about an element: its failure, else action_status and action_info.</summary>
    public static string Info(ElementResult element) =>
        element.Failure is { } failure ? Of(failure) : Info(element.ActionStatus, element.ActionInfo);

    /// <summary>"status: info", or what there is of it.</summary>
    public static string Info(string status, string info) => SafeText.Of(string.Join(": ", new[] { status, info }.Where(part => part.Length > 0)));

    /// <summary>"completed", "not started".</summary>
    public static string Of(WorkState state) => state == WorkState.NotStarted ? "not started" : state.ToString().ToLowerInvariant();

    /// <summary>"completed", "running".</summary>
    public static string Of(RunState state) => state.ToString().ToLowerInvariant();
}
