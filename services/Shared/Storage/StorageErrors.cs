using Flux.Documents;
using Flux.Documents.Secrets;
using Flux.Hosting;
using Grpc.Core;

namespace Flux.Storage;

// What a service does not handle itself. The messages name collections and ids, never values.
internal sealed class StorageErrors : IErrorTranslator
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    public FluxException? Translate(Exception exception) => exception switch
    {
        // Not UNAVAILABLE, which clients repeat blindly: the call may have been done.
        DocumentStoreUnavailableException { OutcomeUnknown: true } => new FluxException(StatusCode.Aborted, "STORAGE_OUTCOME_UNKNOWN", exception.Message),
        DocumentStoreUnavailableException => FluxError.Unavailable(exception.Message, RetryAfter, "STORAGE_UNAVAILABLE"),
        DocumentConflictException conflict => FluxError.Aborted(conflict.Collection, conflict.Id),
        DuplicateKeyException duplicate => FluxError.AlreadyExists(duplicate.Collection, duplicate.Id, $"its {duplicate.Index} is taken"),
        DocumentTooLargeException => FluxError.ResourceExhausted("document size", exception.Message),
        InvalidPageTokenException => FluxError.InvalidArgument("page_token", exception.Message),
        SecretException => FluxError.FailedPrecondition("SECRET_KEY_WRONG", "secrets", exception.Message),
        _ => null,
    };
}
