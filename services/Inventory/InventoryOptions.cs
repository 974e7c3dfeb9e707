using System.ComponentModel.DataAnnotations;

namespace Flux.Inventory;

/// <summary>How long the inventory remembers; <c>--inventory:keep-audit</c> or <c>FLUX_INVENTORY__KEEP_AUDIT</c>.</summary>
internal sealed class InventoryOptions : IValidatableObject
{
    /// <summary>How long audit entries are kept; 00:00:00 for ever. Default: 400 days.</summary>
    public TimeSpan KeepAudit { get; set; } = TimeSpan.FromDays(400);

    /// <summary>Most revisions of one stored configuration (element, format and section) that are kept, counted when one is stored; 0 for all. Default: 1000.</summary>
    [Range(0, int.MaxValue)]
    public int KeepRevisions { get; set; } = 1000;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (KeepAudit < TimeSpan.Zero || KeepAudit > TimeSpan.FromDays(36_500)) yield return new ValidationResult("must not be negative, nor above 36500.00:00:00", [nameof(KeepAudit)]);
    }
}
