using Flux.ContextBuilder.Flows;

namespace Flux.ContextBuilder.Tests.Flows;

/// <summary>Semantics 2.7.</summary>
public sealed class FlattenerTests
{
    private const string First = """{"id":7,"context":{"net":{"0":{"hostname":"r1"}},"group":[2,5],"e":{}},"tasks":{"12":{"model_commands":{"result":1.0}}}}""";

    [Fact]
    public void Flatten_Entries_HavePathsByIndex() => Assert.Equal(
        """{"0.id":7,"0.context.net.0.hostname":"r1","0.context.group":[2,5],"0.context.e":{},"0.tasks.12.model_commands.result":1.0,"1.id":8,"1.tasks":{}}""",
        Flattener.Flatten([(0, First, false), (1, """{"id":8,"tasks":{}}""", false)]));

    [Fact]
    public void Flatten_Current_IsThereWithoutIndexToo() => Assert.Equal(
        """{"3.id":9,"3.tasks":{},"id":9,"tasks":{}}""", Flattener.Flatten([(3, """{"id":9,"tasks":{}}""", true)]));

    [Fact]
    public void Flatten_KeyWithDots_GivesNoPathTwice() => Assert.Equal(
        """{"0.a.b":2}""", Flattener.Flatten([(0, """{"a.b":1,"a":{"b":2}}""", false)]));
}
