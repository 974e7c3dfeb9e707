using System.Text.RegularExpressions;

namespace Flux.DeviceGateway.Platforms;

/// <summary>A question that a platform asks by itself, and the answer.</summary>
/// <param name="Question">Matches the last line.</param>
/// <param name="Secret">Which secret to send; null for <paramref name="Text"/>.</param>
/// <param name="Text">Text to send.</param>
public sealed record PlatformAnswer(Regex Question, PlatformSecret? Secret, string Text);
