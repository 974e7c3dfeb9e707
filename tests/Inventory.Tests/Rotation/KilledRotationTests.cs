using System.Text.RegularExpressions;
using Flux.Contracts.Inventory.V1;
using Flux.Documents.Secrets;
using Flux.Lab;
using Flux.Testing;

namespace Flux.Inventory.Tests.Rotation;

/// <summary>A rotation whose process is killed.</summary>
public sealed partial class KilledRotationTests
{
    private const int Elements = 150;

    // An element and its settings are each a document with a secret.
    private const int Documents = 2 * Elements;

    [Fact]
    public async Task Rotate_ServiceIsKilledInTheMiddle_AllIsReadableAndTheNextOneEndsIt()
    {
        using var data = new TempDirectory("flux-inventory");
        var store = await TestStore.OptionsAsync();
        await using (var service = await InventoryProcess.StartAsync(data.Path, store)) await FillAsync(service);
        // Killed too late, a rotation is complete: then the next one is killed.
        while (await RotateAndKillAsync(data.Path, store) == 0)
        {
        }

        // All is sealed with the newest key: the others are needed no more.
        var file = Path.Combine(data.Path, SecretKeys.FileName);
        await File.WriteAllTextAsync(file, (await File.ReadAllLinesAsync(file))[0]);
        await using var last = await InventoryProcess.StartAsync(data.Path, store);
        await ReadAllAsync(last);
    }

    // Answers how many documents the killed rotation had left.
    private static async Task<int> RotateAndKillAsync(string data, string[] store)
    {
        Task<RotateSecretsResponse> killed;
        await using (var service = await InventoryProcess.StartAsync(data, store))
        {
            killed = service.Administration.RotateSecretsAsync(new RotateSecretsRequest()).ResponseAsync;
            await service.WaitForAsync(PageDone());
        }

        await ((Task)killed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await using var again = await InventoryProcess.StartAsync(data, store);
        await ReadAllAsync(again);
        var left = (await again.Administration.RotateSecretsAsync(new RotateSecretsRequest { ReencryptOnly = true })).Reencrypted;
        Assert.InRange(left, 0, Documents - 1);
        Assert.Equal(0, (await again.Administration.RotateSecretsAsync(new RotateSecretsRequest { ReencryptOnly = true })).Reencrypted);
        await ReadAllAsync(again);
        return left;
    }

    private static async Task FillAsync(InventoryProcess service)
    {
        var request = new ApplyInventoryRequest { Profiles = { Profile() } };
        for (var i = 1; i <= Elements; i++)
        {
            request.Elements.Add(new DeclaredElement
            {
                Element = new Element { Name = $"e{i}", Profile = "router", Password = $"pass-{i}" }, Settings = { new Setting { Key = "token", ValueJson = $"\"token-{i}\"" } },
            });
        }

        await service.Client.ApplyInventoryAsync(request);
    }

    private static Profile Profile() => new()
    {
        Name = "router", ParameterGroups = { new ParameterGroup { Name = "all", Parameters = { new Parameter { VariableName = "token", Type = ParameterType.Secret } } } },
    };

    private static async Task ReadAllAsync(InventoryProcess service)
    {
        var sources = await service.Internal.BatchGetContextSourcesAsync(new BatchGetContextSourcesRequest { ElementIds = { Enumerable.Range(1, Elements).Select(id => (long)id) } });
        Assert.Equal(Enumerable.Range(1, Elements).Select(i => $"\"token-{i}\""), sources.Elements.Select(element => element.Settings.Single().ValueJson));
        var connections = await Task.WhenAll(Enumerable.Range(1, Elements).Select(i => service.Internal.GetConnectionAsync(new GetConnectionRequest { Name = $"e{i}" }).ResponseAsync));
        Assert.Equal(Enumerable.Range(1, Elements).Select(i => $"pass-{i}"), connections.Select(connection => connection.Password));
    }

    [GeneratedRegex("have the new key so far")]
    private static partial Regex PageDone();
}
