using System.Diagnostics;
using System.Diagnostics.Metrics;
using Grpc.Core;

namespace Flux.Hosting;

// One call from its start to its end. The first end counts.
internal sealed class RpcSpan(Activity? activity, Histogram<double> duration, TagList tags, Func<StatusCode, bool> isError)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private int _ended;

    public Activity? Activity => activity;

    public static RpcSpan StartServer(ServerCallContext context)
    {
        var method = MethodName(context.Method);
        var tags = Tags(method);
        // The framework's own activity is not exported: as a parent it would be a hole in the trace.
        Activity.Current = null;
        var activity = RpcTelemetry.Source.StartActivity(ActivityKind.Server, TraceContext.Read(context.RequestHeaders), tags, name: method);
        return new RpcSpan(activity, RpcTelemetry.ServerDuration, tags, IsServerError);
    }

    public static RpcSpan StartClient(IMethod method, Uri server)
    {
        var tags = Tags(MethodName(method.FullName));
        tags.Add("server.address", server.Host.Length > 0 ? server.Host : server.AbsolutePath.Trim('/'));
        if (server.Port > 0)
            tags.Add("server.port", server.Port);
        var caller = Activity.Current;
        var activity = RpcTelemetry.Source.StartActivity(ActivityKind.Client, tags: tags, name: MethodName(method.FullName));
        // The call may go on after the caller's next line, which belongs to the caller's own span.
        Activity.Current = caller;
        return new RpcSpan(activity, RpcTelemetry.ClientDuration, tags, static code => code != StatusCode.OK);
    }

    // The status alone: its text may hold what a user sent.
    public void End(StatusCode code)
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
            return;
        var text = StatusName.Of(code);
        var measured = tags;
        measured.Add("rpc.response.status_code", text);
        activity?.SetTag("rpc.response.status_code", text);
        if (isError(code))
        {
            measured.Add("error.type", text);
            activity?.SetTag("error.type", text).SetStatus(ActivityStatusCode.Error);
        }
        duration.Record(Stopwatch.GetElapsedTime(_start).TotalSeconds, measured);
        activity?.Dispose();
    }

    public void End(Exception exception) => End(exception switch
    {
        RpcException rpc => rpc.StatusCode,
        OperationCanceledException => StatusCode.Cancelled,
        _ => StatusCode.Unknown,
    });

    public async Task<T> ObserveAsync<T>(Task<T> response)
    {
        try
        {
            var result = await response.ConfigureAwait(false);
            End(StatusCode.OK);
            return result;
        }
        catch (Exception e)
        {
            End(e);
            throw;
        }
    }

    private static TagList Tags(string method) => new() { { "rpc.system.name", "grpc" }, { "rpc.method", method } };

    // "/flux.flow.v1.FlowService/RunFlow" without its first character.
    private static string MethodName(string fullName) => fullName[1..];

    // What a caller did wrong is no failure of the server.
    private static bool IsServerError(StatusCode code) => code is StatusCode.Unknown or StatusCode.DeadlineExceeded or StatusCode.Unimplemented
        or StatusCode.Internal or StatusCode.Unavailable or StatusCode.DataLoss;
}
