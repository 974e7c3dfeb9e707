namespace Flux.ScriptRunner.Sandbox.Seccomp;

/// <summary>
/// Builds a filter over system call numbers: a binary search over ranges with the same verdict, then checks of arguments.
/// A foreign architecture and the x32 ABI are killed, since their numbers mean other calls.
/// </summary>
internal sealed class FilterBuilder(SystemCallTable table, string otherwise)
{
    public const string Allow = "allow", Kill = "kill", Permission = "EPERM", Access = "EACCES", Missing = "ENOSYS", Again = "EAGAIN";

    private static readonly (string Label, uint Verdict)[] Verdicts =
    [
        (Allow, 0x7FFF0000), (Kill, 0x80000000), (Permission, 0x00050000 | 1), (Access, 0x00050000 | 13), (Missing, 0x00050000 | 38), (Again, 0x00050000 | 11),
    ];

    private readonly SortedDictionary<int, string> _targets = [];
    private readonly List<(string Label, Action<BpfAssembler> Body)> _checks = [];

    /// <summary>Gives calls a verdict; names that this architecture lacks are skipped.</summary>
    public FilterBuilder On(string names, string verdict)
    {
        foreach (var name in names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (table.Numbers.TryGetValue(name, out var number))
                _targets[number] = verdict;
        }
        return this;
    }

    /// <summary>Gives a call's verdict to a check of its arguments.</summary>
    public FilterBuilder Check(string name, Action<BpfAssembler> body)
    {
        if (table.Numbers.TryGetValue(name, out var number))
        {
            _targets[number] = "check " + name;
            _checks.Add(("check " + name, body));
        }
        return this;
    }

    public byte[] Build()
    {
        var bpf = new BpfAssembler();
        bpf.Load(4);
        bpf.JumpIf(BpfTest.Equal, table.Architecture, null, Kill);
        bpf.Load(0);
        if (table.HasX32)
            bpf.JumpIf(BpfTest.GreaterOrEqual, 0x40000000, Kill, null);
        Search(bpf, Ranges(), 0, "search");
        foreach (var (label, body) in _checks)
        {
            bpf.Label(label);
            body(bpf);
        }
        foreach (var (label, verdict) in Verdicts)
        {
            bpf.Label(label);
            bpf.Return(verdict);
        }
        return bpf.Assemble();
    }

    private List<(int Start, string Target)> Ranges()
    {
        var ranges = new List<(int Start, string Target)>();
        for (var number = 0; number <= _targets.Keys.Max() + 1; number++)
        {
            var target = _targets.GetValueOrDefault(number, otherwise);
            if (ranges.Count == 0 || ranges[^1].Target != target)
                ranges.Add((number, target));
        }
        return ranges;
    }

    private static void Search(BpfAssembler bpf, List<(int Start, string Target)> ranges, int offset, string path)
    {
        if (ranges.Count == 1)
        {
            bpf.Goto(ranges[0].Target);
            return;
        }
        var middle = ranges.Count / 2;
        var upper = $"{path} {offset + middle}";
        bpf.JumpIf(BpfTest.GreaterOrEqual, (uint)ranges[middle].Start, upper, null);
        Search(bpf, ranges[..middle], offset, path + "<");
        bpf.Label(upper);
        Search(bpf, ranges[middle..], offset + middle, path + ">");
    }
}
