namespace Flux.Benchmarks.Device;

/// <summary>Prints figures beside the marks they must meet.</summary>
internal static class Mark
{
    public static void Most(string what, double value, string unit, double most) => Print(what, value, unit, $"<= {most:0.##}", value <= most);

    public static void Least(string what, double value, string unit, double least) => Print(what, value, unit, $">= {least:0.##}", value >= least);

    public static void Figure(string what, double value, string unit) => Console.WriteLine($"{what,-62}{value,10:0.00} {unit}");

    private static void Print(string what, double value, string unit, string mark, bool met) =>
        Console.WriteLine($"{what,-62}{value,10:0.00} {unit,-3} mark {mark,-8} {(met ? "met" : "MISSED")}");
}
