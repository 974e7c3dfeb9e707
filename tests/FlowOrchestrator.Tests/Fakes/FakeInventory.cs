using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Flux.Contracts.Inventory.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Ports;
using Grpc.Core;

namespace Flux.FlowOrchestrator.Tests.Fakes;

/// <summary>An inventory in memory: elements in one group "all", settings whose keys start with "known.".</summary>
internal sealed class FakeInventory : IInventory
{
    public List<ElementRef> Elements { get; } = [];

    public ConcurrentDictionary<(long Element, string Key), string> Settings { get; } = new();

    public ConcurrentQueue<SaveSettingsRequest> Saves { get; } = new();

    public ConcurrentQueue<(long Element, string Field, string Value)> Updates { get; } = new();

    /// <summary>Thrown by every call when set.</summary>
    public FailureException? Down { get; set; }

    public Task<IReadOnlyList<ElementRef>> SelectAsync(ElementFilter filter, CancellationToken cancellationToken)
    {
        ThrowIfDown();
        Assert.True(filter.ActiveOnly);
        if (filter.Groups.Any(g => g != "all"))
            throw Missing("group");
        IReadOnlyList<ElementRef> found = filter.Names.Count == 0 ? Elements : [.. Elements.Where(e => filter.Names.Contains(e.Name))];
        return Task.FromResult(found);
    }

    public Task<ElementRef> GetElementAsync(long id, CancellationToken cancellationToken)
    {
        ThrowIfDown();
        return Task.FromResult(Elements.FirstOrDefault(e => e.Id == id) ?? throw Missing("element"));
    }

    public Task<IReadOnlyList<ElementRef>> FindElementsAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        ThrowIfDown();
        return Task.FromResult<IReadOnlyList<ElementRef>>([.. Elements.Where(e => ids.Contains(e.Id))]);
    }

    public Task<SaveSettingsResponse> SaveSettingsAsync(SaveSettingsRequest request, CancellationToken cancellationToken)
    {
        ThrowIfDown();
        Saves.Enqueue(request);
        var response = new SaveSettingsResponse();
        foreach (var (key, value) in JsonNode.Parse(request.SettingsJson)!.AsObject())
        {
            if (!key.StartsWith("known.", StringComparison.Ordinal))
            {
                response.UnknownKeys.Add(key);
                response.Warnings.Add($"'{key}' names no parameter");
                continue;
            }
            Settings[(request.ElementId, key)] = Json.Write(value);
            response.Changed.Add(new Setting { Key = key, ValueJson = Json.Write(value), Secret = key.EndsWith("secret", StringComparison.Ordinal) });
        }
        return Task.FromResult(response);
    }

    public Task UpdateElementAsync(Element element, string field, CancellationToken cancellationToken)
    {
        ThrowIfDown();
        Updates.Enqueue((element.Id, field, Element.Descriptor.FindFieldByName(field).Accessor.GetValue(element).ToString()!));
        return Task.CompletedTask;
    }

    public Task RecordExecutionAsync(long elementId, DateTimeOffset start, CancellationToken cancellationToken)
    {
        ThrowIfDown();
        return Task.CompletedTask;
    }

    public static FailureException Missing(string kind) => new(Failures.Of("NOT_FOUND", $"{kind} does not exist"), StatusCode.NotFound);

    private void ThrowIfDown()
    {
        if (Down is not null)
            throw Down;
    }
}
