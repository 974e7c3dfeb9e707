namespace Flux.ScriptRunner.Sandbox.Seccomp;

// Conditional jumps on the accumulator, with a constant.
internal enum BpfTest : ushort
{
    Equal = 0x15,
    GreaterOrEqual = 0x35,
    AnyBit = 0x45,
}
