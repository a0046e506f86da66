"""The seed's way of saying when: `-3 14:05` days from today at a time in Seoul, `-2h` from now, `+2` to a day's end."""

import re
from datetime import datetime, time, timedelta

from connectors.shop.state import SHOP_ZONE

_MOMENT = re.compile(r"(?P<days>[+-]\d+)(?: (?P<clock>\d\d:\d\d))?")
_HOURS = re.compile(r"-(\d+)h")
DAY_END = time(23, 59, 59)


def moment(said: str, now: datetime) -> datetime:
    """The aware time that the seed means; raises ValueError naming what it said."""
    if hours := _HOURS.fullmatch(said):
        return now - timedelta(hours=int(hours[1]))
    found = _MOMENT.fullmatch(said)
    if found is None:
        raise ValueError(f"expected a time such as '-3 14:05', '-2h' or '+2', got {said!r}")
    day = now.astimezone(SHOP_ZONE).date() + timedelta(days=int(found["days"]))
    clock = time.fromisoformat(found["clock"]) if found["clock"] else DAY_END
    return datetime.combine(day, clock, SHOP_ZONE)
