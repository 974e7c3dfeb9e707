using Flux.Lab.Ssh;

namespace Flux.Benchmarks.Flow;

/// <summary>The declared texts that are measured.</summary>
internal static class FlowSamples
{
    /// <summary>Forty tasks that are Python and nothing else: the tenth Fibonacci number, as in Windmill's comparison of workflow engines, and a setting to save.</summary>
    public static string LightScripts() => $$"""
        groups: [{name: light-scripts}]
        profiles:
          - name: bench-light
            parameter_groups: [{name: B, parameters: [{variable_name: seen, type: integer}]}]
        elements:
          - {name: bench-light, profile: bench-light, groups: [light-scripts]}
        tasks:
          - short_name: bench-light
            task_class: cli
            management_script: |
              def fibo(n):
                  return n if n < 2 else fibo(n - 1) + fibo(n - 2)
              context['x'] = fibo(10)
            processing_script: "settings['seen'] = context['x']"
        flows:
          - {short_name: light-scripts, mode: serial, selection: {groups: [light-scripts]}, tasks: [{{string.Join(", ", Enumerable.Repeat("bench-light", 40))}}]}

        """;

    /// <summary>Forty tasks that use every step: a device asked over HTTP and a mail in each.</summary>
    public static string TenSteps(int port) => $$$"""
        groups: [{name: ten-steps}]
        profiles:
          - name: bench
            parameter_groups: [{name: B, parameters: [{variable_name: version, type: string}, {variable_name: seen, type: integer}]}]
        elements:
          - {name: bench-one, profile: bench, groups: [ten-steps], management_address: 127.0.0.1, transport_settings: {protocol: http, port: "{{{port}}}"}}
        services:
          - {name: bench-mail, from_email: flux@example.org, custom_to: [noc@example.org], subject: "{{ element.name }}", content: "{{ x }}"}
        models:
          - {short_name: bench-send, model_class: json, data: "{\"name\": \"{{ element.name }}\", \"x\": {{ x }} }"}
          - {short_name: bench-read, model_class: json, data: "{\"version\": \"{{ version }}\"}"}
        tasks:
          - short_name: bench-ten
            task_class: rest
            management_script: "context['x'] = 1"
            automation_model: bench-send
            processing_model: bench-read
            processing_script: "settings['seen'] = context['x']"
            service: bench-mail
        flows:
          - {short_name: ten-steps, mode: serial, selection: {groups: [ten-steps]}, tasks: [{{{string.Join(", ", Enumerable.Repeat("bench-ten", 40))}}}]}

        """;

    public static string FanOut(int port, int devices)
    {
        var elements = Enumerable.Range(1, devices).Select(i =>
            $"  - {{name: fan-{i}, groups: [fan-500{(i <= 100 ? ", fan-100" : "")}], management_address: 127.0.0.1, transport_settings: {{protocol: http, port: \"{port}\"}}}}\n");
        return "groups: [{name: fan-500}, {name: fan-100}]\nelements:\n" + string.Concat(elements) + """
            models:
              - {short_name: fan-read, model_class: json}
            tasks:
              - {short_name: fan-ask, task_class: rest, http: {method: GET, path: /slow}, processing_model: fan-read, processing_script: "settings['action_info'] = data['version']"}
            flows:
              - {short_name: fan-100, mode: parallel, selection: {groups: [fan-100]}, tasks: [fan-ask]}
              - {short_name: fan-500, mode: parallel, selection: {groups: [fan-500]}, tasks: [fan-ask]}

            """;
    }

    /// <summary>A script that says something now and then, and one that has much to say.</summary>
    public static string Talk() => """
        groups: [{name: talk}]
        elements: [{name: talker, groups: [talk]}]
        tasks:
          - short_name: talk-slowly
            task_class: cli
            management_script: |
              for i in range(200):
                  log_message('info', str(i))
                  pause(0.02)
          - short_name: talk-fast
            task_class: cli
            management_script: |
              for i in range(500):
                  log_message('info', str(i))
                  pause(0.001)
        flows:
          - {short_name: talk-slowly, mode: serial, selection: {groups: [talk]}, tasks: [talk-slowly]}
          - {short_name: talk-fast, mode: serial, selection: {groups: [talk]}, tasks: [talk-fast]}

        """;

    /// <summary>A script that computes for ever, and a command that a device runs for long.</summary>
    public static string Endless(SshDevice device, string command) => $"""
        groups: [{"{name: endless}"}]
        elements:
          - name: endless
            groups: [endless]
            management_address: {device.Address}
            key: |
        {string.Concat(device.PrivateKey.TrimEnd().Split('\n').Select(line => $"      {line}\n"))}    transport_settings: {"{"}protocol: ssh, port: "{device.Port}", username: "{device.Username}", platform: linux, channel: "{device.Channel}"{"}"}
        models:
          - {"{"}short_name: endless, model_class: cli, data: "{command}"{"}"}
        tasks:
          - {"{"}short_name: endless-script, task_class: cli, management_script: "while True: pass"{"}"}
          - {"{"}short_name: endless-device, task_class: cli, automation_model: endless{"}"}
        flows:
          - {"{"}short_name: endless-script, mode: serial, selection: {"{"}groups: [endless]{"}"}, tasks: [endless-script]{"}"}
          - {"{"}short_name: endless-device, mode: serial, selection: {"{"}groups: [endless]{"}"}, tasks: [endless-device]{"}"}

        """;
}
