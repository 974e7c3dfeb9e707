using Flux.Hosting;
using Flux.ScriptRunner.Admission;
using Flux.ScriptRunner.Execution;
using Flux.ScriptRunner.Sandbox;

namespace Flux.ScriptRunner;

internal static class ScriptRunnerExtensions
{
    /// <summary>Registers the sandbox (started with the host), the engine and their readiness.</summary>
    public static WebApplicationBuilder AddScriptRunner(this WebApplicationBuilder builder)
    {
        builder.AddFluxOptions<SandboxOptions>("Sandbox");
        builder.Services.AddSingleton<ScriptSandbox>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ScriptSandbox>());
        builder.Services.AddSingleton<AdmissionGate>();
        builder.Services.AddSingleton<ScriptEngine>();
        builder.Services.AddSingleton<IReadinessCheck, SandboxReadiness>();
        builder.Services.AddSingleton<IReadinessCheck, TemplateReadiness>();
        return builder;
    }
}
