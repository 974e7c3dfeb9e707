using Microsoft.AspNetCore.Builder;

namespace Flux.Hosting;

// A process that was told to stop ends, whatever hangs in it: a thread of its own counts, since the thread pool may be what is stuck.
internal static class StopLimit
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    public static void Arm(WebApplication app, FluxHostOptions options)
    {
        var limit = options.ShutdownPause + options.DrainTimeout + Margin;
        var logger = app.Logger;
        app.Lifetime.ApplicationStopping.Register(() =>
        {
            var thread = new Thread(() =>
            {
                Thread.Sleep(limit);
                HostLog.StopHangs(logger, limit.TotalSeconds);
                Environment.Exit(3);
            })
            {
                IsBackground = true,
                Name = "stop limit",
            };
            thread.Start();
        });
    }
}
