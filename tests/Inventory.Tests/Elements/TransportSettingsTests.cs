using Flux.Hosting;
using Flux.Inventory.Elements;

namespace Flux.Inventory.Tests.Elements;

public sealed class TransportSettingsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("{}", "")]
    [InlineData("""{"port":"22","legacy_algorithms":"True","connect_timeout_seconds":"1.5"}""", """{"port":22,"legacy_algorithms":true,"connect_timeout_seconds":1.5}""")]
    [InlineData("""{"platform":null,"username":"a"}""", """{"username":"a"}""")]
    [InlineData("""{"headers":{"X":"1"},"jump_host":"r9"}""", """{"headers":{"X":"1"},"jump_host":"r9"}""")]
    public void Check_GoodSettings_AnswersThemWithRealTypes(string json, string expected)
    {
        var violations = new Violations();
        Assert.Equal(expected, TransportSettings.Check(json, "t", violations));
        Assert.True(violations.IsEmpty);
    }

    [Theory]
    [InlineData("[]", "t")]
    [InlineData("{", "t")]
    [InlineData("""{"Port":22}""", "t.Port")]
    [InlineData("""{"port":0}""", "t.port")]
    [InlineData("""{"port":22.5}""", "t.port")]
    [InlineData("""{"port":"ssh"}""", "t.port")]
    [InlineData("""{"username":5}""", "t.username")]
    [InlineData("""{"tls_verify":"maybe"}""", "t.tls_verify")]
    [InlineData("""{"command_timeout_seconds":-1}""", "t.command_timeout_seconds")]
    [InlineData("""{"headers":"X"}""", "t.headers")]
    public void Check_BadSettings_NamesTheKey(string json, string path)
    {
        var violations = new Violations();
        TransportSettings.Check(json, "t", violations);
        Assert.StartsWith($"{path}: ", Assert.Throws<FluxException>(violations.ThrowIfAny).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unmask_MaskedSecret_IsTheStoredOne_ANewOneStays()
    {
        const string Stored = """{"passphrase":"old","token":"t"}""";
        Assert.Equal(Stored, TransportSettings.Unmask(TransportSettings.Mask(Stored), Stored));
        Assert.Equal("""{"passphrase":"new","token":"t"}""", TransportSettings.Unmask("""{"passphrase":"new","token":"********"}""", Stored));
        Assert.Equal("{}", TransportSettings.Unmask("""{"token":"********"}""", ""));
    }
}
