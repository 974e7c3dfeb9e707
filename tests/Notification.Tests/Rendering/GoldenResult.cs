namespace Flux.Notification.Tests.Rendering;

/// <summary>What rendering a template gave: its text, or the type of the exception.</summary>
internal sealed record GoldenResult(string? Text, string? Error);
