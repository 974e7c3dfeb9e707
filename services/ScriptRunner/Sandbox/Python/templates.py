"""Django templates over plain data: the engine only, no project, no database, no files."""
import json
import resource

from fluxbox import failures, job
from fluxbox.failures import Script

MAX_TEXT = 1 << 20
_LIBRARIES = {name: "django.templatetags." + name for name in ("cache", "i18n", "l10n", "static", "tz")}
_LIBRARIES["humanize"] = "django.contrib.humanize.templatetags.humanize"
_SAMPLE = ("{% load tz %}{% if a %}{{ a|upper|default:'x' }}{% endif %}{% for b in c %}{{ b.d|intcomma }}{{ forloop.counter }}"
           "{% endfor %}{% include 'i' %}")


def load():
    """Imports and sets Django up; done once, in the zygote."""
    from django.conf import settings
    settings.configure(USE_TZ=True, USE_I18N=False, USE_L10N=False, TIME_ZONE="UTC", LOGGING_CONFIG=None, CACHES={}, STATIC_URL=None,
                       INSTALLED_APPS=["django.contrib.humanize"])
    import django
    django.setup()


def engine(sources, autoescape):
    from django.template import Engine
    return Engine(debug=True, autoescape=autoescape, libraries=_LIBRARIES,
                  builtins=["django.contrib.humanize.templatetags.humanize"],
                  loaders=[("django.template.loaders.locmem.Loader", sources)])


def warm_up(channel, source=_SAMPLE):
    template = {"name": "t", "source": source, "autoescape": True}
    run(channel, {"includes": {"i": "{% block x %}{{ a|date:'Y' }}{% endblock %}"}, "templates": [template]}, b'{"a": "x", "c": [{"d": 1000}]}')


def run(channel, header, raw):
    """Renders every template of the header against the inputs; stops at the first that fails."""
    before = resource.getrusage(resource.RUSAGE_SELF)
    used = before.ru_utime + before.ru_stime
    includes, texts, size = header["includes"], [], 0
    script = Script("", "")
    try:
        for template in header["templates"]:
            script = Script(template["name"] or "template", template["source"])
            # Read anew for each: {{ list.pop }} changes a value, and {% now "Y" as year %} adds one.
            text = render(script, includes, json.loads(raw), template["autoescape"])
            size += len(text.encode("utf-8", "surrogatepass"))
            if size > MAX_TEXT:
                raise failures.Failure("RESULT_EXCEEDED", "the rendered text is larger than %d bytes" % MAX_TEXT)
            texts.append(text)
        answer = b"R", job.encode({"texts": texts})
    except MemoryError as error:
        answer = b"E", job.describe(error, script)
    except failures.Failure as error:
        answer = b"E", job.describe(error, script)
    except BaseException as error:
        answer = b"E", json.dumps(describe(error, script, includes), ensure_ascii=False).encode()
    job.finish(channel, *answer, used)


def render(script, includes, context, autoescape):
    from django.template import Context
    made = engine({**includes, script.name: script.source}, autoescape)
    return made.get_template(script.name).render(Context(context, autoescape=autoescape))


def describe(error, script, includes):
    """Where the engine knows the place it is that of the template (or include) at fault."""
    from django.template import TemplateDoesNotExist
    message = str(error)
    if isinstance(error, TemplateDoesNotExist):
        message = "there is no template %r; known names are %s" % (message, ", ".join(sorted(includes)) or "none")
    place = getattr(error, "template_debug", None) or {}
    name = place.get("name") or script.name
    source = Script(name, includes.get(name, "") if name != script.name else script.source)
    return failures.record("TEMPLATE_ERROR", type(error).__name__, message, source, place.get("line") or 0, _column(place, source))


def _column(place, source):
    start = place.get("start")
    if not isinstance(start, int) or not place.get("line"):
        return 0
    return start - (source.source.rfind("\n", 0, start) + 1) + 1
