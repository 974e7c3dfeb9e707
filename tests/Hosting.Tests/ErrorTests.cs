using Flux.Hosting.ProbeHost;
using Flux.Hosting.Tests.Support;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Status = Grpc.Core.Status;

namespace Flux.Hosting.Tests;

public sealed class ErrorTests : IAsyncLifetime
{
    private ProbeServer _server = null!;

    public async Task InitializeAsync() => _server = await ProbeServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("not-found", StatusCode.NotFound, "NOT_FOUND", "google.rpc.ResourceInfo", "task 'x' does not exist")]
    [InlineData("already-exists", StatusCode.AlreadyExists, "ALREADY_EXISTS", "google.rpc.ResourceInfo", "task 'x' already exists")]
    [InlineData("precondition", StatusCode.FailedPrecondition, "RUN_IS_TERMINAL", "google.rpc.PreconditionFailure", "runs/1: the run is over; start another")]
    [InlineData("aborted", StatusCode.Aborted, "ETAG_MISMATCH", "google.rpc.ResourceInfo", "task 'x' changed since it was read; read it again and retry with the new etag")]
    [InlineData("unavailable", StatusCode.Unavailable, "UNAVAILABLE", "google.rpc.RetryInfo", "the queue is full")]
    [InlineData("exhausted", StatusCode.ResourceExhausted, "LIMIT_EXCEEDED", "google.rpc.QuotaFailure", "context size: at most 4 MiB")]
    [InlineData("denied", StatusCode.PermissionDenied, "PERMISSION_DENIED", null, "no")]
    [InlineData("timeout", StatusCode.DeadlineExceeded, "TIMEOUT", null, "script 'a' did not end within 1.5 s")]
    [InlineData("operation-cancelled", StatusCode.Cancelled, "CANCELLED", null, "the work was cancelled")]
    public async Task Error_OfTheDomain_HasStatusReasonAndDetail(string action, StatusCode code, string reason, string? detail, string message)
    {
        var error = await FailAsync(action);
        Assert.Equal((code, message), (error.StatusCode, error.Status.Detail));
        Assert.Equal(reason, error.GetReason());
        Assert.Equal("flux", error.GetErrorInfo()!.Domain);
        var rich = error.GetRichStatus()!;
        Assert.Equal(((int)code, message), (rich.Code, rich.Message));
        Assert.Single(rich.Details, d => d.Is(ErrorInfo.Descriptor));
        Assert.Equal(detail is null ? [] : [detail], rich.Details.Where(d => !d.Is(ErrorInfo.Descriptor)).Select(d => d.TypeUrl.Split('/')[^1]));
    }

    [Fact]
    public async Task Unavailable_RetryAfter_IsInTheDetails() =>
        Assert.Equal(3, (await FailAsync("unavailable")).GetDetail<RetryInfo>()!.RetryDelay.Seconds);

    [Fact]
    public async Task Validation_TwoMistakes_BothNamedAtOnce()
    {
        var error = await FailAsync("validation");
        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Equal(["text", "next.items[2].name"], error.GetViolations().Select(v => v.Field));
        Assert.Equal("text: must have more than 3 characters; next.items[2].name: must not be empty", error.Status.Detail);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public void Violations_OfHugeTexts_AreNamedAndStayBelowTheTrailersLimit(int count)
    {
        var violations = new Violations();
        for (var i = 0; i < count; i++)
            violations.Add($"variables[{new string('\u20ac', 200_000)}]", $"'{new string('\u20ac', 200_000)}' is no name");
        var error = RichError.Of(Assert.Throws<FluxException>(violations.ThrowIfAny));
        Assert.NotEmpty(error.GetViolations());
        Assert.True(SizeOf(error) < 8192, $"{SizeOf(error)} bytes");
    }

    [Theory]
    [MemberData(nameof(HugeNames))]
    public void Error_WithAHugeName_StaysBelowTheTrailersLimit(string what, FluxException exception)
    {
        var error = RichError.Of(exception);
        Assert.True(SizeOf(error) < 8192, $"{what}: {SizeOf(error)} bytes");
    }

    public static TheoryData<string, FluxException> HugeNames
    {
        get
        {
            var name = new string('\u20ac', 200_000);
            return new TheoryData<string, FluxException>
            {
                { "not found", FluxError.NotFound("task", name) },
                { "already exists", FluxError.AlreadyExists("task", name) },
                { "aborted", FluxError.Aborted("task", name) },
                { "precondition", FluxError.FailedPrecondition("RUN_IS_TERMINAL", name, name) },
                { "exhausted", FluxError.ResourceExhausted(name, name) },
            };
        }
    }

    // As in the trailers: the details in base64, the message percent-encoded.
    private static int SizeOf(RpcException error) => (error.GetRichStatus()!.CalculateSize() * 4 / 3) + Uri.EscapeDataString(error.Status.Detail).Length;

    [Fact]
    public void Violations_VeryMany_StayBelowTheTrailersLimit()
    {
        var violations = new Violations();
        for (var i = 0; i < 1000; i++)
            violations.Add($"elements[{i}].name", "must not be empty; give each element a name that is unique in its location");
        var error = Assert.Throws<FluxException>(violations.ThrowIfAny);
        Assert.InRange(error.Details.Sum(d => d.CalculateSize()), 1000, 4096);
        Assert.Contains("and 997 more", error.Message);
        Assert.Equal("1000", error.Metadata["violations"]);
    }

    [Fact]
    public void Violations_None_DoNotThrow() => new Violations().ThrowIfAny();

    [Fact]
    public async Task Unexpected_Exception_OpaqueInternalAndLoggedOnceWithTheCorrelation()
    {
        var error = await FailAsync("throw", new Metadata { { "x-correlation-id", "abc-1" } });
        Assert.Equal(StatusCode.Internal, error.StatusCode);
        Assert.DoesNotContain("secret", error.Status.Detail);
        Assert.Contains("abc-1", error.Status.Detail);
        Assert.Equal("INTERNAL", error.GetReason());
        var record = Assert.Single(_server.Log.Records, r => r.Level == LogLevel.Error);
        Assert.Contains("the secret text", record.Text);
    }

    [Fact]
    public async Task Expected_Error_IsNotLoggedAsError()
    {
        await FailAsync("not-found");
        Assert.DoesNotContain(_server.Log.Records, r => r.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task RpcException_OfTheServiceItself_StaysAsItIs()
    {
        var error = await FailAsync("rpc");
        Assert.Equal(new Status(StatusCode.OutOfRange, "x"), error.Status);
        Assert.Null(error.GetRichStatus());
    }

    [Fact]
    public async Task Stream_ErrorAfterMessages_IsMappedToo()
    {
        using var call = _server.Client.Watch(new ProbeRequest { Action = "not-found", Text = "x" });
        Assert.True(await call.ResponseStream.MoveNext());
        var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext());
        Assert.Equal("NOT_FOUND", error.GetReason());
    }

    [Fact]
    public async Task Cancelled_ByTheCaller_IsCancelledNotInternal()
    {
        using var source = new CancellationTokenSource();
        using var call = _server.Client.DoAsync(new ProbeRequest { Action = "wait" }, cancellationToken: source.Token);
        await _server.Events.Started;
        await source.CancelAsync();
        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode);
        await _server.Events.Cancelled;
        Assert.DoesNotContain(_server.Log.Records, r => r.Level >= LogLevel.Error);
    }

    [Fact]
    public void Details_Damaged_ReadAsNone()
    {
        var error = new RpcException(Status.DefaultCancelled, new Metadata { { "grpc-status-details-bin", [255, 255] } });
        Assert.Null(error.GetRichStatus());
        Assert.Empty(error.GetViolations());
    }

    private async Task<RpcException> FailAsync(string action, Metadata? headers = null) =>
        await Assert.ThrowsAsync<RpcException>(async () => await _server.Client.DoAsync(new ProbeRequest { Action = action, Text = "x" }, headers));
}
