"""Renders templates with Django itself, outside the sandbox and with nothing of ours: what the sandbox must equal byte by byte.

Reads {"templates": [...], "context": {...}, "stored": {name: source}} from standard input. Writes {"tags": [...], "filters": [...],
"results": [[escaped, unescaped], ...]}; a result is {"text": ...} or {"error": type}.
"""
import json
import sys

from django.conf import settings

settings.configure(USE_TZ=True, USE_I18N=False, USE_L10N=False, TIME_ZONE="UTC", LOGGING_CONFIG=None, CACHES={}, STATIC_URL=None,
                   INSTALLED_APPS=["django.contrib.humanize"])

import django

django.setup()

from django.template import Context, Engine
from django.template.library import import_library

BUILTINS = ["django.template.defaulttags", "django.template.defaultfilters", "django.template.loader_tags"]
LOADABLE = {name: "django.templatetags." + name for name in ("cache", "i18n", "l10n", "static", "tz")}
HUMANIZE = "django.contrib.humanize.templatetags.humanize"


def render(source, order, autoescape):
    engine = Engine(debug=True, autoescape=autoescape, libraries={**LOADABLE, "humanize": HUMANIZE}, builtins=[HUMANIZE],
                    loaders=[("django.template.loaders.locmem.Loader", {**order["stored"], "golden": source})])
    try:
        return {"text": engine.get_template("golden").render(Context(json.loads(json.dumps(order["context"])), autoescape=autoescape))}
    except Exception as error:
        return {"error": type(error).__name__}


def main():
    order = json.load(sys.stdin)
    libraries = [import_library(name) for name in [*BUILTINS, *LOADABLE.values(), HUMANIZE]]
    json.dump({
        "tags": sorted({name for library in libraries for name in library.tags}),
        "filters": sorted({name for library in libraries for name in library.filters}),
        "results": [[render(source, order, True), render(source, order, False)] for source in order["templates"]],
    }, sys.stdout)


main()
