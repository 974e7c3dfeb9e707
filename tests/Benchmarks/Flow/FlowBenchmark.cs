using Flux.Benchmarks.Script;

namespace Flux.Benchmarks.Flow;

/// <summary>
/// What a run costs: 40 light tasks of all ten steps one after the other on one element, and how the time of a parallel flow grows from 100 to 500
/// simulated devices. Without a peer: nobody else has these steps. Build the services first: "dotnet build -c Release services/...", or the solution.
/// </summary>
internal static class FlowBenchmark
{
    private const int Times = 3;
    private static readonly TimeSpan _answer = TimeSpan.FromMilliseconds(100);

    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length > 0)
        {
            Console.Error.WriteLine("flow: no options");
            return 2;
        }
        Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}; best of {Times}; cpu is user + system of the six services and what they started");
        await using var hosts = await FlowHosts.StartAsync(_answer);
        await hosts.ApplyAsync(TenSteps(hosts.DevicePort));
        var (ten, cost) = await BestAsync(hosts, "ten-steps");
        Print("40 light tasks, all ten steps, one serial flow", ten, cost, new Mark("ms", 600, MoreIsBetter: false).Judge(ten.TotalMilliseconds));
        await hosts.ApplyAsync(FanOut(hosts.DevicePort, 500));
        var (hundred, hundredCost) = await BestAsync(hosts, "fan-100");
        var (all, allCost) = await BestAsync(hosts, "fan-500");
        Print("one REST task on 100 devices in parallel", hundred, hundredCost, "");
        Print("one REST task on 500 devices in parallel", all, allCost, "");
        var ratio = all / hundred;
        Console.WriteLine($"{"t(500) / t(100)",-50} {ratio,9:N2}    in cpu {allCost.Sum(c => c.Seconds) / hundredCost.Sum(c => c.Seconds):N2}    <= 5.5: {(ratio <= 5.5 ? "met" : "MISSED")}");
        return 0;
    }

    private static async Task<(TimeSpan Time, IReadOnlyList<(string Service, double Seconds)> Cost)> BestAsync(FlowHosts hosts, string flow)
    {
        await hosts.RunAsync(flow);
        (TimeSpan Time, IReadOnlyList<(string Service, double Seconds)> Cost) best = (TimeSpan.MaxValue, []);
        for (var i = 0; i < Times; i++)
        {
            var before = hosts.Processor;
            var time = await hosts.RunAsync(flow);
            if (time < best.Time)
                best = (time, [.. hosts.Processor.Zip(before).Select(p => (p.First.Service, p.First.Seconds - p.Second.Seconds))]);
        }
        return best;
    }

    private static void Print(string what, TimeSpan time, IReadOnlyList<(string Service, double Seconds)> cost, string mark)
    {
        Console.WriteLine($"{what,-50} {time.TotalMilliseconds,9:N0} ms {cost.Sum(c => c.Seconds) * 1000,9:N0} ms cpu    {mark}");
        Console.WriteLine($"{"",-50}   cpu by service: {string.Join(", ", cost.Where(c => c.Seconds > 0).Select(c => $"{c.Service} {c.Seconds * 1000:N0}"))}");
    }

    private static string TenSteps(int port) => $$$"""
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

    private static string FanOut(int port, int devices)
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
}
