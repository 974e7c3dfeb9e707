using System.Net.Mail;
using Flux.Contracts.Inventory.V1;
using Flux.Hosting;
using Flux.Inventory.Apply;
using Flux.Inventory.Audit;

namespace Flux.Inventory.Tenants;

/// <summary>Makes a user as declared.</summary>
internal sealed class UserEditor : IResourceEditor<User>
{
    private const int MaxName = 200;
    private const int MaxEmail = 254;

    public User Edit(User? stored, User declared, string path, Violations violations, List<AuditChange> changes)
    {
        if (violations.Require(declared.FullName.Length <= MaxName, path + "full_name", $"is longer than {MaxName} characters."))
            violations.Require(!declared.FullName.Any(char.IsControl), path + "full_name", "must not hold control characters or line ends.");
        violations.Require(declared.Email.Length == 0 || IsAddress(declared.Email), path + "email", "must be an address in the form name@example.org.");
        var result = declared.Clone();
        result.Id = stored?.Id ?? 0;
        result.Etag = "";
        if (stored is null) return result;
        if (stored.FullName != result.FullName) changes.Add(AuditChange.OfText("full_name", stored.FullName, result.FullName));
        if (stored.Email != result.Email) changes.Add(AuditChange.OfText("email", stored.Email, result.Email));
        if (stored.OrganizationId != result.OrganizationId) changes.Add(new AuditChange("organization_id", $"{stored.OrganizationId}", $"{result.OrganizationId}"));
        return result;
    }

    private static bool IsAddress(string text) =>
        text.Length <= MaxEmail && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) && MailAddress.TryCreate(text, out var address) && address.Address == text;
}
