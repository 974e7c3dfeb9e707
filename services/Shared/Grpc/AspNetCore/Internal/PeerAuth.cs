using System.Security.Cryptography.X509Certificates;
using System.Text;
using Grpc.Core;

namespace Grpc.AspNetCore.Server.Internal;

// Who a client is by its certificate: its alternative names, else its common name.
internal static class PeerAuth
{
    private const string AlternativeName = "x509_subject_alternative_name";
    private const string CommonName = "x509_common_name";

    public static AuthContext Of(X509Certificate2? certificate)
    {
        if (certificate is null)
            return new AuthContext(null, []);
        var properties = new Dictionary<string, List<AuthProperty>>();
        string? identity = null;
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(extension => extension.EnumerateDnsNames()).ToList();
        if (names.Count > 0)
        {
            properties[AlternativeName] = names.ConvertAll(name => AuthProperty.Create(AlternativeName, Encoding.UTF8.GetBytes(name)));
            identity = AlternativeName;
        }
        var common = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        if (common.Length > 0)
        {
            properties[CommonName] = [AuthProperty.Create(CommonName, Encoding.UTF8.GetBytes(common))];
            identity ??= CommonName;
        }
        return new AuthContext(identity, properties);
    }
}
