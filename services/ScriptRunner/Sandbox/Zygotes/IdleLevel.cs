namespace Flux.ScriptRunner.Sandbox.Zygotes;

/// <summary>
/// How many children wait ready: grows by one whenever somebody had to wait for a fork, and shrinks by what nobody used in a
/// while. So a quiet service is small and a busy one is quick. Not safe for threads; the pool's gate guards it.
/// </summary>
internal sealed class IdleLevel(int maximum)
{
    private int _leastIdle = int.MaxValue;

    public int Target { get; private set; } = Math.Min(2, maximum);

    /// <summary>A child was taken and left so many.</summary>
    public void Taken(int left) => _leastIdle = Math.Min(_leastIdle, left);

    /// <summary>Nobody waited ready.</summary>
    public void Missed()
    {
        _leastIdle = 0;
        Target = Math.Min(Target + 1, maximum);
    }

    /// <summary>Whether so few are left that the next ones to ask may have to wait.</summary>
    public bool IsLow(int idle) => 2 * idle < Target - 1;

    /// <summary>Ends a period; answers how many of the idle ones were not needed in it.</summary>
    public int Shrink(int idle)
    {
        var unused = Math.Min(_leastIdle, idle);
        _leastIdle = int.MaxValue;
        var target = Math.Max(Math.Min(1, maximum), Target - unused);
        var surplus = Math.Max(0, idle - target);
        Target = target;
        return surplus;
    }
}
