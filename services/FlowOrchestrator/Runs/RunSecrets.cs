using System.Text.Json;
using System.Text.Json.Nodes;
using Flux.Documents.Secrets;
using Flux.FlowOrchestrator.Common;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>The secret values that a run has met, by element; whatever is stored, told or mailed passes one of its masks (semantics 1.8).</summary>
internal sealed class RunSecrets
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, SecretMask> _byElement = [];
    private readonly HashSet<string> _all = [];
    private SecretMask? _whole;

    /// <summary>Learns the secrets of an element's context.</summary>
    /// <param name="elementId">The element.</param>
    /// <param name="context">Its context, secrets in clear.</param>
    /// <param name="pointers">Where they are (RFC 6901).</param>
    public void Learn(long elementId, JsonNode? context, IEnumerable<string> pointers) =>
        Learn(elementId, pointers.SelectMany(p => Texts(JsonPointer.Find(context, p))));

    /// <summary>Learns secret values of an element.</summary>
    public void Learn(long elementId, IEnumerable<string> values)
    {
        var texts = values.Where(v => v.Length > 0).ToList();
        if (texts.Count == 0)
            return;
        lock (_gate)
        {
            var known = _byElement.GetValueOrDefault(elementId);
            // Each task reads the same secrets again; a mask is not for free.
            if (known is not null && texts.All(_all.Contains) && texts.All(t => known.Apply(t) != t))
                return;
            _byElement[elementId] = (known ?? SecretMask.None).With(texts);
            // The mask over all elements is costly to make: only what is really new makes another one.
            if (texts.All(_all.Contains))
                return;
            _all.UnionWith(texts);
            _whole = null;
        }
    }

    /// <summary>Hides the secrets of one element: for what only its own scripts and sessions can tell.</summary>
    public SecretMask Of(long elementId)
    {
        lock (_gate)
            return _byElement.GetValueOrDefault(elementId) ?? SecretMask.None;
    }

    /// <summary>Hides the secrets of all elements: for flow scripts, which see every context.</summary>
    public SecretMask All
    {
        get
        {
            lock (_gate)
                return _whole ??= new SecretMask(_all);
        }
    }

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        null => [],
        JsonObject o => o.SelectMany(p => Texts(p.Value)),
        JsonArray a => a.SelectMany(Texts),
        // "true" hidden everywhere would hide more than the secret.
        _ when node.GetValueKind() is JsonValueKind.True or JsonValueKind.False => [],
        _ => [Json.Text(node)],
    };
}
