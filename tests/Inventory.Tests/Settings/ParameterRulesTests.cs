using System.Text.Json;
using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Inventory.Settings;
using Flux.Inventory.Storage;
using Flux.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Flux.Inventory.Tests.Settings;

public sealed class ParameterRulesTests : InventoryTest
{
    [Theory]
    [InlineData("\"ge-0/0/1\"", true)]
    [InlineData("\"ge-0/0/1\\n\"", false)]
    [InlineData("\"xe-0/0/1\"", false)]
    [InlineData("\"ge-\"", false)]
    [InlineData("\"ge-0/0/0/0/0/1\"", false)]
    public void Text_PatternAndLength_MustHold(string json, bool good) =>
        Assert.Equal(good, Accepts(new Parameter { Type = ParameterType.String, Pattern = "(ge|fe)-[0-9/]*", MinLength = 4, MaxLength = 10 }, json));

    [Theory]
    [InlineData("9007199254740993", true)]
    [InlineData("9007199254740992", false)]
    [InlineData("9007199254740995", false)]
    [InlineData("-1", false)]
    public void Integer_Limits_AreExact(string json, bool good) =>
        Assert.Equal(good, Accepts(new Parameter { Type = ParameterType.Integer, MinimumJson = "9007199254740993", MaximumJson = "9007199254740994" }, json));

    [Theory]
    [InlineData("0.5", true)]
    [InlineData("1", true)]
    [InlineData("1.01", false)]
    [InlineData("-1e-9", false)]
    public void Float_Limits_MustHold(string json, bool good) =>
        Assert.Equal(good, Accepts(new Parameter { Type = ParameterType.Float, MinimumJson = "0", MaximumJson = "1.0" }, json));

    [Fact]
    public async Task Profile_BadLimits_AreAllNamed()
    {
        var group = new ParameterGroup
        {
            Name = "g",
            Parameters =
            {
                new Parameter { VariableName = "a", Pattern = "(" },
                new Parameter { VariableName = "b", Pattern = "(?=x)", MinLength = 5, MaxLength = 4 },
                new Parameter { VariableName = "c", Type = ParameterType.Integer, MinimumJson = "2", MaximumJson = "1" },
                new Parameter { VariableName = "d", Type = ParameterType.Float, MinimumJson = "NaN", Pattern = "x" },
                new Parameter { VariableName = "e", Pattern = "[a-z]+", DefaultJson = "\"A\"" },
                new Parameter { VariableName = "f", MinimumJson = "1" },
                new Parameter { VariableName = "g", Pattern = new string('x', 100_000), DefaultJson = "\"a\"" },
                new Parameter { VariableName = "h", Pattern = "((a{100}){100}){100}", DefaultJson = "\"a\"" },
            },
        };
        var violations = await RefusedAsync(() => Client.CreateProfileAsync(new CreateProfileRequest { Profile = new Profile { Name = "p", ParameterGroups = { group } } }));
        Assert.Equal(
            ["[0].pattern", "[1].min_length", "[1].pattern", "[2].minimum_json", "[3].pattern", "[3].minimum_json", "[4].default_json", "[5].minimum_json", "[6].pattern", "[7].pattern"],
            violations.Keys.Select(key => key[key.LastIndexOf('[')..]));
    }

    [Fact]
    public async Task Save_ValueThatBreaksARule_IsRefusedWithoutQuotingSecrets()
    {
        var bundle = Bundles.Demo();
        bundle.Profiles[0].ParameterGroups[0].Parameters[5].MinLength = 8;
        bundle.Profiles[0].ParameterGroups[0].Parameters[1].MaximumJson = "10";
        await ApplyAsync(bundle);
        var violations = await RefusedAsync(() => Client.SaveSettingsAsync(
            new SaveSettingsRequest { ElementId = 1, SettingsJson = """{"facts.community":"s3cret","facts.interfaces":11,"facts.serial":"x"}""" }));
        Assert.Equal(["must have at least 8 characters.", "must be at most 10.", "is read-only: only a device reports it, so remove it here."], violations.Values);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Profile_ParameterBecomesSecret_SealsStoredValuesAtOnce(bool byApply)
    {
        await ApplyAsync(Bundles.Demo());
        await Client.SaveSettingsAsync(new SaveSettingsRequest { ElementId = 1, SettingsJson = """{"facts.hostname":"plain-t3xt","facts.interfaces":7}""" });
        var profile = (await Client.GetProfileAsync(new GetProfileRequest { Name = "router" })).Profile;
        profile.Etag = "";
        profile.ParameterGroups[0].Parameters[2].Type = ParameterType.Secret;
        if (byApply) await ApplyAsync(new ApplyInventoryRequest { Profiles = { profile } });
        else await Client.UpdateProfileAsync(new UpdateProfileRequest { Profile = profile });

        var store = Host.Services.GetRequiredService<IDocumentStore>();
        var stored = (await store.GetAsync(StoredSettings.Type, Keys.Of(1), default))!.Value.Values;
        Assert.Null(stored["facts.hostname"].Value);
        Assert.NotNull(stored["facts.hostname"].Sealed);
        Assert.Equal("7", stored["facts.interfaces"].Value!.Value.GetRawText());
        Assert.Equal("", (await Client.ListSettingsAsync(new ListSettingsRequest { ElementId = 1 })).Settings.Single(setting => setting.Key == "facts.hostname").ValueJson);
        var sources = await Internal.BatchGetContextSourcesAsync(new BatchGetContextSourcesRequest { ElementIds = { 1 } });
        Assert.Equal("\"plain-t3xt\"", sources.Elements[0].Settings.Single(setting => setting.Key == "facts.hostname").ValueJson);
    }

    [Fact]
    public async Task Profile_WrittenBackAsRead_KeepsTheDefaultOfASecret()
    {
        var parameter = new Parameter { VariableName = "token", Type = ParameterType.Secret, DefaultJson = "\"d3fault\"" };
        await Client.CreateProfileAsync(new CreateProfileRequest { Profile = new Profile { Name = "p", ParameterGroups = { new ParameterGroup { Name = "g", Parameters = { parameter } } } } });
        var profile = (await Client.GetProfileAsync(new GetProfileRequest { Name = "p" })).Profile;
        Assert.Equal("", profile.ParameterGroups[0].Parameters[0].DefaultJson);
        profile.ParameterGroups[0].Parameters[0].Description = "of the API";
        await Client.UpdateProfileAsync(new UpdateProfileRequest { Profile = profile });
        var sources = await Internal.BatchGetContextSourcesAsync(new BatchGetContextSourcesRequest { ElementIds = { await CreateAsync(new Element { Name = "r1", Profile = "p" }) } });
        Assert.Equal("\"d3fault\"", sources.Elements[0].Settings[0].ValueJson);
    }

    private static bool Accepts(Parameter parameter, string json) => SettingCoercion.Convert(parameter, JsonDocument.Parse(json).RootElement, out _) is not null;
}
