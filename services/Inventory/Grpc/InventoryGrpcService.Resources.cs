using Flux.Contracts.Inventory.V1;
using Grpc.Core;

namespace Flux.Inventory.Grpc;

internal sealed partial class InventoryGrpcService
{
    public override async Task<CreateGroupResponse> CreateGroup(CreateGroupRequest request, ServerCallContext context) =>
        new() { Group = await resources.Groups.CreateAsync(request.Group, request.RequestId, request.ValidateOnly, context.CancellationToken) };

    public override async Task<GetGroupResponse> GetGroup(GetGroupRequest request, ServerCallContext context) =>
        new() { Group = await resources.Groups.GetAsync(0, request.Name, context.CancellationToken) };

    public override async Task<ListGroupsResponse> ListGroups(ListGroupsRequest request, ServerCallContext context)
    {
        var (items, next) = await resources.Groups.ListAsync(request.PageSize, request.PageToken, context.CancellationToken);
        return new ListGroupsResponse { Groups = { items }, NextPageToken = next };
    }

    public override async Task<UpdateGroupResponse> UpdateGroup(UpdateGroupRequest request, ServerCallContext context) =>
        new() { Group = await resources.Groups.UpdateAsync(request.Group, request.UpdateMask, request.ValidateOnly, context.CancellationToken) };

    public override async Task<DeleteGroupResponse> DeleteGroup(DeleteGroupRequest request, ServerCallContext context) =>
        new() { ChangedUsers = await resources.Groups.DeleteAsync(request.Name, request.Etag, request.Force, request.ValidateOnly, context.CancellationToken) };

    public override async Task<CreateProfileResponse> CreateProfile(CreateProfileRequest request, ServerCallContext context) =>
        new() { Profile = await resources.Profiles.CreateAsync(request.Profile, request.RequestId, request.ValidateOnly, context.CancellationToken) };

    public override async Task<GetProfileResponse> GetProfile(GetProfileRequest request, ServerCallContext context) =>
        new() { Profile = await resources.Profiles.GetAsync(0, request.Name, context.CancellationToken) };

    public override async Task<ListProfilesResponse> ListProfiles(ListProfilesRequest request, ServerCallContext context)
    {
        var (items, next) = await resources.Profiles.ListAsync(request.PageSize, request.PageToken, context.CancellationToken);
        return new ListProfilesResponse { Profiles = { items }, NextPageToken = next };
    }

    public override async Task<UpdateProfileResponse> UpdateProfile(UpdateProfileRequest request, ServerCallContext context) =>
        new() { Profile = await resources.Profiles.UpdateAsync(request.Profile, request.UpdateMask, request.ValidateOnly, context.CancellationToken) };

    public override async Task<DeleteProfileResponse> DeleteProfile(DeleteProfileRequest request, ServerCallContext context) =>
        new() { ChangedUsers = await resources.Profiles.DeleteAsync(request.Name, request.Etag, request.Force, request.ValidateOnly, context.CancellationToken) };

    public override async Task<CreateLocationResponse> CreateLocation(CreateLocationRequest request, ServerCallContext context) =>
        new() { Location = await resources.Locations.CreateAsync(request.Location, request.RequestId, request.ValidateOnly, context.CancellationToken) };

    public override async Task<GetLocationResponse> GetLocation(GetLocationRequest request, ServerCallContext context) =>
        new() { Location = await resources.Locations.GetAsync(0, request.Name, context.CancellationToken) };

    public override async Task<ListLocationsResponse> ListLocations(ListLocationsRequest request, ServerCallContext context)
    {
        var (items, next) = await resources.Locations.ListAsync(request.PageSize, request.PageToken, context.CancellationToken);
        return new ListLocationsResponse { Locations = { items }, NextPageToken = next };
    }

    public override async Task<UpdateLocationResponse> UpdateLocation(UpdateLocationRequest request, ServerCallContext context) =>
        new() { Location = await resources.Locations.UpdateAsync(request.Location, request.UpdateMask, request.ValidateOnly, context.CancellationToken) };

    public override async Task<DeleteLocationResponse> DeleteLocation(DeleteLocationRequest request, ServerCallContext context) =>
        new() { ChangedUsers = await resources.Locations.DeleteAsync(request.Name, request.Etag, request.Force, request.ValidateOnly, context.CancellationToken) };
}
