"""What diaries tell of a stretch of time in which something was gone. Times are those of the diaries' clock."""

from collections.abc import Iterable

from tests.faults.people.diary import Diary
from tests.faults.verdicts.verdict import Violation


def acks_of(diaries: Iterable[Diary], began: float, over: float) -> int:
    """How many acknowledgements came meanwhile."""
    return sum(began <= entry.at <= over for diary in diaries for entry in diary.of("acked"))


def late_acks(diaries: Iterable[Diary], began: float, over: float, limit_s: float) -> list[Violation]:
    """Whoever said something meanwhile and was not told within `limit_s` seconds that it is kept."""
    found: list[Violation] = []
    for diary in diaries:
        acked: dict[str, float] = {}
        for entry in diary.of("acked"):
            acked.setdefault(entry.data["client_id"], entry.at)
        for entry in diary.of("said"):
            if began <= entry.at <= over:
                waited = acked.get(entry.data["client_id"], float("inf")) - entry.at
                if waited > limit_s:
                    found.append(
                        Violation(1, diary.who, f"{entry.data['client_id']} was acknowledged after {waited:.1f} s")
                    )
    return found


def refusals_of(diaries: Iterable[Diary], code: str) -> int:
    """How often something was refused so."""
    return sum(entry.data["code"] == code for diary in diaries for entry in diary.of("refused"))
