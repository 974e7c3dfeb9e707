"""What a zygote imports before it confines itself: children share these pages and find their modules ready."""
import sys


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

    from fluxbox import attacks, check, job
    if settings["kind"] == "django":
        from fluxbox import libraries, templates
        sys.path.append(libraries.SYSTEM_PACKAGES)
        templates.load()
        templates.warm_up()
    compile("x = 1", "<preload>", "exec")
    zoneinfo.ZoneInfo("UTC")
    datetime.datetime.strptime("2000", "%Y")
    re.compile(r"(a|b)+\s*[^c]?")
    hashlib.sha256(b"").hexdigest()
