using System.Buffers.Binary;

namespace Flux.ScriptRunner.Sandbox.Seccomp;

/// <summary>
/// Assembles classic BPF with labels. Conditional jumps reach 255 instructions only; where a label is farther away the
/// assembler puts unconditional jumps (32 bits) behind the condition.
/// </summary>
internal sealed class BpfAssembler
{
    private const ushort LoadWord = 0x20, AndWord = 0x54, Always = 0x05, Leave = 0x06;

    private readonly List<Line> _lines = [];
    private readonly Dictionary<string, int> _labels = [];

    private sealed record Line(ushort Code, uint Value, string? True = null, string? False = null)
    {
        public bool Far { get; set; }
        public int Size => Far ? 3 : 1;
    }

    /// <summary>Loads the 32-bit word at a byte offset of <c>struct seccomp_data</c>.</summary>
    public void Load(uint offset) => _lines.Add(new Line(LoadWord, offset));

    public void And(uint mask) => _lines.Add(new Line(AndWord, mask));

    public void Return(uint verdict) => _lines.Add(new Line(Leave, verdict));

    public void Goto(string label) => _lines.Add(new Line(Always, 0, label));

    /// <summary>Jumps to one of two labels; null falls through.</summary>
    public void JumpIf(BpfTest test, uint value, string? whenTrue, string? whenFalse) => _lines.Add(new Line((ushort)test, value, whenTrue, whenFalse));

    public void Label(string name) => _labels.Add(name, _lines.Count);

    /// <summary>The program as an array of <c>struct sock_filter</c> in this machine's byte order.</summary>
    public byte[] Assemble()
    {
        var starts = Layout();
        var program = new List<(ushort Code, byte True, byte False, uint Value)>();
        for (var i = 0; i < _lines.Count; i++)
        {
            var line = _lines[i];
            var next = starts[i] + 1;
            int Distance(string? label, int from) => label is null ? 0 : starts[_labels[label]] - from;
            switch (line.Code)
            {
                case LoadWord or AndWord or Leave:
                    program.Add((line.Code, 0, 0, line.Value));
                    break;
                case Always:
                    program.Add((line.Code, 0, 0, (uint)Distance(line.True, next)));
                    break;
                case var _ when line.Far:
                    program.Add((line.Code, 0, 1, line.Value));
                    program.Add((Always, 0, 0, line.True is null ? 1 : (uint)Distance(line.True, next + 1)));
                    program.Add((Always, 0, 0, line.False is null ? 0 : (uint)Distance(line.False, next + 2)));
                    break;
                default:
                    program.Add((line.Code, (byte)Distance(line.True, next), (byte)Distance(line.False, next), line.Value));
                    break;
            }
        }
        return Encode(program);
    }

    // Making one jump far moves what lies behind it, which may put other labels out of reach: repeat until nothing changes.
    private int[] Layout()
    {
        var starts = new int[_lines.Count + 1];
        for (var changed = true; changed;)
        {
            changed = false;
            for (var i = 0; i < _lines.Count; i++)
                starts[i + 1] = starts[i] + _lines[i].Size;
            for (var i = 0; i < _lines.Count; i++)
            {
                var line = _lines[i];
                if (line.Far || line.Code is LoadWord or AndWord or Leave or Always)
                    continue;
                if (new[] { line.True, line.False }.Any(l => l is not null && starts[_labels[l]] - starts[i] - 1 > byte.MaxValue))
                    line.Far = changed = true;
            }
        }
        return starts;
    }

    private static byte[] Encode(List<(ushort Code, byte True, byte False, uint Value)> program)
    {
        var bytes = new byte[program.Count * 8];
        for (var i = 0; i < program.Count; i++)
        {
            var at = bytes.AsSpan(i * 8);
            BinaryPrimitives.WriteUInt16LittleEndian(at, program[i].Code);
            at[2] = program[i].True;
            at[3] = program[i].False;
            BinaryPrimitives.WriteUInt32LittleEndian(at[4..], program[i].Value);
        }
        return bytes;
    }
}
