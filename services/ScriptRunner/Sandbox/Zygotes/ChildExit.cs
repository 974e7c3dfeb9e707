namespace Flux.ScriptRunner.Sandbox.Zygotes;

/// <summary>How a child ended, as the kernel told the zygote.</summary>
/// <param name="Status">The wait status: exit code in the second byte, signal in the lowest seven bits; -1 when the zygote died first.</param>
/// <param name="Cpu">Processor time of the whole process.</param>
/// <param name="MaxMemory">Peak resident memory in bytes.</param>
internal readonly record struct ChildExit(int Status, TimeSpan Cpu, long MaxMemory)
{
    public static ChildExit Lost { get; } = new(-1, TimeSpan.Zero, 0);

    public int Signal => Status < 0 ? 0 : Status & 0x7F;

    public int Code => Status < 0 ? -1 : (Status >> 8) & 0xFF;
}
