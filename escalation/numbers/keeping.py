"""What ops save with a segment, a goal or an improvement: narrowings and metrics that may be kept."""

from collections.abc import Mapping
from typing import Any

from escalation.numbers.filter import NARROWS, Narrowing, QuestionError
from escalation.numbers.metrics import Metric
from escalation.numbers.registry import BY_ID
from escalation.store.refusals import Refused, wrong

KNOWN = (*NARROWS, "returning")


def kept_narrowing(given: Mapping[str, Any]) -> Narrowing:
    """A narrowing to be kept. Raises Refused bad_frame naming the field, as in `filter.tier`."""
    if strangers := sorted(set(given) - set(KNOWN)):
        raise wrong(f"filter.{strangers[0]}", f"some of {', '.join(KNOWN)}", strangers[0])
    if not isinstance(given.get("returning", ""), str):
        raise wrong("filter.returning", "yes or no", "something else")
    try:
        narrowing = Narrowing.read(given)
    except QuestionError as error:
        raise Refused("bad_frame", str(error), field=f"filter.{error.field}") from error
    for name, values in narrowing.values.items():
        if any("," in value for value in values):
            raise wrong(f"filter.{name}", "values without commas, which part them in an address", values)
    return narrowing


def known_metric(name: str) -> Metric:
    """The metric of that id. Raises Refused bad_frame."""
    if name not in BY_ID:
        raise wrong("metric", f"one of {', '.join(BY_ID)}", name)
    return BY_ID[name]
