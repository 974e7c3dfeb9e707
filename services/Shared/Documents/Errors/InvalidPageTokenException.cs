namespace Flux.Documents;

/// <summary>A page token is damaged or belongs to a query with other arguments.</summary>
public sealed class InvalidPageTokenException()
    : DocumentException("The page token does not belong to this query. Send it with the arguments of the page before, or start without a token.");
