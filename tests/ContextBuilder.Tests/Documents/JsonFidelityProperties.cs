using System.Text;
using Flux.ContextBuilder.Tests.Support;
using Flux.Contracts.Context.V1;
using Flux.Documents;

namespace Flux.ContextBuilder.Tests.Documents;

public sealed class JsonFidelityProperties : ContextTest
{
    private static readonly string[] Keys = ["", "a.b", "$set", "$", "a/b", "a~b", "é", "日本", "\U0001F600", "\\u0000", "\\\"", "x", "element", "_id", " ", "__proto__"];

    private static readonly string[] Leaves =
    [
        "null", "true", "false", "0", "-0", "-0.0", "1", "1.0", "1.10", "9007199254740993", "-9223372036854775809", "123456789012345678901234567890", "1e400", "1E-7", "0.1",
        "\"\"", "\"é\"", "\"\U0001F600\"", "\"\\u0000\\n\\\"\\\\\"", "\"$ref\"", "[]", "{}",
    ];

    [Fact]
    public async Task Create_AnyJson_ComesBackInItsOwnText()
    {
        var random = new Random(20);
        for (var i = 0; i < 60; i++)
        {
            var json = Object(random, 4);
            var made = (await Client.CreateContextAsync(new CreateContextRequest { Context = new ContextDocument { ContentJson = json } })).Context;
            Assert.Equal(json, (await Client.GetContextAsync(new GetContextRequest { Id = made.Id })).Context.ContentJson);
            var written = await Client.UpdateContextAsync(new UpdateContextRequest { Id = made.Id, Writes = { new ContextWrite { Kind = ContextWriteKind.Upsert, Key = "new.$key", ValueJson = json } } });
            Assert.Contains(json, written.Context.ContentJson, StringComparison.Ordinal);
            Assert.Equal(json, (await Client.GetContextValueAsync(new GetContextValueRequest { Id = made.Id, Pointer = "/new.$key" })).ValueJson);
        }
    }

    [Theory]
    [InlineData("""{"net":{"0":{"mtu":NaN}}}""", "'/net/0/mtu'")]
    [InlineData("""{"a":[1,[2,-Infinity]]}""", "'/a/1/1'")]
    [InlineData("""{"a/b":{"~":{"x":1,"x":2}}}""", "'/a~1b/~0/x'")]
    [InlineData("""{"a":1,"b":nope}""", "'/b'")]
    public void Parse_BadValue_NamesItsPath(string json, string path)
    {
        Assert.False(JsonText.TryParse(json, out _, out var problem));
        Assert.Contains(path, problem, StringComparison.Ordinal);
    }

    private static string Object(Random random, int depth)
    {
        var text = new StringBuilder("{");
        foreach (var key in Keys.OrderBy(_ => random.Next()).Take(random.Next(1, 5)))
            text.Append(text.Length > 1 ? "," : "").Append('"').Append(key).Append("\":").Append(Value(random, depth - 1));
        return text.Append('}').ToString();
    }

    private static string Value(Random random, int depth) => random.Next(depth > 0 ? 4 : 2) switch
    {
        2 => Object(random, depth),
        3 => $"[{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth - 1)))}]",
        _ => Leaves[random.Next(Leaves.Length)],
    };
}
