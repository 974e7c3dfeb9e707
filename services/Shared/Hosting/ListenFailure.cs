using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Flux.Hosting;

// Says which port is taken and what to do about it.
internal static class ListenFailure
{
    public static FluxStartException Describe(IOException failure, FluxHostOptions options)
    {
        // Kestrel's text names the address it tried.
        var http = options.HttpPort != 0 && failure.Message.Contains($":{options.HttpPort}", StringComparison.Ordinal);
        var (port, option) = http ? (options.HttpPort, "--http-port") : (options.Port, "--port");
        return new FluxStartException(failure.InnerException is AddressInUseException
            ? $"port {port} on {options.Address} is in use; choose another with {option}"
            : $"cannot listen on {options.Address} port {port}: {Cause(failure)}; choose another with --address or {option}", failure);
    }

    public static FluxStartException Describe(SocketException failure, FluxHostOptions options) =>
        new($"cannot listen on {options.Address} port {options.Port}: {failure.Message}; choose another with --address or --port", failure);

    private static string Cause(Exception failure) => failure.GetBaseException().Message;
}
