namespace Flux.ScriptRunner.Execution;

/// <summary>What one run may use.</summary>
public sealed record ScriptLimits
{
    /// <summary>The most bytes a script's source may have: 1 MiB.</summary>
    public const int MaxSource = 1 << 20;

    /// <summary>Levels of nesting that JSON at the boundary may have.</summary>
    public const int MaxDepth = 64;

    /// <summary>Time, waiting in calls left out. Default: 30 s.</summary>
    public TimeSpan Wall { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Processor time, rounded up to whole seconds. Default: 10 s.</summary>
    public TimeSpan Cpu { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes of memory. Default: 256 MiB.</summary>
    public long Memory { get; init; } = 256L << 20;

    /// <summary>Bytes printed and logged. Default: 1 MiB.</summary>
    public int Stdout { get; init; } = 1 << 20;

    /// <summary>Bytes of the result. Default: 8 MiB.</summary>
    public int Result { get; init; } = 8 << 20;

    /// <summary>Calls out of the script. Default: 1000.</summary>
    public int Calls { get; init; } = 1000;
}
