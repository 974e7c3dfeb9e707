namespace Flux.ScriptRunner.Sandbox.SelfTest;

/// <summary>What the self-test found.</summary>
/// <param name="Attacks">How many were tried.</param>
/// <param name="Escapes">Those that got through.</param>
/// <param name="Duration">How long it took.</param>
internal sealed record SelfTestReport(int Attacks, IReadOnlyList<string> Escapes, TimeSpan Duration)
{
    public bool IsSafe => Escapes.Count == 0;

    public string Describe() => IsSafe
        ? "every attack was stopped"
        : $"the sandbox does not hold on this machine, these attacks got through: {string.Join(", ", Escapes)}; "
            + "use a kernel with seccomp and Landlock, or accept the risk with --sandbox:allow-degraded";
}
