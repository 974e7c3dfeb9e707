namespace Flux.Conformance.Peers;

/// <summary>A program with its arguments.</summary>
/// <param name="FileName">The program.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Remedy">How to install the program if it is missing.</param>
internal sealed record ProgramCall(string FileName, IReadOnlyList<string> Arguments, string Remedy)
{
    /// <summary>Variables beside the inherited ones.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The same program with more arguments.</summary>
    public ProgramCall With(params string[] arguments) => this with { Arguments = [.. Arguments, .. arguments] };

    public override string ToString() => $"{FileName} {string.Join(' ', Arguments)}";
}
