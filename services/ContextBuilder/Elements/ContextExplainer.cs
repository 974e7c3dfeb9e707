using System.Text.Json;
using Flux.ContextBuilder.Sources;
using Flux.Contracts.Context.V1;
using Flux.Documents;
using Flux.Documents.Secrets;
using Flux.Hosting;

namespace Flux.ContextBuilder.Elements;

/// <summary>Tells which source gave each value of a context, and which sources lost.</summary>
internal sealed class ContextExplainer(InventorySources inventory)
{
    public async Task<ExplainElementContextResponse> ExplainAsync(long elementId, CancellationToken ct)
    {
        var (contexts, _) = await inventory.BuildAsync([elementId], ct);
        return contexts is [var context] ? Explain(context) : throw FluxError.NotFound("element", $"{elementId}");
    }

    public static ExplainElementContextResponse Explain(BuiltContext context)
    {
        var response = new ExplainElementContextResponse { Warnings = { context.Warnings } };
        Follow(context.Tree, "", response);
        using var masked = JsonDocument.Parse(
            SecretValues.Mask(context.Json, context.SecretPointers), new JsonDocumentOptions { MaxDepth = DocumentJson.MaxDepth });
        response.Values.Add(new ExplainedValue { Pointer = "/element", ValueJson = masked.RootElement.GetProperty("element").GetRawText(), Source = "element" });
        response.Values.Add(new ExplainedValue { Pointer = "/epoch", ValueJson = masked.RootElement.GetProperty("epoch").GetRawText(), Source = "clock" });
        return response;
    }

    private static void Follow(ContextNode node, string pointer, ExplainElementContextResponse response)
    {
        foreach (var hidden in node.Hidden) Hide(hidden, pointer, pointer, node.Source, response);
        if (node.Value is { } value)
        {
            response.Values.Add(new ExplainedValue { Pointer = pointer, ValueJson = Show(value), Source = node.Source });
            return;
        }

        foreach (var (key, child) in node.Children!) Follow(child, JsonPointer.Append(pointer, key), response);
    }

    private static void Hide(ContextNode node, string pointer, string winner, string winnerSource, ExplainElementContextResponse response)
    {
        if (node.Value is { } value)
        {
            response.Hidden.Add(new HiddenValue { Pointer = pointer, ValueJson = Show(value), Source = node.Source, WinnerPointer = winner, WinnerSource = winnerSource });
            return;
        }

        foreach (var (key, child) in node.Children!) Hide(child, JsonPointer.Append(pointer, key), winner, winnerSource, response);
    }

    private static string Show(ContextValue value) => value.Secret ? JsonText.Quote(SecretMask.Mask) : value.Json;
}
