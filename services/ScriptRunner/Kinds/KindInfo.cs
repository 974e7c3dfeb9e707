using Flux.Contracts.Script.V1;

namespace Flux.ScriptRunner.Kinds;

/// <summary>What a kind of script is, for checking requests and calls. The names themselves are bound in kinds.py.</summary>
/// <param name="Kind">In the contract.</param>
/// <param name="Key">In the Python half.</param>
/// <param name="Names">What a script of this kind has without an import, modules left out.</param>
/// <param name="Modules">The modules and functions it has by name.</param>
/// <param name="Calls">The calls it may make. Scripts can send any frame, so this list, not Python, decides.</param>
internal sealed record KindInfo(ScriptKind Kind, string Key, string[] Names, string[] Modules, string[] Calls);
