namespace Grpc.AspNetCore.Server;

/// <summary>Options of one service; what is set here overrides the general options, interceptors are added to the general ones.</summary>
public class GrpcServiceOptions<TService> : GrpcServiceOptions
    where TService : class;
