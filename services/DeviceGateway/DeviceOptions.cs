using System.ComponentModel.DataAnnotations;
using Flux.DeviceGateway.Ssh;

namespace Flux.DeviceGateway;

/// <summary>What the gateway takes as <c>--name value</c>.</summary>
public sealed class DeviceOptions : IValidatableObject
{
    private const string TrustOnFirstUse = "trust_on_first_use";
    private const string Strict = "strict";

    /// <summary>A YAML file with more platforms, in the shape of the built-in one. Default: none.</summary>
    public string? Platforms { get; set; }

    /// <summary>For elements without a pinned host key and a policy of their own: trust_on_first_use or strict. Default: trust_on_first_use; use strict in production.</summary>
    [AllowedValues(TrustOnFirstUse, Strict, ErrorMessage = "must be trust_on_first_use or strict")]
    public string HostKeyPolicy { get; set; } = TrustOnFirstUse;

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

    internal HostKeyPolicy DefaultHostKeyPolicy => HostKeyPolicy == Strict ? Ssh.HostKeyPolicy.Strict : Ssh.HostKeyPolicy.TrustOnFirstUse;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (SessionIdle < TimeSpan.FromSeconds(1) || SessionIdle > TimeSpan.FromDays(1))
            yield return new ValidationResult("must be between 00:00:01 and 1.00:00:00", [nameof(SessionIdle)]);
    }
}
