using Flux.Contracts.Common.V1;

namespace Flux.Notification.Rendering;

/// <summary>What rendering gave: one text a template in their order, or why the first bad one failed.</summary>
internal sealed record RenderingResult(IReadOnlyList<string> Texts, Failure? Failure);
