using System.Buffers.Binary;

namespace Flux.ScriptRunner.Tests.Seccomp;

/// <summary>Runs a classic BPF program over a <c>struct seccomp_data</c>, as the kernel does.</summary>
internal static class BpfInterpreter
{
    public static uint Run(byte[] program, uint architecture, int number, params ulong[] arguments)
    {
        var data = new byte[64];
        BinaryPrimitives.WriteInt32LittleEndian(data, number);
        BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(4), architecture);
        for (var i = 0; i < arguments.Length; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(data.AsSpan(16 + (8 * i)), arguments[i]);
        uint accumulator = 0;
        for (var at = 0; ;)
        {
            var line = program.AsSpan(at * 8, 8);
            var value = BinaryPrimitives.ReadUInt32LittleEndian(line[4..]);
            at++;
            switch (BinaryPrimitives.ReadUInt16LittleEndian(line))
            {
                case 0x20:
                    accumulator = BinaryPrimitives.ReadUInt32LittleEndian(data.AsSpan((int)value));
                    break;
                case 0x54:
                    accumulator &= value;
                    break;
                case 0x05:
                    at += (int)value;
                    break;
                case 0x15:
                    at += accumulator == value ? line[2] : line[3];
                    break;
                case 0x35:
                    at += accumulator >= value ? line[2] : line[3];
                    break;
                case 0x45:
                    at += (accumulator & value) != 0 ? line[2] : line[3];
                    break;
                case 0x06:
                    return value;
                default:
                    throw new InvalidOperationException($"instruction {at - 1} is unknown");
            }
        }
    }
}
