using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Flux.Hosting.ProbeHost;
using Flux.Hosting.Tests.Support;
using Grpc.Core;
using Grpc.Net.Client;

namespace Flux.Hosting.Tests;

public sealed class ProcessTests
{
    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Process_Signal_StopsWithCodeZeroAndTwoLines(string signal)
    {
        await using var probe = ProbeProcess.Start("--port", "0");
        await probe.Address;
        await probe.SignalAsync(signal);
        var (code, error) = await probe.ExitAsync();
        Assert.Equal((0, ""), (code, error));
        var lines = probe.Output.Trim().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z INF flux-probe: flux-probe started: gRPC http://127\.0\.0\.1:\d+/ HTTP http://127\.0\.0\.1:\d+/ data /", lines[0]);
        Assert.EndsWith("INF flux-probe: flux-probe stopped", lines[2]);
    }

    [Fact]
    public async Task Process_SignalWhileWatched_WatcherHearsAtOnce()
    {
        await using var probe = ProbeProcess.Start("--port", "0", "--drain-timeout", "01:00:00");
        using var channel = GrpcChannel.ForAddress(await probe.Address);
        using var call = new Probe.ProbeClient(channel).Watch(new ProbeRequest { Action = "wait" });
        Assert.True(await call.ResponseStream.MoveNext());
        await probe.SignalAsync("TERM");
        var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext());
        Assert.Equal((StatusCode.Unavailable, "the service is stopping", "STOPPING"), (error.StatusCode, error.Status.Detail, error.GetReason()));
        Assert.Equal(0, (await probe.ExitAsync()).Code);
    }

    [Fact]
    public async Task Process_DrainTimeOver_CallIsCut()
    {
        await using var probe = ProbeProcess.Start("--port", "0", "--drain-timeout", "00:00:00.2");
        using var channel = GrpcChannel.ForAddress(await probe.Address);
        var client = new Probe.ProbeClient(channel);
        using var call = client.DoAsync(new ProbeRequest { Action = "wait" });
        // The waiting call is under way once the service answered one made after it on the same connection.
        await client.DoAsync(new ProbeRequest());
        await probe.SignalAsync("TERM");
        var error = await Assert.ThrowsAsync<RpcException>(async () => await call);
        Assert.Contains(error.StatusCode, new[] { StatusCode.Unavailable, StatusCode.Cancelled });
        Assert.Equal(0, (await probe.ExitAsync()).Code);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("--port", "wrong", "--help")]
    public async Task Process_Help_PrintsOptionsAndMakesNothing(params string[] args)
    {
        await using var probe = ProbeProcess.StartBare(args);
        Assert.Equal((0, ""), await probe.ExitAsync());
        Assert.StartsWith("flux-probe: for tests", probe.Output, StringComparison.Ordinal);
        Assert.Contains("  --port, FLUX_PORT\n      The gRPC port; 0 takes a free one and the start log line names it. Default: ", probe.Output, StringComparison.Ordinal);
        Assert.Contains("  --probe:pool-size, FLUX_PROBE__POOL_SIZE\n      A number. Default: 4.\n", probe.Output, StringComparison.Ordinal);
        Assert.Contains("FLUX_DISCOVERY__", probe.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(probe.DirectoryPath));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Process_PortTaken_CodeTwoAndOneLine(bool grpc)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        string[] args = grpc ? ["--port", $"{port}", "--http-port", "0"] : ["--port", "0", "--http-port", $"{port}"];
        await using var probe = ProbeProcess.Start(args);
        var (code, error) = await probe.ExitAsync();
        Assert.Equal(2, code);
        Assert.Equal($"port {port} on 127.0.0.1 is in use; choose another with {(grpc ? "--port" : "--http-port")}\n", error);
    }

    [Theory]
    [InlineData("--prot 1", "unknown option --prot; ")]
    [InlineData("--port x", "Failed to convert")]
    [InlineData("--data /dev/null/x", "cannot create the data directory '/dev/null/x'")]
    public async Task Process_OptionWrong_CodeTwoAndOneLine(string args, string expected)
    {
        await using var probe = ProbeProcess.StartBare(args.Split(' '));
        var (code, error) = await probe.ExitAsync();
        Assert.Equal(2, code);
        Assert.StartsWith(expected, error);
        Assert.Single(Regex.Matches(error, "\n"));
    }

    [Fact]
    public async Task Process_NoData_DefaultIsDotFluxInTheWorkingDirectory()
    {
        await using var probe = ProbeProcess.StartBare("--port", "0");
        await probe.Address;
        Assert.True(Directory.Exists(Path.Combine(probe.DirectoryPath, ".flux")));
    }

    [Fact]
    public async Task Process_Ready_TakesLittleMemory()
    {
        await using var probe = ProbeProcess.Start("--port", "0");
        using var channel = GrpcChannel.ForAddress(await probe.Address);
        await new Probe.ProbeClient(channel).DoAsync(new ProbeRequest());
        // Six services and the framework's pages (some 60 MiB, shared) in 450 MiB: the common part must leave room for their own.
        Assert.InRange(probe.OwnBytes(), 1, 40L << 20);
    }
}
