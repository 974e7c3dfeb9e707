namespace Flux.Cli.Demo;

/// <summary>How the demo is run.</summary>
/// <param name="Json">One JSON document on standard output instead of tables.</param>
/// <param name="Keep">Leave everything running until Ctrl-C.</param>
internal sealed record DemoOptions(bool Json, bool Keep);
