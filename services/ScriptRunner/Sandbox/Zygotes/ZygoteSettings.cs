using System.Text.Json;
using Flux.ScriptRunner.Sandbox.Seccomp;

namespace Flux.ScriptRunner.Sandbox.Zygotes;

/// <summary>What a zygote is told at its start; see boot.py and kernel.py for the shape.</summary>
internal static class ZygoteSettings
{
    // Read only, never executable: mapping a library that is not mapped yet is refused by the filter anyway.
    private static readonly string[] ReadPaths = ["/usr/lib/python3.11", "/usr/lib/python3", "/usr/share/zoneinfo", "/dev/null", "/dev/urandom"];

    public static byte[] Encode(ZygoteKind kind, SandboxOptions options, string socket, int? uid)
    {
        var table = SystemCallTable.Current;
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            modules = PythonSources.Modules,
            settings = new
            {
                kind = kind == ZygoteKind.Django ? "django" : "light",
                socket,
                uid,
                landlock = options.Landlock,
                read_paths = ReadPaths,
                seccomp_number = table.Numbers["seccomp"],
                filters = new
                {
                    zygote = FilterPolicy.Zygote(table, closedWorld: false),
                    zygote_closed = FilterPolicy.Zygote(table, closedWorld: true),
                    child = FilterPolicy.Child(table),
                },
                limits = new
                {
                    memory = options.MaxMemory,
                    address_space = options.MaxMemory * 2,
                    cpu_seconds = (long)Math.Ceiling(options.MaxCpu.TotalSeconds),
                },
            },
        });
    }
}
