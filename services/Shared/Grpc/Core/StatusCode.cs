namespace Grpc.Core;

/// <summary>The gRPC status codes with their numbers on the wire.</summary>
public enum StatusCode
{
    /// <summary>Success.</summary>
    OK = 0,
    /// <summary>The operation was cancelled, typically by the caller.</summary>
    Cancelled = 1,
    /// <summary>An error of which nothing more is known.</summary>
    Unknown = 2,
    /// <summary>The caller gave an argument that is wrong in any state of the system.</summary>
    InvalidArgument = 3,
    /// <summary>The deadline passed first; the operation may have happened all the same.</summary>
    DeadlineExceeded = 4,
    /// <summary>The requested entity does not exist.</summary>
    NotFound = 5,
    /// <summary>The entity to be created exists.</summary>
    AlreadyExists = 6,
    /// <summary>The caller is known but not allowed.</summary>
    PermissionDenied = 7,
    /// <summary>A quota, a limit or some space is used up.</summary>
    ResourceExhausted = 8,
    /// <summary>The system is not in the state that the operation needs; do not retry before that changes.</summary>
    FailedPrecondition = 9,
    /// <summary>The operation lost against a concurrent one; retry at a higher level.</summary>
    Aborted = 10,
    /// <summary>Past the end of the valid range.</summary>
    OutOfRange = 11,
    /// <summary>The service has no such method or does not support it.</summary>
    Unimplemented = 12,
    /// <summary>A broken invariant: a fault of the system.</summary>
    Internal = 13,
    /// <summary>The service cannot be reached now; retry with back-off.</summary>
    Unavailable = 14,
    /// <summary>Unrecoverable loss or corruption of data.</summary>
    DataLoss = 15,
    /// <summary>The caller is not known.</summary>
    Unauthenticated = 16,
}
