"""What a zygote imports before it confines itself: children share these pages and find their modules ready."""
import sys

_CLOSED_WORLD = (
    "abc", "argparse", "array", "binascii", "bz2", "calendar", "cmath", "colorsys", "contextlib", "contextvars", "dataclasses", "difflib",
    "email.message", "encodings.cp1252", "encodings.utf_16", "enum", "fnmatch", "fractions", "getpass", "gettext", "graphlib", "gzip", "hmac",
    "html.parser", "inspect", "locale", "logging", "numbers", "pprint", "queue", "secrets", "shlex", "stat", "statistics", "struct", "tempfile",
    "timeit", "tomllib", "typing", "urllib.parse", "warnings", "weakref", "xml.etree.ElementTree")


def run(settings):
    import _strptime
    import ast
    import base64
    import bisect
    import collections
    import copy
    import csv
    import datetime
    import decimal
    import encodings.ascii
    import encodings.idna
    import encodings.latin_1
    import functools
    import hashlib
    import heapq
    import io
    import ipaddress
    import itertools
    import json
    import math
    import operator
    import random
    import re
    import string
    import textwrap
    import time
    import traceback
    import unicodedata
    import uuid
    import zlib
    import zoneinfo

    from fluxbox import attacks, check, job, kernel, replay
    if not settings["landlock"] or not kernel.landlock_abi():
        # A closed world: what is not imported now can never be.
        for name in _CLOSED_WORLD:
            __import__(name)
    if settings["kind"] == "django":
        from fluxbox import libraries, templates
        sys.path.append(libraries.SYSTEM_PACKAGES)
        templates.load()
    compile("x = 1", "<preload>", "exec")
    zoneinfo.ZoneInfo("UTC")
    datetime.datetime.strptime("2000", "%Y")
    re.compile(r"(a|b)+\s*[^c]?")
    hashlib.sha256(b"").hexdigest()
    specialise(settings)


def specialise(settings):
    """Runs the usual path until the interpreter has rewritten its bytecode for it: children then copy fewer of the pages they share."""
    from fluxbox import child
    kept = sys.stdin, sys.stdout, sys.stderr
    for _ in range(20):
        child.warm_up(settings)
    if settings["kind"] == "django":
        from fluxbox import templates
        templates.warm_up(child.Sink(), "{% if %}")  # what only failing needs
    sys.stdin, sys.stdout, sys.stderr = kept
