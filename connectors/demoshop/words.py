"""The storefront's words, from one catalogue a language, and how money, days and moments are written in it."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from connectors.shop.state import SHOP_ZONE
from connectors.shop.values import Locale, Text

LOCALES: tuple[Locale, ...] = ("ko", "en")
_FOLDER = Path(__file__).with_name("words")
_MINOR_UNITS = {"KRW": 1}  # of one unit; every other currency here has a hundred


class Words:
    """Both catalogues. A key that is missing is an error, so a page never shows one."""

    def __init__(self) -> None:
        self.catalogues: Mapping[Locale, Mapping[str, str]] = {
            locale: json.loads((_FOLDER / f"{locale}.json").read_text(encoding="utf-8")) for locale in LOCALES
        }

    def in_language(self, locale: Locale, now: datetime) -> "Speech":
        return Speech(self.catalogues[locale], locale, now)


class Speech:
    """One language, as a page speaks it. `now` decides which year goes without saying."""

    def __init__(self, catalogue: Mapping[str, str], locale: Locale, now: datetime) -> None:
        self._catalogue = catalogue
        self._year = now.astimezone(SHOP_ZONE).year
        self.locale = locale

    def say(self, key: str, **values: object) -> str:
        return self._catalogue[key].format(**values)

    def text(self, text: Text) -> str:
        return text.spoken(self.locale)

    def money(self, amount: int, currency: str) -> str:
        """An amount in minor units: `59,000원`, `₩59,000`, `R$ 117.79`."""
        units = _MINOR_UNITS.get(currency, 100)
        number = f"{amount:,}" if units == 1 else f"{amount / units:,.2f}"
        return self.say(f"money_{currency}", number=number)

    def day(self, at: datetime) -> str:
        """The day in the shop's time zone, with the year when it is not this one."""
        local = at.astimezone(SHOP_ZONE)
        month = self.say("months").split()[local.month - 1]
        return self.say(
            "day" if local.year == self._year else "day_and_year", year=local.year, month=month, day=local.day
        )

    def moment(self, at: datetime) -> str:
        return f"{self.day(at)} {at.astimezone(SHOP_ZONE):%H:%M}"


def chosen(wanted: str | None, remembered: str | None, accepted: str) -> Locale:
    """The language asked for in the address, else the remembered one, else the browser's; Korean otherwise."""
    preferred = [part.split(";")[0].strip().split("-")[0] for part in accepted.lower().split(",")]
    for said in (wanted, remembered, *preferred):
        for locale in LOCALES:
            if said == locale:
                return locale
    return "ko"
