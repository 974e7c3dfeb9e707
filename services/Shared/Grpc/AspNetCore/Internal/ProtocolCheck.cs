using Grpc.Core;
using Grpc.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Grpc.AspNetCore.Server.Internal;

// Tells clients of other protocols what they met.
internal static class ProtocolCheck
{
    public static bool Refuse(HttpContext http)
    {
        if (!GrpcHeaders.IsGrpcContentType(http.Request.ContentType))
        {
            Refuse(http, StatusCodes.Status415UnsupportedMediaType,
                http.Request.ContentType is { } type ? $"Content-Type '{type}' is not supported." : "Content-Type is missing.");
            return true;
        }
        if (!HttpProtocol.IsHttp2(http.Request.Protocol) && !HttpProtocol.IsHttp3(http.Request.Protocol))
        {
            http.Response.Headers.Upgrade = "h2";
            Refuse(http, StatusCodes.Status426UpgradeRequired, $"Request protocol '{http.Request.Protocol}' is not supported.");
            return true;
        }
        return false;
    }

    private static void Refuse(HttpContext http, int status, string message)
    {
        http.Response.StatusCode = status;
        http.Response.Headers[GrpcHeaders.Status] = ((int)StatusCode.Internal).ToString();
        http.Response.Headers[GrpcHeaders.Message] = PercentEncoding.Encode(message);
    }
}
