using Flux.DeviceGateway.Elements;
using Flux.DeviceGateway.Errors;
using Flux.DeviceGateway.Platforms;
using Flux.DeviceGateway.Ssh;

namespace Flux.DeviceGateway.Tests.Elements;

public sealed class TransportSettingsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    public void Read_Nothing_GivesDefaults(string json) => Assert.Equivalent(new TransportSettings(), TransportSettingsReader.Read("e", json));

    [Fact]
    public void Read_EveryKey_IsTaken()
    {
        var settings = TransportSettingsReader.Read("e", """
            {"protocol": "https", "port": 8443, "username": "u", "platform": "eos", "prompt": "^x$", "channel": "exec", "host_key_policy": "trust_on_first_use",
             "connect_timeout_seconds": 2.5, "command_timeout_seconds": 600, "keepalive_seconds": 5, "passphrase": "pp", "encoding": "gb18030", "jump_host": "bastion",
             "legacy_algorithms": true, "base_path": "/api/", "headers": {"X-A": "b"}, "http_auth": "bearer", "token": "t", "verify_tls": false, "tls_ca": "pem", "tls_server_name": "n"}
            """);

        Assert.Equal("^x$", settings.Prompt!.ToString());
        Assert.Equal("GB18030", settings.Encoding.WebName.ToUpperInvariant());
        Assert.Equal("b", settings.Http.Headers["X-A"]);
        Assert.Equal(
            new TransportSettings
            {
                Protocol = TransportProtocol.Https,
                Port = 8443,
                Username = "u",
                Platform = "eos",
                Prompt = settings.Prompt,
                Channel = ChannelKind.Exec,
                HostKeyPolicy = HostKeyPolicy.TrustOnFirstUse,
                ConnectTimeout = TimeSpan.FromSeconds(2.5),
                CommandTimeout = TimeSpan.FromMinutes(10),
                KeepAlive = TimeSpan.FromSeconds(5),
                Passphrase = "pp",
                Encoding = settings.Encoding,
                JumpHost = "bastion",
                LegacyAlgorithms = true,
                Http = new HttpSettings
                {
                    BasePath = "/api",
                    Headers = settings.Http.Headers,
                    Authentication = HttpAuthentication.Bearer,
                    Token = "t",
                    VerifyTls = false,
                    TrustedAuthorities = "pem",
                    ServerName = "n",
                },
            },
            settings);
    }

    [Fact]
    public void Read_SeveralFaults_NamesAll()
    {
        var error = Assert.Throws<DeviceException>(() => TransportSettingsReader.Read("core1", """
            {"prot": "ssh", "port": 70000, "username": 5, "channel": "telnet", "legacy_algorithms": "yes", "connect_timeout_seconds": 0, "prompt": "(", "encoding": "klingon", "headers": {"a": 1}}
            """));

        Assert.Equal(DeviceReason.InvalidTransportSettings, error.Reason);
        foreach (var text in (string[])["core1", "unknown key 'prot'", "port: 70000", "username: must be a string", "channel: 'telnet' is none of shell, exec", "legacy_algorithms", "connect_timeout_seconds: 0", "prompt: ", "encoding: 'klingon'", "headers.a"])
            Assert.Contains(text, error.Message);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"port\": 22.5}")]
    public void Read_NoObjectOrNoNumber_IsRefused(string json) =>
        Assert.Equal(DeviceReason.InvalidTransportSettings, Assert.Throws<DeviceException>(() => TransportSettingsReader.Read("e", json)).Reason);
}
