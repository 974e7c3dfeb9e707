namespace Flux.Inventory.Configurations.Diff;

/// <summary>A text as lines and as numbers: equal lines of texts that share a dictionary have equal numbers. A line is up to and with its line feed.</summary>
internal sealed class TextLines
{
    private readonly string text;
    private readonly List<int> starts = [];

    public TextLines(string text, Dictionary<string, int> numbers)
    {
        this.text = text;
        var lookup = numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        var found = new List<int>();
        for (var from = 0; from < text.Length;)
        {
            var feed = text.AsSpan(from).IndexOf('\n');
            var end = feed < 0 ? text.Length : from + feed + 1;
            var line = text.AsSpan(from, end - from);
            if (!lookup.TryGetValue(line, out var number)) lookup[line] = number = numbers.Count;
            starts.Add(from);
            found.Add(number);
            from = end;
        }

        starts.Add(text.Length);
        Numbers = [.. found];
    }

    public int[] Numbers { get; }

    public int Count => Numbers.Length;

    public ReadOnlySpan<char> this[int line] => text.AsSpan(starts[line], starts[line + 1] - starts[line]);
}
