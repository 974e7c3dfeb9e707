using Flux.Contracts.Script;
using Flux.Contracts.Script.V1;
using Flux.ScriptRunner.Execution;
using Flux.ScriptRunner.Grpc;
using Flux.ScriptRunner.Tests.Fixtures;

namespace Flux.ScriptRunner.Tests.Templates;

/// <summary>What is rendered without a child is what Django makes of it, to the letter.</summary>
[Collection(SharedSandbox.Name)]
public sealed class PlainTemplateTests(SandboxFixture sandbox)
{
    private const string Context = """
        {"a": "x", "a_1": "under", "n": 12, "neg": -7, "zero": 0, "minus": -0, "f": 1.0, "exp": 1e3, "big": 9007199254740993, "huge": 123456789012345678901234567890,
         "t": true, "no": false, "none": null, "html": "<a href='x'>&\"", "uni": "\u00e4\ud83d\ude00{{ a }}", "empty": "", "inf": "inf", "nan": "nan",
         "e": {"a": {"0": "zero", "b_": [1, 2]}, "items": "own"}, "list": ["l"], "True": "yes", "twice": 1, "twice": 2, "\u006bey": "escaped", "lines": "1\r\n2"}
        """;

    // Each as it is and with an empty comment, which only Django can take.
    private static readonly string[] _sources =
    [
        "", "no template", "{", "}}", "a }} b", "{ { a } }", "{{ a }}", "{{a}}", "{{   a  }}", "{{ a_1 }}", "{{ n }} {{ neg }} {{ zero }}", "{{ minus }}", "{{ f }}", "{{ exp }}",
        "{{ big }}", "{{ huge }}", "{{ t }} {{ no }} {{ none }}", "{{ html }}", "{{ uni }}", "[{{ empty }}]", "{{ inf }} {{ nan }}", "{{ e.a.0 }}", "{{ e.items }}",
        "{{ e.keys }}", "{{ e.a }}", "{{ list.0 }}", "{{ list }}", "{{ absent }}", "{{ e.absent }}", "{{ a.absent }}", "{{ True }}", "{{ False }}", "{{ twice }}", "{{ key }}",
        "{{ lines }}", "{\"x\": {{ n }}}", "{\"x\": \"{{ a }}\", \"y\": {{ n }} }", "{{ a }}{{ n }}\r\n", "{{ a\n }}", "{{ a|upper }}", "{{ 'text' }}", "{{ 5 }}", "{{ n }}}}", "}}{{ a }}{{",
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Render_WithoutChild_IsDjangos(bool autoescape)
    {
        var plain = _sources.ToDictionary(s => s, s => PlainTemplates.TryRender(Request(autoescape, s)));
        var response = OutcomeMapper.Rendered(
            await sandbox.Engine.RenderAsync(Request(autoescape, [.. _sources.Select(s => s + "{% comment %}{% endcomment %}")]), default), _sources.Length);
        Assert.Null(response.Failure);
        foreach (var (source, django) in _sources.Zip(response.Texts))
            Assert.True(plain[source] is null || plain[source]!.Single() == django, $"{source}: '{plain[source]?.Single()}', not '{django}'");
        Assert.True(plain.Values.Count(p => p is not null) >= 20);
    }

    [Theory]
    [InlineData("{% if a %}{% endif %}")]
    [InlineData("{# note #}")]
    [InlineData("{{ _a }}")]
    [InlineData("{{ e._a }}")]
    [InlineData("{{ a. }}")]
    [InlineData("{{ }}")]
    [InlineData("{{ a b }}")]
    [InlineData("{{{ a }}}")]
    [InlineData("{{ a|upper }}")]
    [InlineData("{{ absent }}")]
    [InlineData("{{ list.0 }}")]
    [InlineData("{{ f }}")]
    [InlineData("{{ 5 }}")]
    public void TryRender_MoreThanNames_IsLeftToDjango(string source) => Assert.Null(PlainTemplates.TryRender(Request(false, source)));

    [Fact]
    public void TryRender_TooLarge_IsLeftToDjango() => Assert.Null(PlainTemplates.TryRender(Request(false, new string('x', 700_000), new string('y', 700_000))));

    [Fact]
    public void TryRender_ManyNames_IsLeftToDjango() => Assert.Null(PlainTemplates.TryRender(Request(false, string.Concat(Enumerable.Repeat("{{ a }}", 101)))));

    [Fact]
    public void TryRender_HalfACharacter_IsLeftToScriptRunner()
    {
        var request = new RenderTemplatesRequest { ContextJson = """{"a": "\ud800"}""", Templates = { new Template { Source = "{{ a }}" } } };
        Assert.Null(PlainTemplates.TryRender(request));
    }

    private static RenderTemplatesRequest Request(bool autoescape, params string[] sources)
    {
        var request = new RenderTemplatesRequest { ContextJson = Context };
        request.Templates.AddRange(sources.Select((s, i) => new Template { Name = $"t{i}", Source = s, Autoescape = autoescape }));
        RequestReader.Check(request);
        return request;
    }
}
