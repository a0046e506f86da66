"""How many seeds a run tries: a few with the other tests, a hundred with `make truth`."""

import os

WHOLE = os.environ.get("FIRSTHAND_TRUTH") == "whole"


def seeds(few: int, many: int = 100) -> range:
    """The seeds of this run."""
    return range(many if WHOLE else few)


def most_of(share: float, tried: range) -> int:
    """How many must succeed: `share` of a hundred; of a few, all but one."""
    return round(share * len(tried)) if len(tried) >= 100 else len(tried) - 1
