namespace Flux.FlowOrchestrator.Tasks;

/// <summary>Names of steps, in the order in which they run (semantics 3).</summary>
internal static class StepNames
{
    /// <summary>Builds the context that the task starts with; recorded only when it fails.</summary>
    public const string BuildContext = "build_context";

    /// <summary>Decides whether a task of a flow runs; recorded only when it fails.</summary>
    public const string Condition = "condition";

    /// <summary>Step 1.</summary>
    public const string ManagementScript = "management_script";

    /// <summary>Step 2.</summary>
    public const string ProcessModel = "process_model";

    /// <summary>Step 3.</summary>
    public const string Connect = "connect";

    /// <summary>Step 4.</summary>
    public const string ModelCommands = "model_commands";

    /// <summary>Step 5.</summary>
    public const string CustomOutput = "custom_output";

    /// <summary>Step 6.</summary>
    public const string ProcessingModel = "processing_model_out";

    /// <summary>Step 7.</summary>
    public const string ProcessingScript = "processing_script_out";

    /// <summary>Step 8.</summary>
    public const string SaveSettings = "element_data_mapped";

    /// <summary>Step 9.</summary>
    public const string ExecuteService = "execute_service";

    /// <summary>Step 10.</summary>
    public const string Finish = "finish";

    // What a task leaves in context["tasks"] (semantics 2.5).
    private static readonly HashSet<string> Kept =
        [ManagementScript, ProcessModel, ModelCommands, ProcessingModel, ProcessingScript, SaveSettings, ExecuteService];

    /// <summary>Whether scripts see a step: those of semantics 2.5 always, the others when they are what failed.</summary>
    public static bool IsVisible(string name, bool failed) => Kept.Contains(name) || failed;
}
