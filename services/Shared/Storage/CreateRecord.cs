using Flux.Documents;

namespace Flux.Storage;

/// <summary>What a create call with a request_id made, under that id (AIP-155).</summary>
/// <param name="ResourceId">What it made.</param>
/// <param name="Digest">Of the request, so that another request with the same id is noticed.</param>
/// <param name="Time">When; records are dropped after a day.</param>
internal sealed record CreateRecord(long ResourceId, string Digest, DateTimeOffset Time)
{
    public static readonly DocumentType<CreateRecord> Type = new("create-requests", [new("time", record => record.Time)]);
}
