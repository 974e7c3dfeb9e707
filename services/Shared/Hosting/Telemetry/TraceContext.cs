using System.Diagnostics;
using Grpc.Core;

namespace Flux.Hosting;

// W3C trace context in gRPC metadata.
internal static class TraceContext
{
    private const string Parent = "traceparent";
    private const string State = "tracestate";

    // A malformed header begins a trace of its own, as the standard asks.
    public static ActivityContext Read(Metadata headers) =>
        ActivityContext.TryParse(headers.GetValue(Parent), headers.GetValue(State), isRemote: true, out var context) ? context : default;

    // The caller's headers stay as they are: it may use them for other calls.
    public static Metadata Write(Metadata? headers, Activity activity)
    {
        var written = new Metadata();
        foreach (var entry in headers ?? Metadata.Empty)
        {
            if (entry.Key is not (Parent or State))
                written.Add(entry);
        }
        written.Add(Parent, activity.Id!);
        if (!string.IsNullOrEmpty(activity.TraceStateString))
            written.Add(State, activity.TraceStateString);
        return written;
    }
}
