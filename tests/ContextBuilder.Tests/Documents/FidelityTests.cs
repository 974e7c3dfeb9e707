using System.Diagnostics;
using System.Text.Json;
using Flux.ContextBuilder.Tests.Support;
using Flux.Contracts.Context.V1;

namespace Flux.ContextBuilder.Tests.Documents;

/// <summary>JSON to the store, over gRPC, through Python and back: the same values, and the same text wherever Python writes it alike.</summary>
public class FidelityTests : ContextTest
{
    private const string Program = "import json,sys; v=json.load(sys.stdin); sys.stdout.write(json.dumps(v,ensure_ascii=False,separators=(',',':')))";

    [Theory]
    [InlineData("""{"int":9007199254740993,"big":123456789012345678901234567890123456789012345,"neg":-9223372036854775809,"one":1,"float":1.0,"tiny":1e-07,"null":null,"no":false}""")]
    [InlineData("""{"":{"":[]},"a.b":{"$c":[1,{"d.":"x"}]},"$set":{"$inc":1},"~number":"1","ключ":"значение","日本":["語"],"a\\b\"":"\t"}""")]
    public async Task RoundTrip_EqualText(string json)
    {
        var first = await KeepAsync("a", json);
        Assert.Equal(json, first);
        var python = await PythonAsync(first);
        Assert.Equal(json, python);
        Assert.Equal(json, await KeepAsync("b", python));
    }

    [Theory]
    [InlineData("""{"price":1.00,"power":1e5,"more":1E+05,"zero":-0.0,"long":0.1234567890123456789}""")]
    public async Task RoundTrip_NumbersThatPythonWritesAnotherWay_StoreKeepsTheText(string json)
    {
        Assert.Equal(json, await KeepAsync("a", json));
        var python = await PythonAsync(json);
        Assert.Equal("""{"price":1.0,"power":100000.0,"more":100000.0,"zero":-0.0,"long":0.12345678901234568}""", python);
        Assert.Equal(python, await KeepAsync("b", python));
    }

    [Fact]
    public async Task RoundTrip_ThousandLevels_EqualText()
    {
        var json = $"{{\"a\":{new string('[', 999)}1.0{new string(']', 999)}}}";
        Assert.Equal(json, await KeepAsync("b", await PythonAsync(await KeepAsync("a", json))));
    }

    private async Task<string> KeepAsync(string id, string json)
    {
        await Client.CreateContextAsync(new CreateContextRequest { Context = new ContextDocument { Id = id, ContentJson = json } });
        return (await Client.GetContextAsync(new GetContextRequest { Id = id })).Context.ContentJson;
    }

    private static async Task<string> PythonAsync(string json)
    {
        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-X", "utf8", "-c", $"import sys; sys.setrecursionlimit(5000); {Program}"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;
        await python.StandardInput.WriteAsync(json);
        python.StandardInput.Close();
        return await python.StandardOutput.ReadToEndAsync();
    }
}
