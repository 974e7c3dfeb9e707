using System.Globalization;
using Grpc.Core;

namespace Flux.Conformance.Wire;

/// <summary>How the server answered one stream.</summary>
internal sealed class RawCall
{
    private readonly Dictionary<string, string> _headers = [];

    public List<byte> Body { get; } = [];

    /// <summary>The code of a reset; null if the stream was not reset.</summary>
    public int? Reset { get; set; }

    /// <summary>Whether the server ended its side, by a flag or a reset.</summary>
    public bool Ended { get; set; }

    public int? HttpStatus => Number(":status");

    /// <summary>The gRPC status of headers or trailers; null if there is none.</summary>
    public StatusCode? Status => (StatusCode?)Number("grpc-status");

    public string? Message => Header("grpc-message");

    public string? Header(string name) => _headers.GetValueOrDefault(name);

    public void Add(List<(string Name, string Value)> headers)
    {
        foreach (var (name, value) in headers)
            _headers[name] = value;
    }

    public override string ToString() =>
        $"ended {Ended}, reset {Reset}, {Body.Count} bytes, {string.Join(", ", _headers.Select(h => $"{h.Key}: {h.Value}"))}";

    private int? Number(string name) => Header(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
