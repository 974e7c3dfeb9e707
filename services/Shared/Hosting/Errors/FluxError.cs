using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Flux.Hosting;

/// <summary>Makes the errors of the suite's services; <c>throw FluxError.NotFound("task", id)</c>.</summary>
public static class FluxError
{
    /// <summary>NOT_FOUND with <c>ResourceInfo</c>.</summary>
    /// <param name="kind">The kind of resource, as in <c>task</c>.</param>
    /// <param name="name">Its id or name.</param>
    /// <param name="remedy">What the caller can do, if more than checking the name.</param>
    public static FluxException NotFound(string kind, string name, string? remedy = null) => new(
        StatusCode.NotFound, "NOT_FOUND", Sentence($"{kind} '{name}' does not exist", remedy), Named(kind, name), Resource(kind, name, "does not exist"));

    /// <summary>ALREADY_EXISTS with <c>ResourceInfo</c>.</summary>
    public static FluxException AlreadyExists(string kind, string name, string? remedy = null) => new(
        StatusCode.AlreadyExists, "ALREADY_EXISTS", Sentence($"{kind} '{name}' already exists", remedy), Named(kind, name),
        Resource(kind, name, "already exists"));

    /// <summary>FAILED_PRECONDITION with <c>PreconditionFailure</c>.</summary>
    /// <param name="reason">UPPER_SNAKE_CASE, as in <c>RUN_IS_TERMINAL</c>.</param>
    /// <param name="subject">What is in the wrong state, as in <c>runs/42</c>.</param>
    /// <param name="description">What is wrong and what to do.</param>
    public static FluxException FailedPrecondition(string reason, string subject, string description)
    {
        var failure = new PreconditionFailure();
        failure.Violations.Add(new PreconditionFailure.Types.Violation { Type = reason, Subject = subject, Description = description });
        return new FluxException(StatusCode.FailedPrecondition, reason, $"{subject}: {description}", One("subject", subject), failure);
    }

    /// <summary>ABORTED: the resource changed since it was read (etag mismatch). The caller reads again and retries.</summary>
    public static FluxException Aborted(string kind, string name, string? description = null) => new(
        StatusCode.Aborted, "ETAG_MISMATCH", description ?? $"{kind} '{name}' changed since it was read; read it again and retry with the new etag",
        Named(kind, name), Resource(kind, name, "changed since it was read"));

    /// <summary>UNAVAILABLE with <c>RetryInfo</c>.</summary>
    public static FluxException Unavailable(string message, TimeSpan retryAfter, string reason = "UNAVAILABLE") => new(
        StatusCode.Unavailable, reason, message, null, new RetryInfo { RetryDelay = Duration.FromTimeSpan(retryAfter) });

    /// <summary>RESOURCE_EXHAUSTED with <c>QuotaFailure</c>: a limit or a queue is full.</summary>
    /// <param name="subject">The limit, as in <c>context size</c>.</param>
    /// <param name="description">The limit's value and what to do.</param>
    /// <param name="reason">UPPER_SNAKE_CASE.</param>
    public static FluxException ResourceExhausted(string subject, string description, string reason = "LIMIT_EXCEEDED")
    {
        var failure = new QuotaFailure();
        failure.Violations.Add(new QuotaFailure.Types.Violation { Subject = subject, Description = description });
        return new FluxException(StatusCode.ResourceExhausted, reason, $"{subject}: {description}", One("subject", subject), failure);
    }

    /// <summary>PERMISSION_DENIED.</summary>
    public static FluxException PermissionDenied(string message, string reason = "PERMISSION_DENIED") =>
        new(StatusCode.PermissionDenied, reason, message);

    /// <summary>DEADLINE_EXCEEDED: some work did not end in its time.</summary>
    /// <param name="what">The work, as in <c>script 'a'</c>.</param>
    /// <param name="limit">The time it had.</param>
    /// <param name="reason">UPPER_SNAKE_CASE.</param>
    public static FluxException DeadlineExceeded(string what, TimeSpan limit, string reason = "TIMEOUT") => new(
        StatusCode.DeadlineExceeded, reason, $"{what} did not end within {limit.TotalSeconds:0.###} s", One("timeout_seconds", $"{limit.TotalSeconds:0.###}"));

    /// <summary>INVALID_ARGUMENT with <c>BadRequest</c> of one field; for several use <see cref="Violations"/>.</summary>
    public static FluxException InvalidArgument(string field, string description)
    {
        var violations = new Violations();
        violations.Add(field, description);
        return violations.ToException();
    }

    private static string Sentence(string text, string? remedy) => remedy is null ? text : $"{text}; {remedy}";

    private static ResourceInfo Resource(string kind, string name, string description) =>
        new() { ResourceType = kind, ResourceName = name, Description = description };

    private static Dictionary<string, string> Named(string kind, string name) => new() { ["kind"] = kind, ["name"] = name };

    private static Dictionary<string, string> One(string key, string value) => new() { [key] = value };
}
