using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Flux.Contracts.Context.V1;
using Flux.Contracts.Device.V1;
using Flux.Contracts.Flow.V1;
using Flux.Contracts.Script.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Definitions;
using Flux.FlowOrchestrator.Parsing;
using Flux.FlowOrchestrator.Ports;
using Flux.FlowOrchestrator.Runs;
using Flux.FlowOrchestrator.Tasks;
using Flux.Hosting;
using Grpc.Core;

namespace Flux.FlowOrchestrator.Models;

/// <summary>Tries a model as a task would use it: on a text, or on an element (FLUX: "Test data", "id=7").</summary>
internal sealed partial class ModelTest(DefinitionStore definitions, ModelRunner models, IScripts scripts, IContexts contexts, IDevices devices, FlowOptions options)
{
    private const int LongestInput = 1 << 20;
    private const string Tenant = "model-tests";

    /// <summary>Tries it.</summary>
    /// <exception cref="FluxException">INVALID_ARGUMENT, NOT_FOUND or UNAVAILABLE; whatever is wrong with model, text or element is in the answer.</exception>
    public async Task<TestModelResponse> TestAsync(TestModelRequest request, CancellationToken cancellationToken)
    {
        var model = await ModelAsync(request, cancellationToken);
        var given = request.HasText ? request.Text : model.TestData;
        var elementId = ElementId(given);
        var own = Checked(request, model, elementId);
        var response = new TestModelResponse();
        var secrets = new RunSecrets();
        try
        {
            var context = await ContextAsync(elementId, given, model, own, secrets, response, cancellationToken);
            var use = new ModelUse(context, Tenant, RunScriptAsync);
            if (Parses(request, model, elementId, given))
                await ParseAsync(request, model, elementId, given, use, response, cancellationToken);
            else
                response.Rendered = await models.RenderAsync(model, use, cancellationToken);
        }
        catch (FailureException e) when (e.Code is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            throw FluxError.Unavailable(e.Message, TimeSpan.FromSeconds(1));
        }
        catch (FailureException e) when (e.Code == StatusCode.NotFound && elementId is { } id)
        {
            throw FluxError.NotFound("element", id.ToString(CultureInfo.InvariantCulture), "the model's test data names it");
        }
        catch (FailureException e)
        {
            response.Failure = e.Failure;
        }
        return Masked(response, secrets.All.Apply);
    }

    private async Task<Model> ModelAsync(TestModelRequest request, CancellationToken cancellationToken)
    {
        if (request.Model is not null)
            return request.ShortName.Length == 0 ? request.Model : throw FluxError.InvalidArgument("model", "give either short_name or model");
        if (request.ShortName.Length == 0)
            throw FluxError.InvalidArgument("short_name", "is required, unless model is given");
        return (await definitions.FindAsync(DefinitionKind.Model, request.ShortName, cancellationToken))?.Model ?? throw FluxError.NotFound("model", request.ShortName);
    }

    private static JsonObject Checked(TestModelRequest request, Model model, long? elementId)
    {
        var violations = new Violations();
        var parses = ModelClasses.Parses(model.ModelClass);
        violations.Require(parses || ModelClasses.Sends(model.ModelClass), "model.model_class", "is required: cli, text, json, xml, block, ttp, textfsm, pyms or pyps");
        var asked = Asks(request);
        violations.Require(request.Commands.Count == 0 || request.CommandModel.Length == 0, "command_model", "give either commands or command_model");
        violations.Require(!asked || elementId is not null, "commands", "need an element: set text to id=N");
        if (elementId is not null && parses && !ModelClasses.Sends(model.ModelClass))
            violations.Require(asked, "commands", "are required: what the element is asked, so that there is an answer to parse");
        JsonObject own = [];
        try
        {
            own = Json.ParseObject(request.ContextJson);
        }
        catch (FormatException e)
        {
            violations.Add("context_json", $"must be a JSON object: {e.Message}");
        }
        violations.ThrowIfAny();
        return own;
    }

    private async Task<JsonObject> ContextAsync(
        long? elementId, string given, Model model, JsonObject own, RunSecrets secrets, TestModelResponse response, CancellationToken cancellationToken)
    {
        JsonObject context = [];
        if (elementId is { } id)
        {
            var built = (await contexts.BuildTaskContextAsync(new BuildTaskContextRequest { ElementId = id }, cancellationToken)).Context;
            context = Json.ParseObject(built.ContextJson);
            secrets.Learn(id, context, built.SecretPointers);
            response.Warnings.AddRange(built.Warnings);
        }
        else if (ModelClasses.IsTemplate(model.ModelClass) && given.Trim().Length > 0)
        {
            context = TryObject(given) ?? [];
        }
        foreach (var (key, value) in own)
            context[key] = value?.DeepClone();
        return context;
    }

