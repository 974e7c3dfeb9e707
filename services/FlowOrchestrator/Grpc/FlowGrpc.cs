using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Definitions;
using Flux.FlowOrchestrator.Models;
using Flux.FlowOrchestrator.Runs;
using Flux.FlowOrchestrator.Tasks;

namespace Flux.FlowOrchestrator.Grpc;

/// <summary>The contract's FlowService; its methods are in the other parts, by feature.</summary>
internal sealed partial class FlowGrpc(
    BundleApplier applier,
    DefinitionEditor editor,
    DefinitionStore definitions,
    DefinitionRemover remover,
    DefinitionHistory history,
    ModelTest modelTest,
    RunCommands commands,
    RunHolds holds,
    RunReruns reruns,
    RunLogs logs,
    LargeResults large,
    RunReader runs,
    RunWatcher watcher,
    CallReencryptor reencryptor)
    : FlowService.FlowServiceBase;
