using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;

namespace Flux.Hosting;

/// <summary>Reads the details of an error on the calling side.</summary>
public static class RpcExceptionExtensions
{
    internal const string DetailsTrailer = "grpc-status-details-bin";

    /// <summary>The <c>google.rpc.Status</c> of the trailers, or null.</summary>
    public static Google.Rpc.Status? GetRichStatus(this RpcException exception)
    {
        if (exception.Trailers.GetValueBytes(DetailsTrailer) is not { } bytes)
            return null;
        try
        {
            return Google.Rpc.Status.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    /// <summary>The first detail of type <typeparamref name="T"/>, or null.</summary>
    public static T? GetDetail<T>(this RpcException exception)
        where T : class, IMessage<T>, new()
    {
        var descriptor = new T().Descriptor;
        foreach (var detail in exception.GetRichStatus()?.Details ?? [])
        {
            if (detail.Is(descriptor))
                return detail.Unpack<T>();
        }
        return null;
    }

    /// <summary>What went wrong, for programs: the reason of the <c>ErrorInfo</c>, as in <c>NOT_FOUND</c>; null without one.</summary>
    public static string? GetReason(this RpcException exception) => exception.GetErrorInfo() is { } info ? ErrorReason.Of(info) : null;

    /// <summary>The error's domain and metadata, or null; its reason is <see cref="GetReason"/>.</summary>
    public static ErrorInfo? GetErrorInfo(this RpcException exception) => exception.GetDetail<ErrorInfo>();

    /// <summary>The fields that are wrong; empty when the error is of another kind.</summary>
    public static IReadOnlyList<BadRequest.Types.FieldViolation> GetViolations(this RpcException exception) =>
        exception.GetDetail<BadRequest>()?.FieldViolations.ToList() ?? [];
}
