"""Days as customers say them, in the shop's time zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

SHOP_ZONE = ZoneInfo("Asia/Seoul")
KO_WEEKDAYS = "월화수목금토일"
EN_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
EN_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_in_words(moment: str, locale: str, now: datetime) -> str:
    """The day of an ISO 8601 moment with an offset: `11월 3일(화)` or `Tue, Nov 3`; with its year when not this one.

    ValueError when `moment` is no such text or has no offset.
    """
    aware = datetime.fromisoformat(moment.replace("Z", "+00:00"))
    if aware.tzinfo is None:
        raise ValueError(f"expected a time with an offset, got {moment!r}")
    day = aware.astimezone(SHOP_ZONE)
    this_year = day.year == now.astimezone(SHOP_ZONE).year
    if locale == "en":
        text = f"{EN_WEEKDAYS[day.weekday()]}, {EN_MONTHS[day.month - 1]} {day.day}"
        return text if this_year else f"{text}, {day.year}"
    text = f"{day.month}월 {day.day}일({KO_WEEKDAYS[day.weekday()]})"
    return text if this_year else f"{day.year}년 {text}"
