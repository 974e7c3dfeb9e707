using Flux.Contracts.Script.V1;
using Flux.ScriptRunner.Execution;
using Flux.ScriptRunner.Grpc;
using Flux.ScriptRunner.Tests.Fixtures;

namespace Flux.ScriptRunner.Tests.Templates;

[Collection(SharedSandbox.Name)]
public sealed class TemplateTests(SandboxFixture sandbox)
{
    private const string Context = """
        {"name": "r1 & co", "n": 1234567, "f": 1.0, "element": {"name": "e1"}, "net": {"0": {"hostname": "h0"}},
         "tasks": {"12": {"model_commands": {"result": "out", "status": "OK"}}}, "list": [1, 2, 3], "none": null}
        """;

    private async Task<RenderTemplatesResponse> RenderAsync(string source, bool autoescape = false, params (string Name, string Source)[] includes)
    {
        var request = new RenderTemplatesRequest { ContextJson = Context, Templates = { new Template { Name = "t", Source = source, Autoescape = autoescape } } };
        foreach (var (name, text) in includes)
            request.Includes[name] = text;
        RequestReader.Check(request);
        return OutcomeMapper.Rendered(await sandbox.Engine.RenderAsync(request, default), 1);
    }

    [Theory]
    [InlineData("{{ name }}", "r1 & co")]
    [InlineData("{{ net.0.hostname }}", "h0")]
    [InlineData("{{ tasks.12.model_commands.result }}", "out")]
    [InlineData("{{ element.name|upper }}", "E1")]
    [InlineData("{{ absent }}", "")]
    [InlineData("{{ absent|default:'x' }}", "x")]
    [InlineData("{{ none }}", "None")]
    [InlineData("{{ f }}", "1.0")]
    [InlineData("{{ n|intcomma }}", "1,234,567")]
    [InlineData("{% load humanize tz l10n i18n %}{{ n|intword }}", "1.2 million")]
    [InlineData("{% for x in list %}{{ forloop.counter }}:{{ x }}{% if not forloop.last %},{% endif %}{% endfor %}", "1:1,2:2,3:3")]
    [InlineData("interface {{ element.name }}\n  shutdown\n", "interface e1\n  shutdown\n")]
    [InlineData("", "")]
    public async Task Render_Template_IsDjangos(string source, string expected) => Assert.Equal(expected, Assert.Single((await RenderAsync(source)).Texts));

    [Fact]
    public async Task Render_Autoescape_EscapesHtml() => Assert.Equal("r1 &amp; co", Assert.Single((await RenderAsync("{{ name }}", true)).Texts));

    [Fact]
    public async Task Render_ExtendsAndInclude_UseTheGivenSources() => Assert.Equal(
        "<h1>e1</h1> [e1]",
        Assert.Single((await RenderAsync(
            "{% extends 'base' %}{% block body %}{% include 'part' %}{% endblock %}", false,
            ("base", "<h1>{{ element.name }}</h1> {% block body %}{% endblock %}"), ("part", "[{{ element.name }}]"))).Texts));

    [Fact]
    public async Task Render_TemplateThatChangesTheContext_ChangesItForNoOther()
    {
        var request = new RenderTemplatesRequest
        {
            ContextJson = Context,
            Templates =
            {
                new Template { Name = "s", Source = "{{ list.pop }}{{ element.clear }}{% firstof 'x' as made %}" },
                new Template { Name = "b", Source = "{{ list|length }} {{ element.name }} {{ made }}" },
            },
        };
        Assert.Equal(["3None", "3 e1 "], OutcomeMapper.Rendered(await sandbox.Engine.RenderAsync(request, default), 2).Texts);
    }

    [Fact]
    public async Task Render_SeveralTemplates_OneTextEach()
    {
        var request = new RenderTemplatesRequest
        {
            ContextJson = Context,
            Templates = { new Template { Name = "s", Source = "{{ name }}" }, new Template { Name = "b", Source = "{{ name }}", Autoescape = true } },
        };
        var response = OutcomeMapper.Rendered(await sandbox.Engine.RenderAsync(request, default), 2);
        Assert.Equal(["r1 & co", "r1 &amp; co"], response.Texts);
    }

    [Theory]
    [InlineData("a\nb {% if %}", "TemplateSyntaxError", 2, 3, "b {% if %}")]
    [InlineData("a\n\n{{ x|nofilter }}", "TemplateSyntaxError", 3, 1, "{{ x|nofilter }}")]
    [InlineData("{% for x in list %}", "TemplateSyntaxError", 1, 1, "{% for x in list %}")]
    [InlineData("x\n{% include 'absent' %}", "TemplateDoesNotExist", 2, 1, "{% include 'absent' %}")]
    [InlineData("{% load nolib %}", "TemplateSyntaxError", 1, 1, "{% load nolib %}")]
    [InlineData("{{ name|add:list|divisibleby:'a' }}", "ValueError", 1, 1, "{{ name|add:list|divisibleby:'a' }}")]
    public async Task Render_Mistake_NamesTemplateAndPlace(string source, string type, int line, int column, string text)
    {
        var failure = (await RenderAsync(source)).Failure;
        Assert.NotNull(failure);
        Assert.Equal(("TEMPLATE_ERROR", type, "t", line, column, text), (failure.Reason, failure.Type, failure.SourceName, failure.Line, failure.Column, failure.SourceLine));
    }

    [Fact]
    public async Task Render_MistakeInInclude_NamesTheInclude()
    {
        var failure = (await RenderAsync("{% include 'part' %}", false, ("part", "ok\n{{ name|divisibleby:'a' }}"))).Failure;
        Assert.Equal(("part", 2, "{{ name|divisibleby:'a' }}"), (failure.SourceName, failure.Line, failure.SourceLine));
    }

    [Fact]
    public async Task Render_TooLarge_IsRefused() => Assert.Equal(
        FailureReasons.Result, (await RenderAsync("{% for a in '" + new string('x', 2000) + "'|make_list %}{{ '" + new string('y', 2000) + "' }}{% endfor %}")).Failure?.Reason);

    [Theory]
    [InlineData("{% include 'canary' %}")]
    [InlineData("{% include '/etc/passwd' %}")]
    [InlineData("{% extends '../../etc/passwd' %}")]
    [InlineData("{% url 'admin' %}")]
    [InlineData("{% static 'x' %}")]
    public async Task Render_BeyondItsData_Fails(string source) => Assert.Equal("TEMPLATE_ERROR", (await RenderAsync(source)).Failure?.Reason);
}
