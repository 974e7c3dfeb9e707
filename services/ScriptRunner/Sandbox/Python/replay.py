"""Deterministic runs: a clock that starts at a recorded moment and random numbers from a recorded seed.

Two runs of the same script with the same inputs, call results, time and seed then do the same. The clock moves one microsecond
with each reading, and by what the script sleeps or pauses; the processor's speed has no influence.
"""
import datetime
import os
import random
import time
import uuid

_real_sleep = time.sleep


class Clock:
    def __init__(self, microseconds):
        self.start = self.now = microseconds

    def read(self):
        self.now += 1
        return self.now

    def advance(self, seconds):
        self.now += int(seconds * 1_000_000)


def install(microseconds, seed):
    """Replaces every source of time and chance that Python code can reach; returns the clock."""
    clock = Clock(microseconds)
    _random(seed)
    _time(clock)
    _datetime(clock)
    return clock


def _random(seed):
    random.seed(seed)
    source = random.Random(~seed)  # another stream: reading one must not shift the other
    os.urandom = random._urandom = source.randbytes
    uuid.uuid1 = lambda node=None, clock_seq=None: uuid.UUID(bytes=source.randbytes(16), version=1)


def _time(clock):
    def sleep(seconds):
        _real_sleep(seconds)
        clock.advance(seconds)

    def defaulting(function):
        return lambda seconds=None: function(clock.read() // 1_000_000 if seconds is None else seconds)

    gmtime, strftime, asctime = time.gmtime, time.strftime, time.asctime
    time.sleep = sleep
    time.time = lambda: clock.read() / 1_000_000
    time.time_ns = lambda: clock.read() * 1000
    for name in ("monotonic", "perf_counter", "process_time", "thread_time"):
        setattr(time, name, lambda: (clock.read() - clock.start) / 1_000_000)
        setattr(time, name + "_ns", lambda: (clock.read() - clock.start) * 1000)
    time.gmtime, time.localtime, time.ctime = defaulting(gmtime), defaulting(time.localtime), defaulting(time.ctime)
    time.strftime = lambda format, moment=None: strftime(format, time.gmtime() if moment is None else moment)
    time.asctime = lambda moment=None: asctime(time.gmtime() if moment is None else moment)


def _datetime(clock):
    real, real_date, utc = datetime.datetime, datetime.date, datetime.timezone.utc

    class Likeness(type):
        """Values made by C code are of the real class; they count as instances all the same."""

        def __instancecheck__(cls, value):
            return isinstance(value, cls.__mro__[1])

        def __subclasscheck__(cls, other):
            return issubclass(other, cls.__mro__[1])

    class Datetime(real, metaclass=Likeness):
        @classmethod
        def now(cls, tz=None):
            moment = real(1970, 1, 1, tzinfo=utc) + datetime.timedelta(microseconds=clock.read())
            return moment.replace(tzinfo=None) if tz is None else moment.astimezone(tz)

        @classmethod
        def utcnow(cls):
            return cls.now()

        @classmethod
        def today(cls):
            return cls.now()

    class Date(real_date, metaclass=Likeness):
        @classmethod
        def today(cls):
            return Datetime.now().date()

    for made, original in ((Datetime, real), (Date, real_date)):
        made.__name__ = made.__qualname__ = original.__name__
        made.__module__ = "datetime"
    datetime.datetime, datetime.date = Datetime, Date
