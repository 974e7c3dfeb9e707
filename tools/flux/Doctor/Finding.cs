namespace Flux.Cli.Doctor;

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">What.</param>
/// <param name="State">How it is.</param>
/// <param name="Detail">What was found.</param>
/// <param name="Remedy">What to do; empty when nothing is to be done.</param>
internal sealed record Finding(string Name, FindingState State, string Detail, string Remedy = "");
