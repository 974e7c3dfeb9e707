namespace Flux.Hosting;

// A wrong option is the user's mistake: it deserves a sentence, not a stack trace.
internal static class StartFailure
{
    public const int ExitCode = 2;

    private static int _installed;

    public static void ReportInOneLine()
    {
        if (Interlocked.Exchange(ref _installed, 1) == 0)
        {
            AppDomain.CurrentDomain.UnhandledException += static (_, e) =>
            {
                if (e.ExceptionObject is FluxStartException failure)
                {
                    Report(failure);
                    Environment.Exit(ExitCode);
                }
            };
        }
    }

    public static int Report(FluxStartException failure)
    {
        Console.Error.WriteLine(failure.Message);
        return ExitCode;
    }
}
