namespace Flux.Documents.Mongo.Driver;

/// <summary>A command that failed, as the driver reports it. Never leaves the adapter.</summary>
internal sealed class MongoFailure(uint domain, int code, string message, bool transient = false, bool commitUnknown = false) : Exception(message)
{
    private const uint ClientDomain = 1;
    private const uint StreamDomain = 2;
    private const uint SaslDomain = 7;
    private const uint ScramDomain = 14;
    private const uint SelectionDomain = 15;
    private const uint MajorityDomain = 16;
    private const uint ServerDomain = 17;
    private const int AuthenticationInClient = 11;

    /// <summary>An error that a server reported inside an answer.</summary>
    public static MongoFailure OfServer(int code, string message) => new(ServerDomain, code, message);

    public int Code { get; } = code;

    public bool FromServer { get; } = domain == ServerDomain;

    /// <summary>No server was found in the time that the connection string allows: the command was not sent.</summary>
    public bool NoServer { get; } = domain == SelectionDomain;

    /// <summary>The primary has it, but no majority confirmed it in time; a failover may still lose it.</summary>
    public bool NotByMajority { get; } = domain == MajorityDomain || (domain == ServerDomain && code == 64);

    public bool LoginRefused { get; } = domain is SaslDomain or ScramDomain || (domain == ClientDomain && code == AuthenticationInClient);

    /// <summary>The connection broke, or a server stepped down, while the command was under way: it may have been executed.</summary>
    public bool OutcomeUnknown { get; } = domain == StreamDomain || commitUnknown
        || (domain == ServerDomain && code is 6 or 7 or 89 or 91 or 189 or 262 or 9001 or 10107 or 11600 or 11602 or 13435 or 13436);

    /// <summary>The transaction is gone, without effect, and may be tried again.</summary>
    public bool TryTransactionAgain { get; } = transient || (domain == ServerDomain && code is 112 or 251);
}
