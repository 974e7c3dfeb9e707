using Flux.Contracts.Inventory.V1;
using Google.Protobuf;

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

    /// <summary>The parameter groups as JSON, without secrets.</summary>
    public static string Json(Profile profile) => $"[{string.Join(',', Hide(profile, "").ParameterGroups.Select(group => JsonFormatter.Default.Format(group)))}]";
}
