namespace Flux.Inventory.Audit;

/// <summary>One changed field or setting; values as JSON text, null for absent.</summary>
internal sealed record AuditChange(string Field, string? Old, string? New);
