"""The day that counts as today; only the adapters ask, everything else is told."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from hub.text.dates import LATEST_YEAR

_LATEST_MOMENT = dt.datetime(LATEST_YEAR, 12, 31, tzinfo=dt.UTC).timestamp()


class NotAMoment(ValueError):
    """`SOURCE_DATE_EPOCH` is no number of seconds; the message says what it must be."""


def build_day(environment: Mapping[str, str]) -> dt.date:
    """Return the day that a build counts as today: `SOURCE_DATE_EPOCH` (seconds), or the clock.

    Only the adapters call this; everything else is told the day. Raises NotAMoment.
    """
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return dt.datetime.now(tz=dt.UTC).astimezone().date()
    if not re.fullmatch(r"[0-9]{1,10}", epoch, re.ASCII) or int(epoch) > _LATEST_MOMENT:
        raise NotAMoment(
            f"SOURCE_DATE_EPOCH is {epoch!r}. It must be seconds since 1970 as a whole number, and "
            f"no later than {LATEST_YEAR}: 1700000000."
        )
    return dt.datetime.fromtimestamp(int(epoch), tz=dt.UTC).date()
