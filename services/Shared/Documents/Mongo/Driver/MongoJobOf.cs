namespace Flux.Documents.Mongo.Driver;

/// <inheritdoc cref="MongoJob"/>
internal sealed class MongoJob<TResult>(Func<MongoClient, TResult> work, CancellationToken ct) : MongoJob
{
    // Not "asynchronously": the worker decides where the code that waits goes on.
    private readonly TaskCompletionSource<TResult> done = new();
    private TResult? result;
    private Exception? error;
    private bool canceled;

    public Task<TResult> Task => done.Task;

    public override void Work(MongoClient client)
    {
        canceled = ct.IsCancellationRequested;
        if (canceled) return;
        try
        {
            result = work(client);
        }
        catch (Exception failure)
        {
            error = failure;
        }
    }

    public override void Complete()
    {
        if (canceled) done.SetCanceled(ct);
        else if (error is not null) done.SetException(error);
        else done.SetResult(result!);
    }
}
