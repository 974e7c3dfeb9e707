using System.Text;
using Flux.ScriptRunner.Execution;

namespace Flux.ScriptRunner.Tests.Failures;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("{}", null)]
    [InlineData("{\"a\":1e400}", null)]
    [InlineData("{\"a\":1,\"a\":2}", null)]
    [InlineData("{\"a\":\"\\ud83d\\ude00\"}", null)]
    [InlineData("", "is empty")]
    [InlineData("[]", "must be a JSON object")]
    [InlineData("{\"a\":}", "is not valid JSON (line 1, byte 6)")]
    [InlineData("{} x", "is not valid JSON")]
    [InlineData("{", "is not valid JSON (line 1, byte 2)")]
    [InlineData("{\"a\":NaN}", "is not valid JSON")]
    [InlineData("{\"a\":\"\\ud800\"}", "lone surrogate")]
    [InlineData("{\"\\udc00\":1}", "lone surrogate")]
    public void Fault_Text_IsFound(string json, string? expected)
    {
        var fault = JsonText.Fault(Encoding.UTF8.GetBytes(json), mustBeObject: true);
        if (expected is null)
            Assert.Null(fault);
        else
            Assert.Contains(expected, fault);
    }

    [Fact]
    public void Fault_TooDeep_SaysSo() =>
        Assert.Contains("deeper", JsonText.Fault(Encoding.UTF8.GetBytes(new string('[', 65) + new string(']', 65)), mustBeObject: false));

    [Fact]
    public void Fault_InvalidUtf8_IsFound() => Assert.Equal("is not valid UTF-8", JsonText.Fault([(byte)'"', 0xC3, (byte)'"'], mustBeObject: false));
}
