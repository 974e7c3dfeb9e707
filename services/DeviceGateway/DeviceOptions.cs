using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Flux.DeviceGateway.Ssh;

namespace Flux.DeviceGateway;

/// <summary>What the gateway takes as <c>--name value</c>.</summary>
public sealed class DeviceOptions : IValidatableObject
{
    private const string TrustOnFirstUse = "trust_on_first_use";
    private const string Strict = "strict";

    /// <summary>A YAML file with more platforms, in the shape of the built-in one. Default: none.</summary>
    public string? Platforms { get; set; }

    /// <summary>
    /// For elements without a pinned host key and a policy of their own: trust_on_first_use or strict. Default: strict where
    /// DOTNET_ENVIRONMENT (or ASPNETCORE_ENVIRONMENT) is Production, else trust_on_first_use.
    /// </summary>
    [AllowedValues(null, TrustOnFirstUse, Strict, ErrorMessage = "must be trust_on_first_use or strict")]
    public string? HostKeyPolicy { get; set; }

    /// <summary>Sessions at the same time with the elements of a group, as in "core=1,edge=3"; further ones wait. Default: none.</summary>
    public string GroupLimits { get; set; } = "";

    /// <summary>Open sessions at most; further ones are refused with RESOURCE_EXHAUSTED. Default: 1000.</summary>
    [Range(1, 100_000)]
    public int MaxSessions { get; set; } = 1000;

    /// <summary>Logins at the same time; further ones wait. Default: 64.</summary>
    [Range(1, 10_000)]
    public int MaxLogins { get; set; } = 64;

    /// <summary>Logins at the same time at one address; further ones wait. OpenSSH begins to drop at 10. Default: 4.</summary>
    [Range(1, 1000)]
    public int MaxLoginsPerDevice { get; set; } = 4;

    /// <summary>A session closes when it was not used for so long. Default: 2 minutes.</summary>
    public TimeSpan SessionIdle { get; set; } = TimeSpan.FromMinutes(2);

    internal HostKeyPolicy DefaultHostKeyPolicy => (HostKeyPolicy ?? (Production ? Strict : TrustOnFirstUse)) == Strict ? Ssh.HostKeyPolicy.Strict : Ssh.HostKeyPolicy.TrustOnFirstUse;

    /// <summary>Of <see cref="GroupLimits"/>; entries that cannot be read are left out, and refused by validation.</summary>
    internal IReadOnlyDictionary<string, int> GroupLimitsByName => Limits().Where(limit => limit.Most > 0).GroupBy(limit => limit.Group).ToDictionary(group => group.Key, group => group.Last().Most);

    /// <summary>Where the gateway runs: DOTNET_ENVIRONMENT, else ASPNETCORE_ENVIRONMENT; null where neither is set.</summary>
    internal string? EnvironmentName { get; set; } = Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT");

    private bool Production => string.Equals(EnvironmentName, "Production", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (SessionIdle < TimeSpan.FromSeconds(1) || SessionIdle > TimeSpan.FromDays(1))
            yield return new ValidationResult("must be between 00:00:01 and 1.00:00:00", [nameof(SessionIdle)]);
        foreach (var (entry, _, most) in Limits())
        {
            if (most <= 0)
                yield return new ValidationResult($"'{entry}' must be a group's name, '=' and a number above 0, as in core=1,edge=3", [nameof(GroupLimits)]);
        }
    }

    private IEnumerable<(string Entry, string Group, int Most)> Limits()
    {
        foreach (var entry in GroupLimits.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var at = entry.LastIndexOf('=');
            yield return (entry, at > 0 ? entry[..at].Trim() : "", at > 0 && int.TryParse(entry[(at + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var most) ? most : 0);
        }
    }
}
