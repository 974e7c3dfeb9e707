namespace Flux.Documents.Mongo.Driver;

/// <summary>A call of the driver that somebody waits for, in two steps: the call itself, and telling its outcome, which runs the code that waited.</summary>
internal abstract class MongoJob : IThreadPoolWorkItem
{
    /// <summary>Makes the call and keeps its outcome; throws nothing.</summary>
    public abstract void Work(MongoClient client);

    /// <summary>Tells the outcome; what waited for it goes on inside this call.</summary>
    public abstract void Complete();

    void IThreadPoolWorkItem.Execute() => Complete();
}
