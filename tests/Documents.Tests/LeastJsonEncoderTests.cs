using System.Text.Json;

namespace Flux.Documents.Tests;

public sealed class LeastJsonEncoderTests
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = LeastJsonEncoder.Instance };

    [Theory]
    [InlineData("", "\"\"")]
    [InlineData("é日\U0001F600\u2028\ufffd<>&'+/\u007f", "\"é日\U0001F600\u2028\ufffd<>&'+/\u007f\"")]
    [InlineData("\"\\\b\t\n\f\r\0\u001f", "\"\\\"\\\\\\b\\t\\n\\f\\r\\u0000\\u001F\"")]
    [InlineData("\U0001F600\"\U0001F600", "\"\U0001F600\\\"\U0001F600\"")]
    public void Serialize_Text_EscapesOnlyWhatJsonDemands(string text, string expected)
    {
        var json = JsonSerializer.Serialize(text, Options);

        Assert.Equal(expected, json);
        Assert.Equal(expected, JsonText.Quote(text));
        Assert.Equal(text, JsonSerializer.Deserialize<string>(json));
        Assert.Equal(expected, JsonText.Write(JsonDocument.Parse(json).RootElement));
    }

    [Theory]
    [InlineData("a\ud800")]
    [InlineData("\udc00b")]
    [InlineData("\ud83d\ud83d\ude00")]
    public void Serialize_HalfOfAPair_NeverMakesInvalidJson(string text) =>
        Assert.Equal(text.Replace("\ud83d\ud83d", "\ufffd\ud83d", StringComparison.Ordinal).Replace("a\ud800", "a\ufffd", StringComparison.Ordinal).Replace("\udc00b", "\ufffdb", StringComparison.Ordinal),
            JsonSerializer.Deserialize<string>(JsonText.Quote(text)));
}
