using Google.Rpc;
using Grpc.Core;

namespace Flux.Hosting;

/// <summary>
/// Collects everything that is wrong with a request, so that the caller learns it all at once:
/// <code>
/// var v = new Violations();
/// v.Require(request.Name.Length > 0, "name", "must not be empty");
/// v.ThrowIfAny();
/// </code>
/// </summary>
public sealed class Violations
{
    // Details travel in the trailers, which many clients limit to 8 KiB in all; base64 and the message need their part.
    private const int MaxBytes = 3000;

    // One violation must not crowd out all others; both in UTF-8 stay below the limit.
    private const int MaxField = 300;
    private const int MaxDescription = 600;

    private readonly List<BadRequest.Types.FieldViolation> _found = [];

    /// <summary>Whether nothing is wrong so far.</summary>
    public bool IsEmpty => _found.Count == 0;

    /// <summary>All that is wrong so far, in order.</summary>
    public IReadOnlyList<BadRequest.Types.FieldViolation> Found => _found;

    /// <summary>How many things are wrong so far.</summary>
    public int Count => _found.Count;

    /// <summary>Notes a violation unless the condition holds; answers the condition.</summary>
    /// <param name="condition">What must hold.</param>
    /// <param name="field">The field's path, as in <c>elements[2].groups[0]</c>.</param>
    /// <param name="description">What is wrong and how to put it right.</param>
    public bool Require(bool condition, string field, string description)
    {
        if (!condition)
            Add(field, description);
        return condition;
    }

    /// <summary>Notes a violation.</summary>
    public void Add(string field, string description) =>
        _found.Add(new BadRequest.Types.FieldViolation { Field = Shortened.Text(field, MaxField), Description = Shortened.Text(description, MaxDescription) });

    /// <summary>Throws INVALID_ARGUMENT with <c>BadRequest</c> of all violations, if there are any.</summary>
    /// <exception cref="FluxException">Something is wrong.</exception>
    public void ThrowIfAny()
    {
        if (!IsEmpty)
            throw ToException();
    }

    /// <summary>The same for a request with one resource that was checked as a bundle of it alone: what the bundle calls <c>models[0]</c>, the request calls <c>model</c>.</summary>
    /// <exception cref="FluxException">Something is wrong.</exception>
    public void ThrowIfAny(string singular)
    {
        var bundled = $"{singular}s[0]";
        var own = new Violations();
        foreach (var found in _found)
            own.Add(found.Field.StartsWith(bundled, StringComparison.Ordinal) ? singular + found.Field[bundled.Length..] : found.Field, found.Description);
        own.ThrowIfAny();
    }

    internal FluxException ToException()
    {
        var request = new BadRequest();
        foreach (var violation in _found)
        {
            request.FieldViolations.Add(violation);
            if (request.CalculateSize() <= MaxBytes)
                continue;
            request.FieldViolations.RemoveAt(request.FieldViolations.Count - 1);
            break;
        }
        var text = string.Join("; ", _found.Take(3).Select(v => $"{v.Field}: {v.Description}"));
        if (_found.Count > 3)
            text += $"; and {_found.Count - 3} more";
        var metadata = new Dictionary<string, string> { ["violations"] = _found.Count.ToString() };
        return new FluxException(StatusCode.InvalidArgument, "INVALID_ARGUMENT", text, metadata, request);
    }
}
