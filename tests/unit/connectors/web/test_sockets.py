"""A gateway that stops tells its sockets to come back, the more of them the more slowly."""

from contextlib import ExitStack
from typing import cast

import pytest

from connectors.web.admission import A_SECOND
from connectors.web.line import RESTART, Line
from connectors.web.sockets import OpenSockets


class FakeLine:
    """Remembers its farewell."""

    def __init__(self) -> None:
        self.farewell: tuple[int, str] | None = None

    def close(self, code: int, reason: str) -> None:
        self.farewell = (code, reason)

    async def ended(self) -> None:
        """At once."""


@pytest.mark.parametrize(("count", "within"), [(1, "1.0"), (100, "1.0"), (30 * A_SECOND, "30.0")])
async def test_everybody_hears_within_how_many_seconds_to_return(count: int, within: str) -> None:
    sockets, lines = OpenSockets(), [FakeLine() for _ in range(count)]
    with ExitStack() as held:
        for number, line in enumerate(lines):
            held.enter_context(sockets.held(f"visitor:{number}", cast(Line, line)))
        await sockets.close_all()
    assert {line.farewell for line in lines} == {(RESTART, within)}
