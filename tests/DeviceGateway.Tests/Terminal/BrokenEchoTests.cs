using System.Text;
using Flux.DeviceGateway.Platforms;
using Flux.DeviceGateway.Ssh;
using Flux.DeviceGateway.Terminal;
using Flux.DeviceGateway.Tests.Support;

namespace Flux.DeviceGateway.Tests.Terminal;

/// <summary>A log line comes while the device echoes the command.</summary>
public sealed class BrokenEchoTests
{
    [Theory]
    [InlineData("cisco_ios", "r1#", "sho\r\n*Mar  1: %LINK-3-UPDOWN: up\r\nr1#show x\r\n")]
    [InlineData("cisco_ios", "r1#", "sho\r\n*Mar  1: %LINK-3-UPDOWN: up\r\nw x\r\n")]
    [InlineData("cisco_ios", "r1#", "\r\n*Mar  1: %LINK-3-UPDOWN: up\r\nshow x\r\n")]
    [InlineData("cisco_ios", "r1#", "\r\n*Mar  1: %LINK-3-UPDOWN: up\r\nr1#show x\r\n")]
    [InlineData("mikrotik", "[admin@MikroTik] > ", "\r[admin@MikroTik] > s\r[admin@MikroTik] > sh\r[admin@MikroTik] > show x\r\n")]
    public void RunAsync_EchoIsBroken_OutputBeginsBehindIt(string platform, string prompt, string echo)
    {
        var time = new VirtualTime();
        time.Run(async () =>
        {
            // The second line looks like the rest of the echo.
            var device = new FakeDevice(prompt, () => 3) { Time = time, Answer = (_, _) => "out 1\r\nw x\r\nshow x\r\n"u8.ToArray() };
            await using var terminal = new DeviceTerminal(
                new Rewritten(device, "show x\r\n", echo), PlatformCatalog.Load()[platform], new TerminalOptions(), new Transcript(new SecretMask()), time);
            await terminal.StartAsync("pw", null, default);

            Assert.Equal("out 1\nw x\nshow x\n", Encoding.Latin1.GetString((await terminal.RunAsync(new TerminalCommand("show x"), null, default)).Output));
        });
    }

    /// <summary>Puts another text in the first place of one that a device sends.</summary>
    private sealed class Rewritten(FakeDevice device, string text, string other) : IByteChannel
    {
        private string _held = "";
        private bool _done;

        public async Task<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            var piece = new byte[64];
            var passed = new StringBuilder();
            while (passed.Length == 0)
            {
                var count = await device.ReadAsync(piece, cancellationToken);
                if (count == 0)
                    return 0;
                _held += Encoding.Latin1.GetString(piece, 0, count);
                for (; _held.Length > 0 && (_done || !text.StartsWith(_held, StringComparison.Ordinal) || _held == text);)
                {
                    var found = !_done && _held.StartsWith(text, StringComparison.Ordinal);
                    _done |= found;
                    passed.Append(found ? other : _held[..1]);
                    _held = _held[(found ? text.Length : 1)..];
                }
            }

            return Encoding.Latin1.GetBytes(passed.ToString(), buffer.Span);
        }

        public Task WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken) => device.WriteAsync(data, cancellationToken);

        public ValueTask DisposeAsync() => device.DisposeAsync();
    }
}
