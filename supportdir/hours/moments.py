"""The moment that a person means by "17:55" or "Fri 17:55": words for a time → an aware datetime."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from supportdir.errors import UsageError
from supportdir.hours import zones

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_CLOCK = re.compile(r"(?:(?P<day>[^\W\d]{2,9})\s+)?(?P<hour>\d{1,2}):(?P<minute>\d{2})")


def moment(text: str, *, now: datetime, timezone: str) -> datetime:
    """The moment meant by `text` when it is `now` (aware) on a clock in `timezone` (IANA).

    ISO 8601 with or without offset (without: on that clock), HH:MM today, a day's English name and HH:MM the next such.
    Raises UsageError for other text and for a time that the clock skips or shows twice, naming both readings.
    """
    if clock := _CLOCK.fullmatch(text.strip()):
        naive = _of_clock(clock, zones.wall(now, timezone), text)
    else:
        try:
            naive = datetime.fromisoformat(text.strip())
        except ValueError:
            raise _not_understood(text) from None
    if not 1970 <= naive.year <= 2100:  # rules of clocks and holidays say nothing of other years
        raise UsageError(f"--at '{text}' is out of range; write a year from 1970 to 2100")
    return naive if naive.tzinfo else zones.at_wall(naive, timezone)


def _of_clock(clock: re.Match[str], here: datetime, text: str) -> datetime:
    hour, minute = int(clock["hour"]), int(clock["minute"])
    if hour > 23 or minute > 59:
        raise _not_understood(text)
    today = here.replace(hour=hour, minute=minute, second=0, microsecond=0)
    if not clock["day"]:
        return today
    named = [place for place, day in enumerate(_DAYS) if day.startswith(clock["day"].lower())]
    if len(named) != 1:
        raise _not_understood(text)
    later = today + timedelta(days=(named[0] - today.weekday()) % 7)
    return later if later >= here.replace(second=0, microsecond=0) else later + timedelta(days=7)


def _not_understood(text: str) -> UsageError:
    return UsageError(f"--at '{text}' is no time; write 2026-12-24T17:55, 17:55 or 'Fri 17:55'")
