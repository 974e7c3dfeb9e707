using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Shared;

namespace Grpc.Net.Client.Internal;

internal static class ResponseMetadata
{
    public static Metadata Of(HttpResponseHeaders headers)
    {
        var metadata = new Metadata();
        foreach (var header in headers.NonValidated)
        {
            if (IsProtocol(header.Key))
                continue;
            foreach (var value in header.Value)
                MetadataReader.Add(metadata, header.Key, value);
        }
        return metadata;
    }

    private static bool IsProtocol(string name) => name.ToLowerInvariant() is
        GrpcHeaders.Status or GrpcHeaders.Message or GrpcHeaders.Encoding or GrpcHeaders.AcceptEncoding;
}
