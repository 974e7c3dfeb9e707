namespace Flux.ScriptRunner.Sandbox.Zygotes;

// Turns the last words of a zygote that could not start into what to do about it.
internal static class ZygoteFailure
{
    public static string Explain(ZygoteKind kind, string? line, string errors)
    {
        var text = line is { } said && said.StartsWith("FATAL ", StringComparison.Ordinal)
            ? said[6..]
            : errors.Trim().Split('\n').LastOrDefault(l => l.Length > 0) ?? "it said nothing";
        if (text.Contains("No module named 'django'", StringComparison.Ordinal))
            return "Django is missing; install the Debian package python3-django";
        if (text.Contains("No module named", StringComparison.Ordinal))
            return $"the Python library is incomplete ({text}); install the Debian packages libpython3.11-stdlib and, for templates, python3-django";
        return $"the Python zygote for {(kind == ZygoteKind.Django ? "templates" : "scripts")} cannot confine itself here: {text}";
    }
}
