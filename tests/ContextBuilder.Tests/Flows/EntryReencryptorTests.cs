using Flux.ContextBuilder.Tests.Support;
using Flux.Contracts.Context.V1;
using Flux.Documents.Secrets;

namespace Flux.ContextBuilder.Tests.Flows;

public sealed class EntryReencryptorTests : ContextTest
{
    [Fact]
    public async Task Reencrypt_NewKey_OldOneIsNeededNoMore()
    {
        await AppendAsync("run-1", 1, 2);
        Assert.Equal(0, (await Client.ReencryptSecretsAsync(new ReencryptSecretsRequest())).Reencrypted);
        Assert.True(SecretProtector.Open(DataPath).TryAddKey());
        var response = await Client.ReencryptSecretsAsync(new ReencryptSecretsRequest());
        // The second element has no secrets.
        Assert.Equal(("k2", 1), (response.KeyId, response.Reencrypted));
        Assert.Equal(0, (await Client.ReencryptSecretsAsync(new ReencryptSecretsRequest())).Reencrypted);
        var entries = (await Internal.GetFlowContextAsync(new GetFlowContextRequest { RunId = "run-1" })).EntriesJson;
        Assert.Contains("elem-s3cret", entries, StringComparison.Ordinal);
    }
}
