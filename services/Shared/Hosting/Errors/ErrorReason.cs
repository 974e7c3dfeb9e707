using Google.Protobuf.Reflection;
using Google.Rpc;

namespace Flux.Hosting;

// The reason of an ErrorInfo by field number: older packages of the common protos call the same field "type".
internal static class ErrorReason
{
    private static readonly IFieldAccessor Field = ErrorInfo.Descriptor.FindFieldByNumber(1).Accessor;

    public static ErrorInfo New(string reason)
    {
        var info = new ErrorInfo { Domain = FluxException.Domain };
        Field.SetValue(info, reason);
        return info;
    }

    public static string Of(ErrorInfo info) => (string)Field.GetValue(info);
}
