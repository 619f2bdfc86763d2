"""The day that counts as today; only the adapters ask, everything else is told."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping

from hub.text.dates import LATEST_YEAR

MOST_BEHIND = dt.timedelta(days=366)
"""How far behind a clock may be before it is taken for one that was never set."""

_LATEST_MOMENT = dt.datetime(LATEST_YEAR, 12, 31, tzinfo=dt.UTC).timestamp()


class NotAMoment(ValueError):
    """`SOURCE_DATE_EPOCH` is no number of seconds; the message says what it must be."""


class WrongClock(Exception):
    """The clock says what it cannot be; the message says what to do."""


def require_later(today: dt.date, days: Iterable[str | None], file: str) -> None:
    """Raise WrongClock where a day is far before those that stand in a file of facts."""
    newest = max(filter(None, days), default="")
    if newest and dt.date.fromisoformat(newest) - today > MOST_BEHIND:
        raise WrongClock(
            f"The clock says {today}, and {file} was written on {newest}. Nothing was asked or "
            f"recorded. Set the clock; if it is right, take {file} from an earlier version."
        )


def build_day(environment: Mapping[str, str]) -> dt.date:
    """Return the day that a build counts as today: `SOURCE_DATE_EPOCH` (seconds), or the clock.

    Only the adapters call this; everything else is told the day. Raises NotAMoment or WrongClock.
    """
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return _day_of(dt.datetime.now(tz=dt.UTC).astimezone())
    if not re.fullmatch(r"[0-9]{1,10}", epoch, re.ASCII) or int(epoch) > _LATEST_MOMENT:
        raise NotAMoment(
            f"SOURCE_DATE_EPOCH is {epoch!r}. It must be seconds since 1970 as a whole number, and "
            f"no later than {LATEST_YEAR}: 1700000000."
        )
    return dt.datetime.fromtimestamp(int(epoch), tz=dt.UTC).date()


def _day_of(clock: dt.datetime) -> dt.date:
    # Also what the hub builds on, as gzip, holds no moment outside a part of these years.
    if not 0 <= clock.timestamp() <= _LATEST_MOMENT:
        raise WrongClock(
            f"The clock says {clock.date()}. The hub knows the years 1970 to {LATEST_YEAR}. Set "
            f"the clock."
        )
    return clock.date()
