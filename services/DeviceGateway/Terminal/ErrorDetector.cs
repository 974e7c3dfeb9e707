using System.Text;
using System.Text.RegularExpressions;
using Flux.DeviceGateway.Platforms;

namespace Flux.DeviceGateway.Terminal;

/// <summary>Reads from an output whether the device rejected the command.</summary>
internal static class ErrorDetector
{
    // A complaint stands at the beginning, or at the end of what a commit says; a log or a configuration in between may quote one.
    private const int Head = 4096;
    private const int Tail = 1024;

    public static string? Find(Platform platform, ReadOnlySpan<byte> output)
    {
        var text = output.Length <= Head + Tail
            ? Encoding.UTF8.GetString(output)
            : Encoding.UTF8.GetString(output[..Head]) + "\n" + Encoding.UTF8.GetString(output[^Tail..]);
        try
        {
            return text.Split('\n').FirstOrDefault(line => platform.Errors.Any(error => error.IsMatch(line)))?.Trim();
        }
        catch (RegexMatchTimeoutException error)
        {
            throw SlowPattern.Error(error);
        }
    }
}
