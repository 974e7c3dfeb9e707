namespace Flux.Cli.Demo;

/// <summary>The demo cannot go on.</summary>
/// <param name="phase">What it was doing.</param>
/// <param name="message">Why it failed.</param>
internal sealed class DemoException(string phase, string message) : Exception(message)
{
    /// <summary>What it was doing.</summary>
    public string Phase => phase;
}
