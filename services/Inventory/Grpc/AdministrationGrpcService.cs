using Flux.Contracts.Inventory.V1;
using Flux.Inventory.Audit;
using Flux.Inventory.Import;
using Flux.Inventory.Rotation;
using Grpc.Core;

namespace Flux.Inventory.Grpc;

/// <summary>What operators do seldom.</summary>
internal sealed class AdministrationGrpcService(AuditReader audit, ElementImporter importer, SecretRotation rotation)
    : AdministrationService.AdministrationServiceBase
{
    public override Task<ListAuditEntriesResponse> ListAuditEntries(ListAuditEntriesRequest request, ServerCallContext context) =>
        audit.ListAsync(request, context.CancellationToken);

    public override Task ImportElements(
        IAsyncStreamReader<ImportElementsRequest> requestStream, IServerStreamWriter<ImportElementsResponse> responseStream, ServerCallContext context) =>
        importer.ImportAsync(requestStream, responseStream, context.CancellationToken);

    public override Task<RotateSecretsResponse> RotateSecrets(RotateSecretsRequest request, ServerCallContext context) =>
        rotation.RotateAsync(request.ReencryptOnly, context.CancellationToken);
}
