using Flux.DeviceGateway.Terminal;

namespace Flux.DeviceGateway.Tests.Terminal;

public sealed class OutputTextTests
{
    [Theory]
    [InlineData(new byte[] { }, "")]
    [InlineData(new byte[] { 0x61, 0xc3, 0xa9 }, "aé")]
    [InlineData(new byte[] { 0x61, 0xff, 0x62 }, "a\\xffb")]
    [InlineData(new byte[] { 0xc3 }, "\\xc3")]
    [InlineData(new byte[] { 0xe2, 0x82, 0x41 }, "\\xe2\\x82A")]
    [InlineData(new byte[] { 0x61, 0x00, 0x0a }, "a\0\n")]
    [InlineData(new byte[] { 0xf0, 0x9f, 0x98, 0x80 }, "😀")]
    public void From_Bytes_KeepsWhatIsTextAndEscapesTheRest(byte[] bytes, string text) => Assert.Equal(text, OutputText.From(bytes));

    [Fact]
    public void Transcript_SecretEchoedOrSent_IsMasked()
    {
        var transcript = new Transcript(new SecretMask("long-secret", "secret", null, ""));

        transcript.Sent("enable");
        transcript.Sent("another", secret: true);
        transcript.Received("Password: long-secret and secret and another\r\nr1# "u8);

        Assert.Equal(">>> enable\n>>> ********\n<<< Password: ******** and ******** and ********\nr1# ", transcript.ToString());
    }

    [Fact]
    public void Transcript_SecretInPieces_IsMasked()
    {
        var transcript = new Transcript(new SecretMask("pässwörd"));

        foreach (var value in "it is pässwörd."u8)
            transcript.Received([value]);

        Assert.Equal("<<< it is ********.", transcript.ToString());
    }

    [Fact]
    public void Transcript_VeryLong_KeepsTheEnd()
    {
        var transcript = new Transcript(new SecretMask());
        for (var i = 0; i < 300; i++)
            transcript.Received(new byte[16384]);
        transcript.Received("the end"u8);

        Assert.InRange(transcript.ToString().Length, 1 << 20, 2 << 20);
        Assert.EndsWith("the end", transcript.ToString());
    }
}
