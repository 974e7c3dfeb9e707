"""Modules that scripts have by name, without an import (seed 000, Available Modules)."""
import datetime as _datetime
import importlib
import json
import math
import random
import re
import sys
import time
import collections

from fluxbox.naturaltime import naturaltime
from fluxbox.sshkeys import ssh_key_generate

SYSTEM_PACKAGES = "/usr/lib/python3/dist-packages"


def need(module, package):
    """Imports a library that Debian ships apart; tells the package's name when it is missing."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        if SYSTEM_PACKAGES not in sys.path:
            sys.path.append(SYSTEM_PACKAGES)
            return need(module, package)
        if not isinstance(error, ModuleNotFoundError):
            raise ImportError("the library %s cannot be loaded in the sandbox (%s)" % (module, error)) from None
        raise ImportError("the library %s is not installed on the script runner; %s (%s)" % (
            module, "install the Debian package " + package if " " not in package else package, error)) from None


class Library:
    """Stands for a library until it is first used."""

    __slots__ = ("_module", "_package")

    def __init__(self, module, package):
        self._module, self._package = module, package

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(need(self._module, self._package), name)

    def __repr__(self):
        return "<library %s>" % self._module


class Timezone:
    """`timezone`: datetime.timezone and the two functions that scripts know from django.utils.timezone."""

    utc = _datetime.timezone.utc

    def __call__(self, offset, name=None):
        return _datetime.timezone(offset, name) if name else _datetime.timezone(offset)

    @staticmethod
    def now():
        return _datetime.datetime.now(_datetime.timezone.utc)

    @staticmethod
    def make_aware(value, timezone=_datetime.timezone.utc):
        return timezone.localize(value) if hasattr(timezone, "localize") else value.replace(tzinfo=timezone)


_ALL = {
    "math": math, "json": json, "random": random, "re": re, "time": time, "naturaltime": naturaltime,
    "ssh_key_generate": ssh_key_generate, "collections": collections, "datetime": _datetime.datetime,
    "timedelta": _datetime.timedelta, "timezone": Timezone(),
    "pytz": Library("pytz", "python3-tz"), "boto3": Library("boto3", "python3-boto3"),
    "botocore": Library("botocore", "python3-botocore"),
    "gcp_bigquery": Library("google.cloud.bigquery", "it has no Debian package, put google-cloud-bigquery where the Debian packages are"),
    "gcp_service_account": Library("google.oauth2.service_account", "python3-google-auth"),
}
COMMON = ("math", "json", "random", "naturaltime", "re", "ssh_key_generate", "time")
MODEL = ("math", "json", "random", "re", "naturaltime", "time", "boto3", "botocore", "collections", "datetime", "timedelta",
         "gcp_bigquery", "gcp_service_account", "timezone", "pytz")


def bind(names):
    # The class may have been replaced for a deterministic run.
    _ALL["datetime"] = _datetime.datetime
    return {name: _ALL[name] for name in names}
