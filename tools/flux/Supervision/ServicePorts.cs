namespace Flux.Cli.Supervision;

/// <summary>The two ports of a service.</summary>
/// <param name="Grpc">HTTP/2 without TLS.</param>
/// <param name="Http">HTTP/1.1 with /healthz and /readyz.</param>
internal sealed record ServicePorts(int Grpc, int Http);
