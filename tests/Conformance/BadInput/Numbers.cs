namespace Flux.Conformance.BadInput;

/// <summary>Numbers as users and attackers send them: small ones, and the edges.</summary>
internal static class Numbers
{
    private static readonly double[] Reals = [0, -0.0, 1, -1, 0.1, 90, 180.5, -181, 1e308, -1e308, double.Epsilon, double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    public static long Next(Random random, long least, long most) => random.Next(8) switch
    {
        0 => least,
        1 => most,
        2 => 0,
        3 => least < 0 ? -1 : 1,
        4 => random.NextInt64(least, most),
        _ => random.Next(12),
    };

    public static double NextReal(Random random) => Reals[random.Next(Reals.Length)];
}
