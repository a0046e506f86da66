"""Public holidays by country, substitute days (대체공휴일) and elections among them, from the library `holidays`."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

import holidays


class UnknownCountry(ValueError):
    """A country whose holidays are not known."""


@lru_cache(maxsize=256)
def holidays_in(country: str, year: int) -> frozenset[date]:
    """The public holidays of a country (ISO 3166, such as KR) in a year. Raises UnknownCountry."""
    try:
        return frozenset(holidays.country_holidays(country, years=year))
    except NotImplementedError as error:
        raise UnknownCountry(f"expected a country such as KR, got {country!r}") from error


def holidays_of(country: str, years: Iterable[int]) -> frozenset[date]:
    """The same for several years; none where `country` is empty. Raises UnknownCountry."""
    if not country:
        return frozenset()
    return frozenset().union(*(holidays_in(country, year) for year in years))
