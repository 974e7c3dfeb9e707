using System.Text.Json;

namespace Flux.Events;

/// <summary>Something that happened to a resource of a service.</summary>
/// <param name="Sequence">1, 2, 3, ... within the service, without gaps.</param>
/// <param name="Id">Unique for all times: whoever gets the event twice knows it by this.</param>
/// <param name="Type">What happened, as in <c>element.changed</c>.</param>
/// <param name="Subject">To what, as in <c>elements/12</c>.</param>
/// <param name="Time">When.</param>
/// <param name="Data">A JSON object; never a secret.</param>
public sealed record FluxEvent(long Sequence, string Id, string Type, string Subject, DateTimeOffset Time, JsonElement Data);
