using Flux.Contracts.Inventory.V1;

namespace Flux.Inventory.Profiles;

/// <summary>Profiles as operators see them.</summary>
internal static class ProfileView
{
    public static Profile Hide(Profile stored, string etag)
    {
        var copy = stored.Clone();
        copy.Etag = etag;
        foreach (var parameter in copy.ParameterGroups.SelectMany(group => group.Parameters))
        {
            if (parameter.Type == ParameterType.Secret) parameter.DefaultJson = "";
        }

        return copy;
    }
}
