using Flux.Documents;

namespace Flux.Events.Tests.Support;

internal sealed record Thing(string Name)
{
    public static readonly DocumentType<Thing> Type = new("things", []);
}
