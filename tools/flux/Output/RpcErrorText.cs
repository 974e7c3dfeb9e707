using Flux.Hosting;
using Grpc.Core;

namespace Flux.Cli.Output;

/// <summary>A service's error as a person reads it.</summary>
internal static class RpcErrorText
{
    /// <summary>"NOT_FOUND: flow 'x' does not exist", with the remedy for a suite that is not up.</summary>
    public static string Of(RpcException error)
    {
        var name = string.Concat(error.StatusCode.ToString().Select((letter, index) => char.IsUpper(letter) && index > 0 ? $"_{letter}" : $"{char.ToUpperInvariant(letter)}"));
        var text = $"{name}: {error.Status.Detail}";
        foreach (var violation in error.GetViolations().Skip(3))
            text += $"\n  {violation.Field}: {violation.Description}";
        return error.StatusCode == StatusCode.Unavailable && error.GetErrorInfo() is null ? text + "\nIs the suite up? Start it with: ./flux up" : text;
    }
}
