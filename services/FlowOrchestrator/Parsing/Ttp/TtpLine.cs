using System.Text.RegularExpressions;

namespace Flux.FlowOrchestrator.Parsing.Ttp;

/// <summary>One line of a template, compiled.</summary>
/// <param name="Kind">What a match does.</param>
/// <param name="Regex">Matches a whole line of the answer; group <c>v0</c> is the first of <paramref name="Variables"/>.</param>
/// <param name="Variables">Variables that take a part of the line.</param>
/// <param name="Sets">Variables that are set when the line matches.</param>
/// <param name="IsAnyLine">It takes any line (<c>_line_</c>), so it is asked last.</param>
/// <param name="Number">1-based line of the template.</param>
internal sealed record TtpLine(
    TtpLineKind Kind, Regex Regex, IReadOnlyList<TtpVariable> Variables, IReadOnlyList<TtpVariable> Sets, bool IsAnyLine, int Number);
