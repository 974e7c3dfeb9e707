using System.Text;
using Flux.DeviceGateway.Tests.Terminal;

namespace Flux.DeviceGateway.Tests.Configuring;

/// <summary>Devices with a configuration that lines change, as their manuals describe it.</summary>
internal static class ConfigDevice
{
    /// <summary>IOS: lines are in effect at once.</summary>
    public static FakeDevice Ios(List<string> running) => new("r1#")
    {
        Answer = (device, line) =>
        {
            var inMode = device.Prompt == "r1(config)#";
            if (line.StartsWith("configure terminal", StringComparison.Ordinal))
                device.Prompt = "r1(config)#";
            else if (line == "end")
                device.Prompt = "r1#";
            else if (line == "show running-config")
                return Bytes("Building configuration...\r\n\r\nCurrent configuration : 99 bytes\r\n!\r\n" + string.Concat(running.Select(entry => entry + "\r\n")) + "end\r\n");
            else if (line == "write memory")
                return Bytes("Building configuration...\r\n[OK]\r\n");
            else if (inMode && line.Contains("bad", StringComparison.Ordinal))
                return Bytes("           ^\r\n% Invalid input detected at '^' marker.\r\n\r\n");
            else if (inMode)
                running.Add(line);
            return [];
        },
    };

    /// <summary>Two stages: lines change a candidate, a commit makes it true.</summary>
    public static FakeDevice TwoStage(string prompt, string modePrompt, Func<string, string?> answer, params string[] leaves) => new(prompt)
    {
        Answer = (device, line) =>
        {
            if (line.StartsWith("conf", StringComparison.Ordinal) && !line.EndsWith("commit", StringComparison.Ordinal) && !line.EndsWith("abort", StringComparison.Ordinal))
                device.Prompt = modePrompt;
            else if (leaves.Any(leave => line.StartsWith(leave, StringComparison.Ordinal)))
                device.Prompt = prompt;
            return Bytes(answer(line) ?? "");
        },
    };

    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