    private async Task ParseAsync(
        TestModelRequest request, Model model, long? elementId, string given, ModelUse use, TestModelResponse response, CancellationToken cancellationToken)
    {
        if (elementId is { } id)
        {
            response.Commands.AddRange(await CommandsAsync(request, use, cancellationToken));
            given = await AnswerAsync(id, response.Commands, cancellationToken);
        }
        response.Input = given.Length > LongestInput ? given[..LongestInput] : given;
        if (Parsers.Check(model) is { } wrong)
            throw new FailureException("MODEL_NOT_WELL_FORMED", $"model '{model.ShortName}' cannot parse: {wrong}");
        var parsed = await ModelRunner.ParseAsync(model, given, use, cancellationToken);
        response.ResultJson = Json.Write(parsed);
        if (!Json.IsTrue(parsed))
            response.Warnings.Add("the model found nothing in the text");
        else if (parsed is not JsonObject)
            response.Warnings.Add("the result is no object; a task fails with OUTPUT_NOT_OBJECT");
        foreach (var key in (parsed as JsonObject ?? []).Where(p => p.Value is null).Select(p => p.Key))
            response.Warnings.Add($"'{key}' was not found in the text");
    }

    // A json or xml model does both: it parses what there is to parse, unless the caller wants it rendered.
    private static bool Parses(TestModelRequest request, Model model, long? elementId, string given)
    {
        if (!ModelClasses.Parses(model.ModelClass) || !ModelClasses.Sends(model.ModelClass))
            return ModelClasses.Parses(model.ModelClass);
        return !request.Render && (elementId is null ? given.Trim().Length > 0 : Asks(request));
    }

    private static bool Asks(TestModelRequest request) => request.Commands.Count > 0 || request.CommandModel.Length > 0;

    private async Task<IReadOnlyList<string>> CommandsAsync(TestModelRequest request, ModelUse use, CancellationToken cancellationToken)
    {
        if (request.Commands.Count > 0)
            return request.Commands;
        var model = (await definitions.FindAsync(DefinitionKind.Model, request.CommandModel, cancellationToken))?.Model
            ?? throw FluxError.NotFound("model", request.CommandModel, "command_model names it");
        return ModelClasses.Sends(model.ModelClass)
            ? CommandLines.Of(await models.RenderAsync(model, use, cancellationToken))
            : throw FluxError.InvalidArgument("command_model", $"model '{model.ShortName}' of class {ModelClasses.Name(model.ModelClass)} makes nothing to send");
    }

    private async Task<string> AnswerAsync(long elementId, IReadOnlyList<string> commands, CancellationToken cancellationToken)
    {
        var session = await devices.OpenAsync(new OpenSessionRequest { ElementId = elementId, Purpose = "model test" }, cancellationToken);
        try
        {
            var results = await devices.SendAsync(session.SessionId, commands, cancellationToken);
            return results.FirstOrDefault(r => r.Error.Length > 0) is { } rejected
                ? throw new FailureException("COMMAND_REJECTED", $"the device rejected '{rejected.Command}': {rejected.Error}")
                : CommandLines.Join(results.Select(r => r.Output));
        }
        finally
        {
            await devices.CloseAsync(session.SessionId, CancellationToken.None);
        }
    }

    private async Task<JsonObject> RunScriptAsync(string name, string source, IReadOnlyDictionary<string, JsonNode?> inputs, CancellationToken cancellationToken)
    {
        var outcome = await scripts.ExecuteAsync(new ScriptJob(ScriptKind.Model, name, source, inputs, options.TaskTimeout, Tenant), new NoHost(), cancellationToken);
        return outcome.Failure is null ? outcome.Outputs : throw new FailureException(outcome.Failure);
    }

    private static TestModelResponse Masked(TestModelResponse response, Func<string, string> mask)
    {
        var masked = new TestModelResponse
        {
            Rendered = mask(response.Rendered),
            ResultJson = mask(response.ResultJson),
            Input = mask(response.Input),
            Failure = response.Failure is null ? null : Failures.Masked(response.Failure, mask),
        };
        masked.Warnings.AddRange(response.Warnings.Select(mask));
        masked.Commands.AddRange(response.Commands.Select(mask));
        return masked;
    }

    private static JsonObject? TryObject(string text)
    {
        try
        {
            return Json.Parse(text) as JsonObject;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static long? ElementId(string text) =>
        Element().Match(text.Trim()) is { Success: true } match && long.TryParse(match.Groups[1].Value, CultureInfo.InvariantCulture, out var id) ? id : null;

    [GeneratedRegex(@"^id\s*=\s*(\d{1,18})$")]
    private static partial Regex Element();
}
