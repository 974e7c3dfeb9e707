using Flux.DeviceGateway.Errors;
using Flux.DeviceGateway.Platforms;
using Flux.DeviceGateway.Sessions;
using Flux.DeviceGateway.Ssh;
using Flux.DeviceGateway.Tests.Support;
using Flux.DeviceGateway.Tests.Terminal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Flux.DeviceGateway.Tests.Platforms;

/// <summary>Devices that hang while their platform is being found out.</summary>
public sealed class DetectionLimitTests
{
    [Theory]
    [InlineData(null, 15)]
    [InlineData(40, 40)]
    public void Open_DeviceHangsAtAProbe_IsToldWithinTheLimitAndByAReasonOfItsOwn(int? asked, int told)
    {
        var time = new VirtualTime();
        time.Run(async () =>
        {
            var elements = new FakeElements();
            var id = elements.AddFake(PlatformCatalog.Auto);
            var ssh = new FakeSsh(_ => new HungDevice("sw1>", "show version"));
            using var gate = new LoginGate(new DeviceOptions());
            using var groups = new GroupGate(new DeviceOptions());
            var platforms = PlatformCatalog.Load();
            var opener = new SessionOpener(elements, ssh, platforms, new PlatformDetector(platforms, time), gate, groups, new DeviceOptions(), time, NullLogger<SessionOpener>.Instance);

            var error = await Assert.ThrowsAsync<DeviceException>(() => opener.OpenAsync(id, asked is { } seconds ? TimeSpan.FromSeconds(seconds) : null, default));

            Assert.Equal(DeviceReason.DetectionTimeout, error.Reason);
            Assert.Contains("'show version'", error.Message);
            Assert.Contains("transport_settings.platform", error.Message);
            Assert.Equal(TimeSpan.FromSeconds(told), time.GetElapsedTime(0));
            Assert.Single(ssh.Targets); // and it is not tried again
        });
    }

    /// <summary>Says nothing any more once a command was typed, not even its echo.</summary>
    private sealed class HungDevice(string prompt, string at) : IByteChannel
    {
        private readonly FakeDevice _device = new(prompt);
        private bool _hung;

        public Task<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) => _device.ReadAsync(buffer, cancellationToken);

        public Task WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
        {
            _hung |= System.Text.Encoding.Latin1.GetString(data.Span).StartsWith(at, StringComparison.Ordinal);
            return _hung ? Task.CompletedTask : _device.WriteAsync(data, cancellationToken);
        }

        public ValueTask DisposeAsync() => _device.DisposeAsync();
    }
}
