using System.Text;

namespace Flux.Integration.Support;

/// <summary>Declares elements that stand for the suite's three devices, and a flow over them.</summary>
internal static class Devices
{
    /// <summary>
    /// YAML of a group, three elements and a flow, all named after the test: NAME-d1, NAME-d2, NAME-d3 run the given tasks in this order.
    /// Elements are the test's own, so that pinned host keys and the like of one test do not reach another.
    /// </summary>
    /// <param name="name">Of group and flow, and the beginning of the elements' names.</param>
    /// <param name="tasks">YAML of tasks and models.</param>
    /// <param name="steps">short_names of the flow's tasks.</param>
    /// <param name="mode">serial or parallel.</param>
    /// <param name="change">Changes the YAML of one element: (device, yaml) -> yaml.</param>
    public static string Flow(string name, string tasks, string steps, string mode = "serial", Func<string, string, string>? change = null)
    {
        var yaml = new StringBuilder($"groups: [{{name: {name}}}]\nelements:\n");
        foreach (var device in (string[])["d1", "d2", "d3"])
        {
            var element = $"  - name: {name}-{device}\n    groups: [{name}]\n    management_address: ${{{device}_ADDRESS}}\n    key: ${{KEY}}\n"
                + $"    transport_settings: {{protocol: ssh, port: \"${{{device}_PORT}}\", username: \"${{USERNAME}}\", platform: linux, channel: \"${{CHANNEL}}\"}}\n";
            yaml.Append(change?.Invoke(device, element) ?? element);
        }

        yaml.Append($"flows:\n  - {{short_name: {name}, mode: {mode}, selection: {{groups: [{name}]}}, tasks: [{steps}]}}\n").Append(tasks);
        return yaml.ToString();
    }
}
