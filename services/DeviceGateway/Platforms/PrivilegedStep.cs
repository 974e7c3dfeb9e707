using System.Text.RegularExpressions;

namespace Flux.DeviceGateway.Platforms;

/// <summary>The step to the privileged mode, taken when the element has an elevated_priv_password or nothing is asked.</summary>
/// <param name="Command">"enable" for instance.</param>
/// <param name="From">The prompt before the step.</param>
/// <param name="Question">What the device asks; null when it asks nothing.</param>
public sealed record PrivilegedStep(string Command, Regex From, Regex? Question);
