namespace Flux.DeviceGateway.Terminal;

/// <summary>A line to type and what may be asked about it.</summary>
/// <param name="Text">Without line end.</param>
/// <param name="Answers">For questions of the device.</param>
public sealed record TerminalCommand(string Text, IReadOnlyList<TerminalAnswer> Answers)
{
    /// <summary>The same question a second time means that the answer was wrong: give up. Else it is left to the time limit.</summary>
    public bool OneTry { get; init; }

    /// <summary>A command that asks nothing.</summary>
    public TerminalCommand(string text)
        : this(text, [])
    {
    }
}
