using Flux.Contracts.Script.V1;
using Flux.ScriptRunner.Execution;
using Flux.ScriptRunner.Sandbox;
using Flux.ScriptRunner.Tests.Fixtures;
using Flux.ScriptRunner.Tests.Isolation;

namespace Flux.ScriptRunner.Tests.Templates;

/// <summary>Templates that try to read, to compute without end or to fill the memory: each ends by itself or is stopped, and the next is clean.</summary>
public sealed class HostileTemplateTests : IDisposable
{
    private readonly Canaries _canaries = new();
    private readonly SandboxFixture _sandbox = new(new SandboxOptions { IdleTemplates = 2, StartTimeout = TimeSpan.FromSeconds(60), TemplateWall = TimeSpan.FromSeconds(1) });

    private static readonly string[] Sources =
    [
        "{% debug %}",
        "{% include canary %}", "{% extends canary %}", "{% include '../../../../../etc/passwd' %}", "{% ssi '/etc/passwd' %}",
        "{% load canary %}", "{% load os %}", "{% load django.template.loader_tags %}", "{% load static %}{% get_static_prefix %}{% get_media_prefix %}",
        "{% load log %}{% get_admin_log 10 as x %}", "{% load cache %}{% cache 500 x %}y{% endcache %}", "{% url 'admin:index' %}", "{% csrf_token %}",
        "{{ canary.__class__.__mro__ }}", "{{ list.__init__.__globals__ }}", "{{ forloop }}{{ block.super }}{{ self }}{{ settings.SECRET_KEY }}{{ request.META }}",
        "{{ list|attr:'__class__' }}", "{{ canary|safe|striptags|urlize }}", "{% filter force_escape %}{{ canary }}{% endfilter %}",
        "{{ 'x'|ljust:1000000000 }}", "{{ 'x'|rjust:1000000000 }}", "{{ 'x'|center:10000000000 }}", "{{ 1.5|floatformat:10000000 }}", "{{ '9e9999999'|floatformat:2 }}",
        "{{ 1|stringformat:'1000000000d' }}", "{{ 1.0|stringformat:'.1000000000f' }}", "{{ 'x'|stringformat:'1000000000s' }}",
        "{{ 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'|wordwrap:1 }}", "{{ big|wordwrap:1 }}", "{{ big|urlize }}", "{{ dots|urlize }}", "{{ dots|urlizetrunc:5 }}",
        "{{ tags|striptags }}", "{{ tags|truncatewords_html:5 }}", "{{ tags|truncatechars_html:5 }}", "{{ big|slugify|title|linebreaks|linebreaksbr }}",
        "{{ big|make_list|join:big }}", "{{ big|phone2numeric }}", "{{ big|cut:'x'|addslashes }}", "{{ 99999999999999999999|get_digit:3 }}", "{{ '1'|filesizeformat }}",
        "{% widthratio 1 0.0000000000001 99999999999999999999999999 %}", "{% now '" + "Y" + "' %}{% now big %}", "{% lorem 10000000 w random %}", "{% lorem 100000000 p %}",
        "{% for a in big %}{% for b in big %}{% for c in big %}{% for d in big %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
        "{% for a in big %}{% for b in big %}{{ a }}{{ b }}xxxxxxxxxxxxxxxxxxxxxxxxx{% endfor %}{% endfor %}",
        "{% include 'self' %}", "{% include 'a' %}", "{% extends 'loop' %}", "{% with a=big %}{% with b=a %}{% regroup big by x as y %}{{ y }}{% endwith %}{% endwith %}",
        "{% cycle 'a' 'b' as c %}{% for i in big %}{% cycle c %}{% resetcycle %}{% endfor %}", "{% templatetag openblock %} include 'x' {% templatetag closeblock %}",
        "{% verbatim %}{{ canary }}{% endverbatim %}", "{% if a and b or c not in big and not d == e or 1 < 2 %}x{% endif %}",
        "{{ big|dictsort:'x.y.__class__' }}", "{{ list|dictsort:'__class__' }}", "{{ '1000000000000'|intword }}{{ 10|apnumber }}{{ big|intcomma }}",
        "{{ n|date:big }}", "{{ n|time:'" + "P" + "' }}", "{{ n|add:n|yesno:'a,b'|pluralize }}", "{{ big|random }}{{ list|first }}{{ list|length_is:'x' }}", "{{ list|json_script:'x' }}",
        "{{ list|pprint }}", "{{ nested|unordered_list }}", "{% comment %}{% include canary %}", "{{ a|b|c|d", "{% {% {% {{ {{ {# ", "\0{{ canary }}\0", "{% load i18n %}{% trans canary %}{% blocktrans %}{{ canary }}{% endblocktrans %}{% get_current_language as l %}{% language 'de' %}{% endlanguage %}",
        "{% load tz %}{% timezone '../../../../etc/passwd' %}{% endtimezone %}", "{% load tz %}{{ n|timezone:'Nowhere/At/All' }}",
    ];

    [Fact]
    public async Task Templates_Hostile_EachEndsAndTheNextIsClean()
    {
        var context = """{"list": [1, 2], "n": 5, "nested": [[[[[[[[1]]]]]]]], "big": "XX", "dots": "DD", "tags": "TT", "canary": "CC"}"""
            .Replace("XX", string.Concat(Enumerable.Repeat("x ", 50_000)), StringComparison.Ordinal)
            .Replace("DD", string.Concat(Enumerable.Repeat("http://a.b.c.d.e.(((((", 3000)), StringComparison.Ordinal)
            .Replace("TT", new string('<', 40_000), StringComparison.Ordinal)
            .Replace("CC", System.Text.Json.JsonDocument.Parse(_canaries.Inputs).RootElement.GetProperty("canary").GetString(), StringComparison.Ordinal);
        foreach (var source in Sources)
        {
            var outcome = await RenderAsync(source, context);
            Assert.False(Canaries.IsIn($"{outcome.Result} {outcome.Failure}"), source);
            Assert.DoesNotContain("root:x:0", outcome.Result ?? "");
            if (outcome.Failure is { } failure)
            {
                Assert.True(failure.Reason is "TEMPLATE_ERROR" or FailureReasons.Wall or FailureReasons.Result or "MEMORY_EXCEEDED" or FailureReasons.Cpu, $"{source}: {failure}");
                OutcomeAssert.Result("""{"texts":["5"]}""", await RenderAsync("{{ n }}", """{"n": 5}"""));
            }
        }
        _canaries.AssertUntouched();
    }

    public void Dispose()
    {
        _sandbox.Dispose();
        _canaries.Dispose();
    }

    private Task<ScriptOutcome> RenderAsync(string source, string context)
    {
        var request = new RenderTemplatesRequest { ContextJson = context, Templates = { new Template { Name = "self", Source = source, Autoescape = true } } };
        request.Includes["a"] = "{% include 'b' %}";
        request.Includes["b"] = "{% include 'a' %}";
        request.Includes["loop"] = "{% extends 'loop' %}";
        return _sandbox.Engine.RenderAsync(request, default);
    }
}
