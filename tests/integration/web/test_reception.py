"""A socket that was cut leaves nothing behind, not even until the next look for garbage."""

import asyncio
import gc
import weakref

from connectors.web import keys
from connectors.web.line import Line
from tests.integration.web.conftest import Gateway

LOOKS = 100


async def test_what_a_cut_socket_held_is_gone_with_it(gateway: Gateway) -> None:
    async with gateway.customer() as customer:
        await customer.open()
        await customer.write("배송 어디쯤이에요?")
        held = [weakref.ref(line) for lines in gateway.app[keys.SOCKETS].lines.values() for line in lines]
        assert len(held) == 1
        gc.disable()
        try:
            customer.is_cut()
            assert await _gone(held[0])
        finally:
            gc.enable()


async def _gone(line: "weakref.ref[Line]") -> bool:
    for _ in range(LOOKS):
        if line() is None:
            return True
        await asyncio.sleep(0.05)
    return False
