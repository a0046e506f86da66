"""The report's words and numbers in one language."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from escalation.numbers.filter import ZONE

LOCALES = ("ko", "en")
HERE = Path(__file__).parent
MINUTE_S, HOUR_S = 60.0, 3600.0


class Wording:
    """Says things in one language; a name without words of its own is shown with spaces."""

    def __init__(self, locale: str) -> None:
        if locale not in LOCALES:
            raise ValueError(f"locale: must be one of {', '.join(LOCALES)}, not {locale!r}")
        self.locale = locale
        self._words: dict[str, str] = json.loads((HERE / f"words.{locale}.json").read_text("utf-8"))

    def say(self, key: str, **values: object) -> str:
        return self._words[key].format(**values)

    def name(self, kind: str, code: str) -> str:
        """Of a stage, a touchpoint, a topic, a state."""
        return self._words.get(f"{kind}.{code}", code.replace("_", " "))

    def value(self, unit: str, value: float | None) -> str:
        """A number of a metric: a share, a count or seconds."""
        if value is None:
            return self.say("none")
        match unit:
            case "share":
                return f"{value:.1%}"
            case "seconds":
                return self.lasting(value)
            case _:
                return f"{value:,.0f}"

    def lasting(self, seconds: float) -> str:
        """Seconds as a person says them."""
        if abs(seconds) < 2 * MINUTE_S:
            return self.say("seconds_said", value=f"{seconds:.0f}")
        if abs(seconds) < 2 * HOUR_S:
            return self.say("minutes_said", value=f"{seconds / MINUTE_S:.1f}")
        return self.say("hours_said", value=f"{seconds / HOUR_S:,.1f}")

    def change(self, unit: str, now: float | None, before: float | None) -> str:
        """From the period before to this one, with its sign."""
        if now is None or before is None:
            return self.say("none")
        difference = now - before
        said = (
            f"{abs(difference) * 100:.1f}{self.say('points')}" if unit == "share" else self.value(unit, abs(difference))
        )
        is_nothing = not any(digit in said for digit in "123456789")
        return ("±" if is_nothing else "+" if difference > 0 else "−") + said

    def interval(self, edges: list[float] | None) -> str:
        """Of a share."""
        return self.say("none") if edges is None else f"{edges[0]:.1%} {self.say('to')} {edges[1]:.1%}"

    def day(self, moment: str, *, last: bool = False) -> str:
        """The day of a moment in the shop's time; `last`: of a period that ends just before it."""
        at = datetime.fromisoformat(moment) - timedelta(microseconds=1 if last else 0)
        return at.astimezone(ZONE).date().isoformat()

    def filter(self, narrowing: dict[str, Any]) -> str:
        """What the report is narrowed to."""
        if not narrowing:
            return self.say("everybody")
        parts = [f"{name} {value if isinstance(value, str) else ', '.join(value)}" for name, value in narrowing.items()]
        return self.say("narrowed", said=" · ".join(parts))
