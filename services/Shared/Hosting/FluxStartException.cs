namespace Flux.Hosting;

/// <summary>A mistake in how the process was started. Uncaught, it ends the process with one line on stderr and exit code 2.</summary>
public sealed class FluxStartException(string message, Exception? cause = null) : Exception(message, cause);
