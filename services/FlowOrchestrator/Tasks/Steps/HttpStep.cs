using System.Text;
using System.Text.Json.Nodes;
using Flux.Contracts.Device.V1;
using Flux.Contracts.Flow.V1;
using Flux.Contracts.Script.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Ports;
using Google.Protobuf;

namespace Flux.FlowOrchestrator.Tasks.Steps;

/// <summary>
/// Step 4 of REST and SOAP tasks: sends the rendered model over HTTP. Result: the body as text; <c>data</c> has status_code, headers, body
/// and, when the body is JSON, json (semantics 3.3). A status of 400 and above is an error unless a processing script judges it.
/// </summary>
internal sealed class HttpStep(IDevices devices, IScripts scripts) : ITaskStep
{
    /// <inheritdoc/>
    public string Name => StepNames.ModelCommands;

    /// <inheritdoc/>
    public bool Applies(TaskExecution execution) =>
        execution.Task.TaskClass is TaskClass.Rest or TaskClass.Soap && (execution.ModelOut is not null || execution.Task.Http is not null);

    /// <inheritdoc/>
    public async Task<JsonNode?> RunAsync(TaskExecution execution, CancellationToken cancellationToken)
    {
        var response = await devices.HttpAsync(await RequestAsync(execution, cancellationToken), cancellationToken);
        var body = Encoding.UTF8.GetString(response.Body.Span);
        var headers = new JsonObject();
        foreach (var (name, value) in response.Headers.OrderBy(h => h.Key, StringComparer.Ordinal))
            headers[name] = value;
        execution.CommandsOut = body;
        execution.Answer = new JsonObject { ["status_code"] = response.StatusCode, ["headers"] = headers, ["body"] = body };
        if (TryJson(body, out var json))
            execution.Answer["json"] = json;
        if (response.StatusCode >= 400 && execution.Task.ProcessingScript.Trim().Length == 0)
            throw new StepFailedException(Failures.Of("HTTP_STATUS", $"the element answered with HTTP status {response.StatusCode}"), JsonValue.Create(body));
        return JsonValue.Create(body);
    }

    private async Task<HttpRequestRequest> RequestAsync(TaskExecution execution, CancellationToken cancellationToken)
    {
        var http = execution.Task.Http ?? new HttpSettings();
        var names = http.Headers.Keys.ToList();
        var texts = await RenderAsync(execution, [("http.path", http.Path), .. names.Select(n => ($"http.headers[{n}]", http.Headers[n]))], cancellationToken);
        var request = new HttpRequestRequest
        {
            ElementId = execution.Element.Id,
            Method = http.Method.Length > 0 ? http.Method : "POST",
            Path = texts[0].Length > 0 ? texts[0] : "/",
            Body = ByteString.CopyFromUtf8(execution.ModelOut ?? ""),
        };
        foreach (var (i, name) in names.Index())
            request.Headers[name] = texts[i + 1];
        if (request.Body.Length > 0 && !names.Any(n => n.Equals("content-type", StringComparison.OrdinalIgnoreCase)))
            request.Headers["content-type"] = execution.Task.TaskClass == TaskClass.Soap ? "text/xml; charset=utf-8" : "application/json";
        return request;
    }

    private async Task<List<string>> RenderAsync(TaskExecution execution, List<(string Name, string Source)> sources, CancellationToken cancellationToken)
    {
        var templates = sources.Where(s => Templates.IsTemplate(s.Source)).ToList();
        if (templates.Count == 0)
            return [.. sources.Select(s => s.Source)];
        var rendered = await scripts.RenderAsync(
            [.. templates.Select(t => new Template { Name = execution.SourceName(t.Name), Source = t.Source })], Json.Write(execution.Context), execution.Run.Tenant, cancellationToken);
        var next = 0;
        return [.. sources.Select(s => Templates.IsTemplate(s.Source) ? rendered[next++] : s.Source)];
    }

    private static bool TryJson(string body, out JsonNode? json)
    {
        json = null;
        try
        {
            json = body.Trim().Length > 0 ? Json.Parse(body) : null;
            return json is not null;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
