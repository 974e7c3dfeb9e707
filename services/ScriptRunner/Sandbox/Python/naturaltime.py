"""`naturaltime`: a moment as people say it, with the words of Django's filter of that name, for processes without Django."""
import calendar
import datetime

_UNITS = (("year", 365 * 86400), ("month", 30 * 86400), ("week", 7 * 86400), ("day", 86400), ("hour", 3600), ("minute", 60))
_SPACE = "\u00a0"  # keeps a number and its unit on one line


def naturaltime(value, now=None):
    """`3 minutes ago`, `1 day, 2 hours from now`. Takes a datetime or an ISO 8601 text; anything else comes back as it is."""
    if isinstance(value, str):
        try:
            value = datetime.datetime.fromisoformat(value)
        except ValueError:
            return value
    if not isinstance(value, datetime.datetime):
        return value
    now = now or datetime.datetime.now(datetime.timezone.utc if value.tzinfo else None)
    past = value < now
    ending = "ago" if past else "from now"
    delta = now - value if past else value - now
    if delta.days:
        return "%s %s" % (_since(min(value, now), max(value, now)), ending)
    if delta.seconds == 0:
        return "now"
    for unit, article, seconds in (("hour", "an", 3600), ("minute", "a", 60), ("second", "a", 1)):
        count = delta.seconds // seconds
        if count == 1:
            return "%s %s %s" % (article, unit, ending)
        if count:
            return "%d%s%ss %s" % (count, _SPACE, unit, ending)


def _since(start, end):
    """At most two neighbouring units; leap days between the years do not count."""
    leap_days = calendar.leapdays(start.year, end.year)
    if leap_days:
        if calendar.isleap(start.year):
            leap_days -= 1
        elif calendar.isleap(end.year):
            leap_days += 1
    left = (end - start - datetime.timedelta(leap_days)) // datetime.timedelta(seconds=1)
    parts = []
    for unit, seconds in _UNITS:
        count = max(left, 0) // seconds
        if count == 0:
            if parts:
                break
            continue
        left -= count * seconds
        parts.append("%d%s%s%s" % (count, _SPACE, unit, "" if count == 1 else "s"))
        if len(parts) == 2:
            break
    return ", ".join(parts) or "0%sminutes" % _SPACE
