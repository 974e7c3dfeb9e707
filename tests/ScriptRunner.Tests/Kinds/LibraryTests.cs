using Flux.Contracts.Script.V1;
using Flux.ScriptRunner.Tests.Fixtures;

namespace Flux.ScriptRunner.Tests.Kinds;

[Collection(SharedSandbox.Name)]
public sealed class LibraryTests(SandboxFixture sandbox)
{
    [Theory]
    [InlineData("datetime(2026, 1, 2).isoformat()", "\"2026-01-02T00:00:00\"")]
    [InlineData("(datetime(2026, 1, 2) + timedelta(days=1)).day", "3")]
    [InlineData("datetime(2026, 1, 2, tzinfo=timezone.utc).isoformat()", "\"2026-01-02T00:00:00+00:00\"")]
    [InlineData("timezone(timedelta(hours=2)).utcoffset(None).total_seconds()", "7200.0")]
    [InlineData("timezone.now().tzinfo is timezone.utc", "true")]
    [InlineData("pytz.timezone('Europe/Berlin').localize(datetime(2026, 7, 1)).isoformat()", "\"2026-07-01T00:00:00+02:00\"")]
    [InlineData("collections.Counter('aab')['a']", "2")]
    public async Task Model_Module_Works(string expression, string expected) =>
        OutcomeAssert.Result("""{"output":{"v":""" + expected + "}}", await sandbox.RunAsync(ScriptKind.Model, $"output['v'] = {expression}"));

    [Theory]
    [InlineData("boto3.client('s3')", "python3-boto3")]
    [InlineData("gcp_service_account.Credentials", "python3-google-auth")]
    [InlineData("gcp_bigquery.Client()", "google-cloud-bigquery")]
    public async Task Library_NotInstalled_FailsOnFirstUseAndNamesThePackage(string expression, string package)
    {
        var failure = OutcomeAssert.Failed("SCRIPT_EXCEPTION", await sandbox.RunAsync(ScriptKind.Model, $"output['v'] = 1\n{expression}"));
        Assert.Equal(("ImportError", 2), (failure.Type, failure.Line));
        Assert.Contains(package, failure.Message);
    }

    // Against Django's own filter, outside of the sandbox: both in one process.
    [Fact]
    public async Task Naturaltime_Moments_ReadAsDjangos()
    {
        var code = $$"""
            import sys, datetime as d
            sys.path.append('/usr/lib/python3/dist-packages')
            from django.conf import settings
            settings.configure(USE_TZ=True, USE_I18N=False)
            from django.contrib.humanize.templatetags import humanize
            now = d.datetime(2026, 3, 4, 5, 6, 7, tzinfo=d.timezone.utc)
            class Frozen(d.datetime):
                @classmethod
                def now(cls, tz=None): return now
            humanize.datetime = Frozen
            ours = {}
            exec(sys.argv[1], ours)
            for ago in (0, 1, 2, 59, 60, 119, 3599, 3600, 7200, 86399, 86400, 93600, 700000, 900000, 2700000, 31536000, 40000000, 200000000):
                for moment in (now - d.timedelta(seconds=ago), now + d.timedelta(seconds=ago)):
                    a, b = ours['naturaltime'](moment, now), str(humanize.naturaltime(moment))
                    print('same' if a == b else (ago, a, b))
            """;
        using var process = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("/usr/bin/python3.11", ["-I", "-S", "-c", code, Sandbox.PythonSources.Modules["naturaltime"]]) { RedirectStandardOutput = true })!;
        var lines = (await process.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(36, lines.Length);
        Assert.All(lines, line => Assert.Equal("same", line));
    }

    [Theory]
    [InlineData("ed25519", "ssh-ed25519 ")]
    [InlineData("rsa', bits=2048, comment='a b", "ssh-rsa ")]
    public async Task SshKeyGenerate_Key_IsTakenByOpenSsh(string arguments, string prefix)
    {
        var outcome = await sandbox.RunAsync(ScriptKind.Management, $"context.update(ssh_key_generate(type='{arguments}'))");
        Assert.True(outcome.Failure is null, outcome.Failure?.ToString());
        using var result = System.Text.Json.JsonDocument.Parse(outcome.Result!);
        var key = result.RootElement.GetProperty("context");
        Assert.StartsWith(prefix, key.GetProperty("public_key").GetString(), StringComparison.Ordinal);
        var directory = Directory.CreateTempSubdirectory("flux-key-");
        try
        {
            var file = Path.Combine(directory.FullName, "key");
            File.WriteAllText(file, key.GetProperty("private_key").GetString());
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            Assert.Equal(key.GetProperty("public_key").GetString(), await KeygenAsync("-y", "-f", file));
            Assert.Contains(key.GetProperty("fingerprint").GetString()!, await KeygenAsync("-l", "-f", file));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task<string> KeygenAsync(params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("ssh-keygen", arguments) { RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return text.Trim();
    }
}
