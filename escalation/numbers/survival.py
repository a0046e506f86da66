"""How long things take when some of them are not over yet (Kaplan and Meier 1958): what was left early or still lasts
says that it took at least so long, and nothing is dropped."""

import math
from collections import Counter
from collections.abc import Sequence


def survival(over: Sequence[float], lasting: Sequence[float]) -> list[tuple[float, float]]:
    """The steps of the curve: after each duration that ended, the share that lasts longer. `lasting` ones had not
    ended when they were last seen."""
    ended, left = Counter(over), Counter(lasting)
    at_risk, share, steps = len(over) + len(lasting), 1.0, list[tuple[float, float]]()
    for duration in sorted(ended.keys() | left.keys()):
        if ended[duration]:
            share *= 1 - ended[duration] / at_risk
            steps.append((duration, share))
        at_risk -= ended[duration] + left[duration]
    return steps


def quantile(steps: Sequence[tuple[float, float]], share: float) -> float | None:
    """The earliest duration by which `share` of all are over; None where too many last for it to be known."""
    return next((duration for duration, lasts in steps if lasts <= 1 - share + 1e-12), None)


def percentile(values: Sequence[float], share: float) -> float | None:
    """The value below which `share` of `values` lie, linear between neighbours; None for none."""
    if not values:
        return None
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
