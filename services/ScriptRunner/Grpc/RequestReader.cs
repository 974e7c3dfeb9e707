using System.Text;
using Flux.Contracts.Script.V1;
using Flux.Hosting;
using Flux.ScriptRunner.Execution;
using Flux.ScriptRunner.Kinds;
using Flux.ScriptRunner.Sandbox;
using Google.Protobuf.WellKnownTypes;

namespace Flux.ScriptRunner.Grpc;

/// <summary>Checks requests, all of a request before any of it is used, and makes jobs of them.</summary>
internal static class RequestReader
{
    private const int MaxName = 500, MaxTenant = 200, MaxTemplates = 100;

    /// <exception cref="FluxException">INVALID_ARGUMENT.</exception>
    public static ScriptJob Job(Start start, SandboxOptions options)
    {
        var found = new Violations();
        var inputs = start.InputsJson.Length == 0 ? "{}" : start.InputsJson;
        if (CheckKind(found, start.Kind, "start.kind") && CheckJson(found, inputs, "start.inputs_json"))
            InputShapes.Check(found, start.Kind, inputs, "start.inputs_json");
        CheckSource(found, start.Source, "start.source");
        CheckLabels(found, start.Name, start.Tenant, "start.");
        var limits = LimitReader.Read(found, start.Limits, options, "start.limits");
        var clock = start.Determinism?.Time;
        found.Require(clock is null || IsMoment(clock), "start.determinism.time", "must be a moment between the years 1 and 9999");
        found.ThrowIfAny();
        return new ScriptJob(start.Kind, start.Source, inputs, NameOf(start.Name), start.Tenant, limits)
        {
            Determinism = start.Determinism is { } d ? (d.Time?.ToDateTimeOffset() ?? DateTimeOffset.UnixEpoch, d.Seed) : null,
        };
    }

    /// <exception cref="FluxException">INVALID_ARGUMENT.</exception>
    public static ScriptJob Job(RunRequest request, SandboxOptions options)
    {
        var found = new Violations();
        var inputs = request.InputsJson.Length == 0 ? "{}" : request.InputsJson;
        CheckJson(found, inputs, "inputs_json");
        CheckSource(found, request.Source, "source");
        CheckLabels(found, request.Name, request.Tenant, "");
        var limits = LimitReader.Read(found, request.Limits, options, "limits");
        found.ThrowIfAny();
        return new ScriptJob(ScriptKind.Free, request.Source, inputs, NameOf(request.Name), request.Tenant, limits);
    }

    /// <exception cref="FluxException">INVALID_ARGUMENT.</exception>
    public static void Check(RenderTemplatesRequest request)
    {
        var found = new Violations();
        found.Require(request.Templates.Count is > 0 and <= MaxTemplates, "templates", $"must have 1 to {MaxTemplates} entries, not {request.Templates.Count}");
        for (var i = 0; i < request.Templates.Count; i++)
        {
            CheckSource(found, request.Templates[i].Source, $"templates[{i}].source");
            CheckLabels(found, request.Templates[i].Name, "", $"templates[{i}].");
        }
        foreach (var (name, source) in request.Includes)
            CheckSource(found, source, $"includes[{name}]");
        if (request.ContextJson.Length == 0)
            request.ContextJson = "{}";
        CheckJson(found, request.ContextJson, "context_json");
        CheckLabels(found, "", request.Tenant, "");
        found.ThrowIfAny();
    }

    /// <exception cref="FluxException">INVALID_ARGUMENT.</exception>
    public static void Check(CheckRequest request)
    {
        var found = new Violations();
        CheckKind(found, request.Kind, "kind");
        CheckSource(found, request.Source, "source");
        CheckLabels(found, request.Name, "", "");
        found.ThrowIfAny();
    }

    /// <summary>What failures call a script that came without a name.</summary>
    public static string NameOf(string name) => name.Length == 0 ? "script" : name;

    private static bool IsMoment(Timestamp time) => time is { Seconds: >= -62_135_596_800 and < 253_402_300_800, Nanos: >= 0 and < 1_000_000_000 };

    private static bool CheckKind(Violations found, ScriptKind kind, string field) =>
        found.Require(KindCatalog.Find(kind) is not null, field, "must be one of the kinds of ScriptKind");

    private static bool CheckJson(Violations found, string json, string field)
    {
        var fault = JsonText.Fault(Encoding.UTF8.GetBytes(json), mustBeObject: true);
        return found.Require(fault is null, field, fault ?? "");
    }

    private static void CheckSource(Violations found, string source, string field)
    {
        var size = Encoding.UTF8.GetByteCount(source);
        found.Require(size <= ScriptLimits.MaxSource, field, $"has {size} bytes; at most {ScriptLimits.MaxSource} are allowed");
    }

    private static void CheckLabels(Violations found, string name, string tenant, string prefix)
    {
        found.Require(name.Length <= MaxName && !name.Any(char.IsControl), prefix + "name", $"must be one line of at most {MaxName} characters");
        found.Require(tenant.Length <= MaxTenant, prefix + "tenant", $"must have at most {MaxTenant} characters");
    }
}
