using Flux.Contracts.Common.V1;
using Flux.Lab.Mail;

namespace Flux.Cli.Demo;

/// <summary>Everything that the demo saw.</summary>
internal sealed class DemoResult
{
    /// <summary>What `flux apply` did.</summary>
    public IReadOnlyList<AppliedResource> Applied { get; set; } = [];

    /// <summary>The elements' settings before and after.</summary>
    public IReadOnlyList<ElementFacts> Elements { get; set; } = [];

    /// <summary>The serial run, then the parallel one.</summary>
    public List<RunOutcome> Runs { get; } = [];

    /// <summary>The mails that arrived.</summary>
    public IReadOnlyList<SinkMail> Mails { get; set; } = [];

    /// <summary>Lines for a shell.</summary>
    public IReadOnlyList<string> Commands { get; set; } = [];

    /// <summary>What was not as expected.</summary>
    public List<string> Faults { get; } = [];
}
