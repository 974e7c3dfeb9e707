namespace Flux.DeviceGateway.Http;

/// <summary>An element's answer.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Headers">Names in lower case, values of one name joined by ", ".</param>
/// <param name="Body">At most 8 MiB.</param>
/// <param name="Duration">From sending to the last byte.</param>
public sealed record DeviceHttpResponse(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body, TimeSpan Duration);
