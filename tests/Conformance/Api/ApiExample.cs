using Grpc.Core;

namespace Flux.Conformance.Api;

/// <summary>A request that works against a suite with examples/demo.yaml in it.</summary>
/// <param name="Rpc">"flux.inventory.v1.InventoryService/GetElement".</param>
/// <param name="Request">JSON; of a streaming request its messages with blanks between. $NAME stands for a kept value.</param>
/// <param name="Keep">What to keep of the first answer: variable name and path in the JSON ("run.id").</param>
/// <param name="Endless">The answer is a stream that does not end by itself.</param>
/// <param name="Status">Its status: OK, or another where only a state that the demo lacks would give OK.</param>
/// <param name="Before">Calls that must come right before.</param>
internal sealed record ApiExample(string Rpc, string Request, IReadOnlyDictionary<string, string> Keep, bool Endless, StatusCode Status, IReadOnlyList<ApiExample> Before)
{
    /// <summary>"GetElement".</summary>
    public string Method => Rpc[(Rpc.IndexOf('/', StringComparison.Ordinal) + 1)..];

    /// <summary>"flux.inventory.v1.InventoryService".</summary>
    public string Service => Rpc[..Rpc.IndexOf('/', StringComparison.Ordinal)];
}
