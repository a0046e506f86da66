"""Diary: what one customer or one agent did and saw, in order."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. `at` is in seconds of one clock that all diaries of a run share.

    Kinds: `said` (client_id, conversation_id, text, an agent's epoch), `retold` (the same id with another text),
    `acked` (client_id, seq, message_id), `refused` (client_id, code, final), `page` (a screen that begins empty after a
    number), `shown` (conversation_id, seq, id, sender, text: it is on the screen now), `gap` (numbers are missing, and
    nothing brings them), `state`, `typing`, `welcome`, `closed` (code or why), `screen` (screen and fresh: what it
    shows and what a fresh load shows).
    """

    at: float
    who: str
    kind: str
    data: Mapping[str, Any]


class Diary:
    """Entries of one."""

    def __init__(self, who: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.who = who
        self.entries: list[Entry] = []
        self._clock = clock

    def note(self, kind: str, **data: Any) -> Entry:
        """Write a line."""
        entry = Entry(self._clock(), self.who, kind, data)
        self.entries.append(entry)
        return entry

    def of(self, *kinds: str) -> Iterator[Entry]:
        """The lines of these kinds."""
        return (entry for entry in self.entries if entry.kind in kinds)

    def save(self, path: Path) -> None:
        """One JSON object a line."""
        with path.open("w", encoding="utf-8") as file:
            for entry in self.entries:
                line = {"at": round(entry.at, 4), "who": entry.who, "kind": entry.kind, **entry.data}
                file.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")
