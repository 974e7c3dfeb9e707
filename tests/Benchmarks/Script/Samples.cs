using Flux.Contracts.Script.V1;

namespace Flux.Benchmarks.Script;

/// <summary>What is run: the same for us and for the peers.</summary>
internal static class Samples
{
    public const string Tiny = "context['n'] = len(context['name']) + 1";
    public const string TinyInputs = """{"context": {"name": "edge-router-1"}}""";
    public const string Free = "n = len(name) + 1";
    public const string FreeInputs = """{"name": "edge-router-1"}""";
    public const string Look = "n = sum(len(i['description']) for i in context['interfaces'])";
    public const string Large = "context['n'] = sum(len(i['description']) for i in context['interfaces'])";

    /// <summary>113 KB of interfaces.</summary>
    public static string LargeInputs { get; } = "{\"context\": {\"interfaces\": [" + string.Join(",", Enumerable.Range(0, 950).Select(i =>
        $$"""{"name": "GigabitEthernet0/0/{{i:0000}}", "description": "uplink to the access switch in rack {{i:000}}", "mtu": 9000, "up": true}""")) + "]}}";

    /// <summary>A configuration template of 1 KB.</summary>
    public static RenderTemplatesRequest Template
    {
        get
        {
            var source = "hostname {{ element.name|upper }}\n{% for i in interfaces %}interface {{ i.name }}\n description {{ i.description|default:'none' }}\n"
                + "{% if i.up %} no shutdown{% else %} shutdown{% endif %}\n{% endfor %}";
            source += string.Concat(Enumerable.Range(0, 10).Select(i => $"ntp server 10.0.0.{i} {{{{ element.vrf }}}}\nlogging host 10.0.1.{i} facility local7\n"));
            var request = new RenderTemplatesRequest
            {
                ContextJson = """{"element": {"name": "r1", "vrf": "mgmt"}, "interfaces": [{"name": "Gi0/1", "description": "up", "up": true}, {"name": "Gi0/2"}]}""",
            };
            request.Templates.Add(new Template { Name = "t", Source = source.PadRight(1024) });
            return request;
        }
    }
}
