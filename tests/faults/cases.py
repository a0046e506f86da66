"""Cases: each fault by name, with its seed and size, its figures, and the histories of whatever went wrong."""

import os
import random
import secrets
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.people.diary import Diary
from tests.faults.verdicts.verdict import Violation

WHOLE = os.environ.get("FIRSTHAND_FAULTS", "short") == "whole"
"""The sizes of the real thing; otherwise seconds."""
KEPT = Path(__file__).parents[2] / "build" / "faults"
MOST_TOLD = 12


@dataclass
class Case:
    """What a test of this folder gets as `case`. `chance` is the only luck it may use."""

    name: str
    seed: int
    whole: bool = WHOLE
    diaries: list[Diary] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    violations: int | None = None
    figures: dict[str, Any] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)

    def size(self, short: int, whole: int) -> int:
        """How many, how often, how long."""
        return whole if self.whole else short

    def diary(self, who: str) -> Diary:
        """A new one, kept when something goes wrong."""
        diary = Diary(who)
        self.diaries.append(diary)
        return diary

    def keep(self, *paths: Path) -> None:
        """Files (a gateway's log) that belong to the history."""
        self.files += paths

    def left_out(self, what: str) -> None:
        """Something that this machine forbids: said loudly, at once and at the end."""
        self.missing.append(what)
        print(f"\n!!! LEFT OUT: {self.name}: {what}", flush=True)

    def verdict(self, violations: Sequence[Violation], **figures: Any) -> None:
        """Print the case's line. Raises AssertionError with the first of them where something was broken."""
        self.violations = len(violations)
        self.figures |= figures
        print(f"\n{self.line()}", flush=True)
        if violations:
            kept = self.save()
            told = "\n".join(f"  {violation}" for violation in violations[:MOST_TOLD])
            raise AssertionError(f"{len(violations)} broken promises, histories in {kept}:\n{told}")

    def save(self) -> Path:
        """Write the histories; answers their folder."""
        folder = KEPT / f"{self.name}-{self.seed}"
        folder.mkdir(parents=True, exist_ok=True)
        for diary in self.diaries:
            diary.save(folder / f"{_file_name(diary.who)}.jsonl")
        for path in self.files:
            if path.exists():
                shutil.copy(path, folder / path.name)
        return folder

    def line(self) -> str:
        """Of the table."""
        broken = "not judged" if self.violations is None else f"{self.violations} violations"
        size = "whole" if self.whole else "short"
        told = ", ".join(f"{name} {_shown(value)}" for name, value in self.figures.items())
        return f"{self.name:<44} seed {self.seed:<11} {size}  {broken:<13} {told}".rstrip()


def new_case(name: str) -> Case:
    """With the seed of FIRSTHAND_SEED, or a new one."""
    told = os.environ.get("FIRSTHAND_SEED", "")
    case = Case(name, int(told) if told else secrets.randbelow(2**31))
    print(f"\n{name}: seed {case.seed} (FIRSTHAND_SEED={case.seed} repeats it)", flush=True)
    return case


def _shown(value: object) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)


def _file_name(who: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in who)
