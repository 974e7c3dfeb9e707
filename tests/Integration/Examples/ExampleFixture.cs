using Flux.Cli;
using Flux.Integration.Support;
using Flux.Lab;

namespace Flux.Integration.Examples;

/// <summary>The suite with the devices of examples/devices.yaml: the lab's three, and a controller over HTTP.</summary>
public sealed class ExampleFixture(RunningSuite suite) : IAsyncLifetime
{
    private readonly TempDirectory _state = new("flux-examples");

    /// <summary>The folder of the example files.</summary>
    public static string Folder => Path.GetDirectoryName(Workspace.DemoFile)!;

    /// <summary>Where the devices keep what stands for their configuration.</summary>
    public string State => _state.Path;

    internal ExampleWeb Web { get; } = new();

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        // The devices' user has an account of its own.
        File.SetUnixFileMode(State, (UnixFileMode)0b111_111_111);
        var devices = suite.Lab.Devices;
        string[] values =
        [
            $"LAB_KEY={devices[0].PrivateKey}", $"LAB_CHANNEL={devices[0].Channel}", $"LAB_STATE={State}",
            .. devices.Index().SelectMany(d => new[] { $"R{d.Index + 1}_ADDRESS={d.Item.Address}", $"R{d.Index + 1}_PORT={d.Item.Port}", $"R{d.Index + 1}_USERNAME={d.Item.Username}" }),
            "WEB_ADDRESS=127.0.0.1", $"WEB_PORT={Web.Port}", $"WEB_TOKEN={ExampleWeb.Token}",
        ];
        var (code, output, errors) = await FluxProgram.RunAsync(
            suite.Folder, ["apply", "-f", Path.Combine(Folder, "devices.yaml"), "--data", suite.Data, .. values.SelectMany(v => new[] { "--set", v })]);
        Assert.True(code == 0, errors + output);
    }

    /// <inheritdoc/>
    public Task DisposeAsync()
    {
        Web.Dispose();
        _state.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Applies one of the example files.</summary>
    public Task ApplyAsync(string file) => suite.ApplyAsync(File.ReadAllText(Path.Combine(Folder, file)));
}
