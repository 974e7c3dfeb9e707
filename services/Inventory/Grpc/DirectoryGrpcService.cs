using Flux.Contracts.Inventory.V1;
using Flux.Inventory.Resources;
using Grpc.Core;

namespace Flux.Inventory.Grpc;

/// <summary>Organizations and users.</summary>
internal sealed class DirectoryGrpcService(ResourceCruds resources) : DirectoryService.DirectoryServiceBase
{
    public override async Task<CreateOrganizationResponse> CreateOrganization(CreateOrganizationRequest request, ServerCallContext context) =>
        new() { Organization = await resources.Organizations.CreateAsync(request.Organization, request.RequestId, request.ValidateOnly, context.CancellationToken) };

    public override async Task<GetOrganizationResponse> GetOrganization(GetOrganizationRequest request, ServerCallContext context) =>
        new() { Organization = await resources.Organizations.GetAsync(request.Id, request.Name, context.CancellationToken) };

    public override async Task<ListOrganizationsResponse> ListOrganizations(ListOrganizationsRequest request, ServerCallContext context)
    {
        var (items, next) = await resources.Organizations.ListAsync(request.PageSize, request.PageToken, context.CancellationToken);
        return new ListOrganizationsResponse { Organizations = { items }, NextPageToken = next };
    }

    public override async Task<UpdateOrganizationResponse> UpdateOrganization(UpdateOrganizationRequest request, ServerCallContext context) =>
        new() { Organization = await resources.Organizations.UpdateAsync(request.Organization, request.UpdateMask, request.ValidateOnly, context.CancellationToken) };

    public override async Task<DeleteOrganizationResponse> DeleteOrganization(DeleteOrganizationRequest request, ServerCallContext context) =>
        new() { ChangedUsers = await resources.Organizations.DeleteAsync(request.Name, request.Etag, request.Force, request.ValidateOnly, context.CancellationToken) };

    public override async Task<CreateUserResponse> CreateUser(CreateUserRequest request, ServerCallContext context) =>
        new() { User = await resources.Users.CreateAsync(request.User, request.RequestId, request.ValidateOnly, context.CancellationToken) };

    public override async Task<GetUserResponse> GetUser(GetUserRequest request, ServerCallContext context) =>
        new() { User = await resources.Users.GetAsync(request.Id, request.Name, context.CancellationToken) };

    public override async Task<ListUsersResponse> ListUsers(ListUsersRequest request, ServerCallContext context)
    {
        var (items, next) = await resources.Users.ListAsync(request.PageSize, request.PageToken, context.CancellationToken);
        return new ListUsersResponse { Users = { items }, NextPageToken = next };
    }

    public override async Task<UpdateUserResponse> UpdateUser(UpdateUserRequest request, ServerCallContext context) =>
        new() { User = await resources.Users.UpdateAsync(request.User, request.UpdateMask, request.ValidateOnly, context.CancellationToken) };

    public override async Task<DeleteUserResponse> DeleteUser(DeleteUserRequest request, ServerCallContext context) =>
        new() { ChangedUsers = await resources.Users.DeleteAsync(request.Name, request.Etag, request.Force, request.ValidateOnly, context.CancellationToken) };
}
