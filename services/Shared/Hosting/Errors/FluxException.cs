using Google.Protobuf;
using Grpc.Core;

namespace Flux.Hosting;

/// <summary>
/// An error that callers are meant to see: it becomes a status with <c>google.rpc.Status</c> in <c>grpc-status-details-bin</c>,
/// which has exactly one <c>ErrorInfo</c> (domain <c>flux</c>). Use the factories of <see cref="FluxError"/>.
/// </summary>
/// <param name="code">The status code.</param>
/// <param name="reason">What went wrong, for programs: UPPER_SNAKE_CASE, stable.</param>
/// <param name="message">What went wrong and what to do about it, for people. Never a secret.</param>
/// <param name="metadata">Values the reason speaks of.</param>
/// <param name="details">Further detail messages, such as <c>google.rpc.BadRequest</c>.</param>
public sealed class FluxException(
    StatusCode code, string reason, string message, IReadOnlyDictionary<string, string>? metadata = null, params IReadOnlyList<IMessage> details)
    : Exception(message)
{
    /// <summary>The domain of every <c>ErrorInfo</c> of this suite.</summary>
    public const string Domain = "flux";

    /// <summary>The status code.</summary>
    public StatusCode Code { get; } = code;

    /// <summary>What went wrong, for programs.</summary>
    public string Reason { get; } = reason;

    /// <summary>Values the reason speaks of.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; } = metadata ?? new Dictionary<string, string>();

    /// <summary>Detail messages beside the <c>ErrorInfo</c>.</summary>
    public IReadOnlyList<IMessage> Details { get; } = details;
}
