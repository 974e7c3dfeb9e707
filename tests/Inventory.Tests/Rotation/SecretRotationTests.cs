using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Documents.Secrets;
using Flux.Inventory.Rotation;
using Flux.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Flux.Inventory.Tests.Rotation;

public sealed class SecretRotationTests : InventoryTest
{
    private const int Documents = 4;

    [Fact]
    public async Task Rotate_AllSecrets_GetTheNewKeyAndStayReadable()
    {
        await MakeAsync();
        var response = await Administration.RotateSecretsAsync(new RotateSecretsRequest());
        Assert.Equal(("k2", Documents), (response.KeyId, response.Reencrypted));
        Assert.Equal(0, (await Administration.RotateSecretsAsync(new RotateSecretsRequest { ReencryptOnly = true })).Reencrypted);
        await ReadAllAsync();
        // The old key is needed no more.
        var file = Path.Combine(DataPath, SecretKeys.FileName);
        await File.WriteAllTextAsync(file, (await File.ReadAllLinesAsync(file))[0]);
        await RestartAsync();
        await ReadAllAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Rotate_ProcessDiesBetweenAnyTwoCommits_LosesNothingAndGoesOn(int commits)
    {
        await MakeAsync();
        var protector = Host.Services.GetRequiredService<SecretProtector>();
        Assert.True(protector.TryAddKey());
        var dying = new SecretReencryptor(new FailingStore(Host.Services.GetRequiredService<IDocumentStore>(), commits), protector, NullLogger<SecretReencryptor>.Instance);
        await Assert.ThrowsAsync<InvalidOperationException>(() => dying.RunAsync(default));
        await RestartAsync();
        await ReadAllAsync();
        Assert.Equal(Documents - commits, (await Administration.RotateSecretsAsync(new RotateSecretsRequest { ReencryptOnly = true })).Reencrypted);
        await ReadAllAsync();
    }

    [Fact]
    public async Task Rotate_ProcessDiesBeforeTheKeyFileIsInPlace_OldKeyStays()
    {
        await MakeAsync();
        // What is left of a draft that was never moved into place.
        await File.WriteAllTextAsync(Path.Combine(DataPath, SecretKeys.FileName + ".draft"), "k2:half");
        await RestartAsync();
        await ReadAllAsync();
    }

    [Fact]
    public async Task Unprotect_KeyThatAnotherServiceAdded_IsReadFromTheFile()
    {
        await MakeAsync();
        var other = SecretProtector.Open(DataPath);
        Assert.True(other.TryAddKey());
        Assert.Equal("text", Host.Services.GetRequiredService<SecretProtector>().Unprotect(other.Protect("text")));
        Assert.False(new SecretProtector(SecretKeys.Parse(Convert.ToBase64String(new byte[32]), "a test")).TryAddKey());
    }

    [Fact]
    public async Task Rotate_WhileSecretsAreWritten_LosesNothing()
    {
        await MakeAsync();
        var writes = Enumerable.Range(0, 20).Select(i => Client.SaveSettingsAsync(
            new SaveSettingsRequest { ElementId = 1, SettingsJson = $$"""{"facts.community":"c{{i}}"}""" }).ResponseAsync).ToList();
        await Administration.RotateSecretsAsync(new RotateSecretsRequest());
        await Task.WhenAll(writes);
        Assert.InRange((await Administration.RotateSecretsAsync(new RotateSecretsRequest { ReencryptOnly = true })).Reencrypted, 0, 1);
        var sources = await Internal.BatchGetContextSourcesAsync(new BatchGetContextSourcesRequest { ElementIds = { 1 } });
        Assert.StartsWith("\"c", sources.Elements[0].Settings.Single(setting => setting.Key == "facts.community").ValueJson, StringComparison.Ordinal);
    }

    // One element, its settings, a group and a profile, each with secrets.
    private async Task MakeAsync()
    {
        var bundle = Bundles.Demo();
        bundle.Profiles[0].ParameterGroups[0].Parameters.Add(new Parameter { VariableName = "token", Type = ParameterType.Secret, DefaultJson = "\"d3fault\"" });
        await ApplyAsync(bundle);
    }

    private async Task ReadAllAsync()
    {
        var connection = await Internal.GetConnectionAsync(new GetConnectionRequest { Name = "r1" });
        Assert.Equal("elem-s3cret", connection.Password);
        Assert.Contains("phrase-s3cret", connection.TransportSettingsJson, StringComparison.Ordinal);
        var sources = await Internal.BatchGetContextSourcesAsync(new BatchGetContextSourcesRequest { ElementIds = { 1 } });
        Assert.Equal("\"group-s3cret\"", sources.Groups[0].Variables[1].ValueJson);
        Assert.Equal(["\"set-s3cret\"", "\"d3fault\""], sources.Elements[0].Settings.Where(setting => setting.Secret).Select(setting => setting.ValueJson));
    }
}
