using Flux.Documents.Mongo.Driver;

namespace Flux.Documents.Mongo;

/// <summary>The driver's errors as the store's exceptions. Connection strings hold passwords and are never quoted.</summary>
internal static class MongoErrors
{
    public static DocumentStoreUnavailableException Translate(MongoFailure failure, bool outcomeUnknown = false) => new(Message(failure, outcomeUnknown), failure)
    {
        OutcomeUnknown = outcomeUnknown,
    };

    public static DocumentStoreUnavailableException Busy(TimeSpan time) =>
        new($"MongoDB's documents were changed by others all the time; the write was given up after {time.TotalSeconds:0} s. Nothing was written; try again.");

    private static string Message(MongoFailure failure, bool outcomeUnknown)
    {
        var known = outcomeUnknown ? " Whether the write took place is not known; read the documents again." : "";
        return failure switch
        {
            { NoServer: true } => $"No MongoDB server can be used: {failure.Message}. Check that it runs, that FLUX_MONGODB names it, and that a replica set has a primary.{known}",
            { LoginRefused: true } or { FromServer: true, Code: 18 } => "MongoDB refused the login; check user, password and authSource in FLUX_MONGODB.",
            { FromServer: true, Code: 13 } => $"MongoDB's user may not do this: {failure.Message}. Give it the role readWrite on the databases of the services.",
            { FromServer: true, Code: 14031 } => "There is no room left for MongoDB. Free disk space on the server and try again; nothing was written.",
            { NotByMajority: true } => $"No majority of MongoDB's servers confirmed the write in {MongoCommands.MajorityMilliseconds / 1000} s; a failover may still lose it. Check the replica set.",
            { OutcomeUnknown: true } => $"The connection to MongoDB broke: {failure.Message}.{known}",
            _ => $"MongoDB failed (code {failure.Code}): {failure.Message}",
        };
    }
}
