using System.ComponentModel.DataAnnotations;

namespace Flux.ScriptRunner.Sandbox;

/// <summary>Options of the sandbox: <c>--sandbox:name value</c>.</summary>
public sealed class SandboxOptions : IValidatableObject
{
    /// <summary>The interpreter. Default: Debian's, since the suite's libraries are Debian packages for it.</summary>
    [Required]
    public string Python { get; set; } = "/usr/bin/python3.11";

    /// <summary>The most children that wait ready for scripts; fewer while little runs. Each costs about 2 MB. Default: 8.</summary>
    [Range(0, 256)]
    public int IdleScripts { get; set; } = 8;

    /// <summary>Start the zygote for templates (35 MB) with the service, not with the first template. Default: true.</summary>
    public bool TemplatesAtStart { get; set; } = true;

    /// <summary>The most children that wait ready for templates. Default: 2.</summary>
    [Range(0, 256)]
    public int IdleTemplates { get; set; } = 2;

    /// <summary>Runs at one time, those that wait in calls included. Default: 1100.</summary>
    [Range(1, 20_000)]
    public int MaxRuns { get; set; } = 1100;

    /// <summary>Runs that compute at one time; those that wait in calls do not count. Default: four per processor.</summary>
    [Range(1, 1024)]
    public int MaxActive { get; set; } = 4 * Environment.ProcessorCount;

    /// <summary>Runs that wait for a place, per tenant. Default: 200.</summary>
    [Range(0, 100_000)]
    public int QueuePerTenant { get; set; } = 200;

    /// <summary>Runs that wait for a place, in all. Default: 1000.</summary>
    [Range(0, 100_000)]
    public int Queue { get; set; } = 1000;

    /// <summary>User and group id that children take when the service runs as root; the next one is for templates. Default: 20001.</summary>
    [Range(1, int.MaxValue - 1)]
    public int Uid { get; set; } = 20001;

    /// <summary>Forks after which a zygote is replaced, since its children share its memory layout and hash seed. Default: 20 000.</summary>
    [Range(1, 1_000_000)]
    public int RecycleForks { get; set; } = 20_000;

    /// <summary>How long a zygote or a child may take to be ready. Default: 30 s.</summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Serve even though an attack of the self-test got through; health reports it. Default: false.</summary>
    public bool AllowDegraded { get; set; }

    /// <summary>Use Landlock where the kernel has it; without it scripts can open no file at all. Default: true.</summary>
    public bool Landlock { get; set; } = true;

    /// <summary>The most wall-clock time a request may ask for. Default: 10 min.</summary>
    public TimeSpan MaxWall { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The most processor time a request may ask for. Default: 60 s.</summary>
    public TimeSpan MaxCpu { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The most memory a request may ask for, in bytes. Default: 256 MiB.</summary>
    [Range(64L << 20, 16L << 30)]
    public long MaxMemory { get; set; } = 256L << 20;

    /// <summary>Wall-clock time of a template rendering. Default: 2 s.</summary>
    public TimeSpan TemplateWall { get; set; } = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, value) in new[]
        {
            (nameof(StartTimeout), StartTimeout), (nameof(MaxWall), MaxWall), (nameof(MaxCpu), MaxCpu), (nameof(TemplateWall), TemplateWall),
        })
        {
            if (value < TimeSpan.FromSeconds(1) || value > TimeSpan.FromDays(1))
                yield return new ValidationResult("must be between 00:00:01 and 1.00:00:00", [name]);
        }
        if (!Path.IsPathRooted(Python))
            yield return new ValidationResult($"'{Python}' is no absolute path", [nameof(Python)]);
    }
}
