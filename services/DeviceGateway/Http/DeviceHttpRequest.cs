namespace Flux.DeviceGateway.Http;

/// <summary>An HTTP request to an element.</summary>
/// <param name="Method">In capitals.</param>
/// <param name="Path">Path and query, beginning with "/".</param>
/// <param name="Headers">Without Authorization.</param>
/// <param name="Body">May be empty.</param>
/// <param name="Timeout">For all.</param>
public sealed record DeviceHttpRequest(HttpMethod Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body, TimeSpan Timeout);
