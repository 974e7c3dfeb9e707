using Flux.Contracts.Context.V1;
using Flux.Contracts.Device.V1;
using Flux.Contracts.Inventory.V1;
using Flux.Contracts.Notification.V1;
using Flux.Contracts.Script.V1;
using Flux.FlowOrchestrator.Adapters;
using Flux.FlowOrchestrator.Definitions;
using Flux.FlowOrchestrator.Flows;
using Flux.FlowOrchestrator.Models;
using Flux.FlowOrchestrator.Ports;
using Flux.FlowOrchestrator.Runs;
using Flux.FlowOrchestrator.Schedules;
using Flux.FlowOrchestrator.Tasks;
using Flux.FlowOrchestrator.Tasks.Steps;
using Flux.Hosting;
using Flux.Storage;

namespace Flux.FlowOrchestrator;

/// <summary>What the orchestrator is made of.</summary>
internal static class FlowServices
{
    /// <summary>Adds definitions, runs, flows and tasks; the ports and the documents come from elsewhere.</summary>
    public static IServiceCollection AddFlowOrchestrator(this IServiceCollection services) => services
        .AddDefinitions().AddTasks().AddFlows().AddRuns().AddSchedules();

    /// <summary>Adds the ports as gRPC clients of the other services.</summary>
    public static IServiceCollection AddFlowPorts(this IServiceCollection services) => services
        .AddFluxClient<InventoryService.InventoryServiceClient>(FluxService.Inventory)
        .AddFluxClient<InternalInventoryService.InternalInventoryServiceClient>(FluxService.Inventory)
        .AddFluxClient<ConfigurationService.ConfigurationServiceClient>(FluxService.Inventory)
        .AddFluxClient<ContextService.ContextServiceClient>(FluxService.Context)
        .AddFluxClient<InternalContextService.InternalContextServiceClient>(FluxService.Context)
        .AddFluxClient<ScriptService.ScriptServiceClient>(FluxService.Script)
        .AddFluxClient<DeviceService.DeviceServiceClient>(FluxService.Device)
        .AddFluxClient<NotificationService.NotificationServiceClient>(FluxService.Notification)
        .AddSingleton<Patience>()
        .AddSingleton<Downstream>()
        .AddSingleton<IInventory, InventoryAdapter>()
        .AddSingleton<IConfigurations, ConfigurationAdapter>()
        .AddSingleton<IContexts, ContextAdapter>()
        .AddSingleton<IScripts, ScriptAdapter>()
        .AddSingleton<IDevices, DeviceAdapter>()
        .AddSingleton<IMail, MailAdapter>();

    private static IServiceCollection AddDefinitions(this IServiceCollection services) => services
        .AddSingleton<DefinitionStore>()
        .AddSingleton<SourceChecker>()
        .AddSingleton<DefinitionWriter>()
        .AddSingleton<BundleApplier>()
        .AddSingleton<CreateRequests>()
        .AddSingleton<DefinitionEditor>()
        .AddSingleton<DefinitionHistory>()
        .AddSingleton<DefinitionRemover>()
        .AddSingleton<ModelTest>();

    // The order of the steps is the order of seed 000.
    private static IServiceCollection AddTasks(this IServiceCollection services) => services
        .AddSingleton<ITaskStep, ManagementScriptStep>()
        .AddSingleton<ITaskStep, ProcessModelStep>()
        .AddSingleton<ITaskStep, ConnectStep>()
        .AddSingleton<ITaskStep, SendCommandsStep>()
        .AddSingleton<ITaskStep, HttpStep>()
        .AddSingleton<ITaskStep, CustomOutputStep>()
        .AddSingleton<ITaskStep, ProcessingModelStep>()
        .AddSingleton<ITaskStep, ProcessingScriptStep>()
        .AddSingleton<ITaskStep, SaveSettingsStep>()
        .AddSingleton<ITaskStep, ExecuteServiceStep>()
        .AddSingleton<ModelRunner>()
        .AddSingleton<LargeResults>()
        .AddSingleton<TaskOpening>()
        .AddSingleton<TaskFinish>()
        .AddSingleton<ConfigurationCalls>()
        .AddSingleton<ElementCalls>()
        .AddSingleton<TaskScripts>()
        .AddSingleton<TaskPipeline>()
        .AddSingleton<TasksAtWork>()
        .AddSingleton<TaskRunner>();

    private static IServiceCollection AddFlows(this IServiceCollection services) => services
        .AddSingleton<FlowEntries>()
        .AddSingleton<FlowTasks>()
        .AddSingleton<FlowConditions>()
        .AddSingleton<FlowSteps>()
        .AddSingleton<FlowScriptCalls>()
        .AddSingleton<FlowScripts>()
        .AddSingleton<NestedFlows>()
        .AddSingleton<PreExecution>()
        .AddSingleton<IFlowBody, SerialFlow>()
        .AddSingleton<IFlowBody, ParallelFlow>();

    // After the runs, so that those of before are there when the first schedule fires.
    private static IServiceCollection AddSchedules(this IServiceCollection services) => services
        .AddSingleton<ScheduleReader>()
        .AddSingleton<ScheduleApplier>()
        .AddSingleton<ScheduleEditor>()
        .AddSingleton<ScheduleFirer>()
        .AddSingleton<ScheduleCommands>()
        .AddHostedService<Scheduler>();

    // A flow's script starts runs, and a run runs flows: the circle is closed by looking the engine up when it is needed.
    private static IServiceCollection AddRuns(this IServiceCollection services) => services
        .AddSingleton<ActiveRuns>()
        .AddSingleton<ElementSelector>()
        .AddSingleton<RunBody>()
        .AddSingleton<RunEngine>()
        .AddSingleton(provider => new Lazy<RunEngine>(provider.GetRequiredService<RunEngine>))
        .AddSingleton<RunExecutor>()
        .AddSingleton<RunReader>()
        .AddSingleton<RunWatcher>()
        .AddSingleton<RunCheck>()
        .AddSingleton<StoredRuns>()
        .AddSingleton<Owner>()
        .AddSingleton<RunInterruption>()
        .AddSingleton<RunStarter>()
        .AddSingleton<RunCommands>()
        .AddSingleton<RunHolds>()
        .AddSingleton<RunLogs>()
        .AddSingleton<RunRetention>()
        .AddSingleton<RunReruns>()
        .AddSingleton<CallReencryptor>()
        .AddHostedService(provider => provider.GetRequiredService<RunExecutor>())
        .AddHostedService<RunRecovery>()
        .AddHostedService(provider => provider.GetRequiredService<RunRetention>());
}
