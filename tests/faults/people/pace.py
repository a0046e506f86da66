"""When a page comes back: what it decides by itself, and what the gateway tells it."""

import random
import re
from dataclasses import dataclass

import aiohttp


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds. `first_s` doubles with each attempt up to `most_s`, and the delay is anything below it; a socket that
    owes an answer for `answer_s` is given up, and so is one that was silent for `silent_s`. A time that the gateway
    names is kept, up to `told_s`: few tests have so long."""

    first_s: float = 0.05
    most_s: float = 1.0
    answer_s: float = 2.0
    silent_s: float = 45.0
    stable_s: float = 30.0
    told_s: float = 1.0

    def delay(self, attempt: int, chance: random.Random, within: float = 0.0) -> float:
        """Full jitter; `within` is what the gateway asked for."""
        usual = min(self.most_s, self.first_s * 2.0 ** min(attempt, 30))
        return chance.random() * max(usual, min(within, self.told_s))


PAGES = Pace(first_s=0.5, most_s=30.0, answer_s=10.0, told_s=600.0)
"""As the real pages have it."""
RESTART = 1012


class Denied(Exception):
    """The gateway said no for good."""


class Later(Exception):
    """The gateway said when to come again."""

    def __init__(self, after_s: float) -> None:
        super().__init__(f"come again in {after_s} s")
        self.after_s = after_s


def asked_within(code: int | None, reason: str | None) -> float:
    """Within how many seconds a gateway that stops wants its pages back."""
    told = re.fullmatch(r"[\d.]+", reason or "") if code == RESTART else None
    return float(told.group()) if told else 0.0


async def refuse_if_told(response: aiohttp.ClientResponse) -> None:
    """Raises Later where an error says when to come again, ClientResponseError for any other."""
    if response.status in (429, 503) and response.content_type == "application/json":
        after = (await response.json())["error"].get("retry_after")
        if after is not None:
            raise Later(after)
    response.raise_for_status()
