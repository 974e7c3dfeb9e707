using Flux.Contracts.Inventory.V1;
using Flux.Hosting;
using Flux.Inventory.Apply;
using Flux.Inventory.Audit;

namespace Flux.Inventory.Tenants;

/// <summary>Makes an organization as declared.</summary>
internal sealed class OrganizationEditor : IResourceEditor<Organization>
{
    private const int MaxText = 4000;

    public Organization Edit(Organization? stored, Organization declared, string path, Violations violations, List<AuditChange> changes)
    {
        violations.Require(declared.Description.Length <= MaxText, path + "description", $"is longer than {MaxText} characters.");
        if (stored is not null && stored.Description != declared.Description)
            changes.Add(AuditChange.OfText("description", stored.Description, declared.Description));
        return new Organization { Id = stored?.Id ?? 0, Name = declared.Name, Description = declared.Description };
    }
}
