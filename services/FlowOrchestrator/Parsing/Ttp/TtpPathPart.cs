namespace Flux.FlowOrchestrator.Parsing.Ttp;

/// <summary>A part of a group's name: <c>interfaces*</c>, <c>{{ interface }}</c>.</summary>
/// <param name="Name">The key, or the name of the variable that holds it.</param>
/// <param name="IsVariable">The key is the value of a variable of the item.</param>
/// <param name="IsList">A list also of one item.</param>
internal sealed record TtpPathPart(string Name, bool IsVariable, bool IsList);
