namespace Flux.Hosting;

/// <summary>Tells what callers see of a library's exceptions; register any number of them.</summary>
public interface IErrorTranslator
{
    /// <summary>The error for the caller, or null when the exception is none of this translator's.</summary>
    FluxException? Translate(Exception exception);
}
