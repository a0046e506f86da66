"""Uploads: how large, how slow and how many; what the header says of the name."""

import asyncio
from contextlib import ExitStack
from urllib.parse import quote

import pytest
from aiohttp import StreamReader, web
from aiohttp.base_protocol import BaseProtocol
from aiohttp.test_utils import make_mocked_request

from connectors.shapes import ShapeError
from connectors.web.limits import Limits, Rule
from connectors.web.uploads import (
    AT_ONCE_BY_ADDRESS,
    AT_ONCE_EACH,
    AT_ONCE_OF_AGENTS,
    AT_ONCE_OF_CUSTOMERS,
    LONGEST_NAME,
    Patience,
    Places,
    Uploads,
    client_id_of,
    counted,
    uploaded,
)
from escalation.customers.files import MOST_BYTES
from escalation.store.refusals import Refused
from tests.unit.connectors.web.away import redis_away

NOTE = "파손되어 왔어요".encode()
HASTE = Patience(whole_s=0.3, pause_s=0.1)
ONCE = (
    (Rule("once", count=1, period_s=3600, burst=1), "a"),
    (Rule("once-address", count=1, period_s=3600, burst=1), "b"),
)


def body() -> StreamReader:
    loop = asyncio.get_running_loop()
    protocol = BaseProtocol(loop)
    protocol.connection_made(asyncio.Transport())
    return StreamReader(protocol, 2**26, loop=loop)  # more than any body here: there is no socket to pause


def request(payload: StreamReader, **headers: str) -> web.Request:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return make_mocked_request("POST", "/widget/files", headers=named, payload=payload)


def whole(content: bytes) -> StreamReader:
    payload = body()
    payload.feed_data(content)
    payload.feed_eof()
    return payload


async def refused(asked: web.Request) -> str:
    with pytest.raises(Refused) as refusal:
        await uploaded(asked, HASTE)
    return refusal.value.code


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (quote("파손 메모.txt"), "파손 메모.txt"),
        ("%2e%2e%2Fsecret.txt", "secret.txt"),
        ("%ff%fe.txt", "\ufffd\ufffd.txt"),
        ("a%0d%0aSet-Cookie:x", "a Set-Cookie_x.txt"),
        ("100%25", "100%.txt"),
        ("%zz", "%zz.txt"),
        ("", "file.txt"),
    ],
)
async def test_a_name_is_read_out_of_its_header(header: str, name: str) -> None:
    assert (await uploaded(request(whole(NOTE), X_File_Name=header))).name == name


async def test_what_is_announced_as_too_large_is_not_read() -> None:
    payload = body()
    assert await refused(request(payload, Content_Length=str(MOST_BYTES + 1))) == "too_large"
    assert payload.total_bytes == 0


async def test_what_grows_too_large_is_not_read_on() -> None:
    payload = body()
    for _ in range(MOST_BYTES // 2**20 + 1):
        payload.feed_data(bytes(2**20))
    assert await refused(request(payload)) == "too_large"


async def test_who_pauses_for_long_is_cut() -> None:
    payload = body()
    payload.feed_data(NOTE)
    with pytest.raises(web.HTTPRequestTimeout):
        await uploaded(request(payload), HASTE)


async def test_who_only_trickles_is_cut_too() -> None:
    payload = body()

    async def trickle() -> None:
        while True:
            payload.feed_data(b"x")
            await asyncio.sleep(0.02)

    drops = asyncio.create_task(trickle())
    with pytest.raises(web.HTTPRequestTimeout):
        await uploaded(request(payload), HASTE)
    drops.cancel()


async def test_a_header_that_is_none_is_refused_by_its_name() -> None:
    assert await refused(request(whole(NOTE), X_File_Name="a" * (LONGEST_NAME + 1))) == "too_long"
    assert await refused(request(whole(NOTE), Content_Encoding="br")) == "bad_frame"
    for wrong in ({}, {"X_Client_Id": "1"}):
        with pytest.raises(ShapeError) as fault:
            client_id_of(request(whole(NOTE), **wrong))
        assert fault.value.field == "X-Client-Id"


def test_places_are_given_back_whatever_happens_and_nobody_has_them_all() -> None:
    places = Uploads().of_agents
    with places.place("a"), places.place("a"):
        assert places.held == AT_ONCE_EACH
        with pytest.raises(Refused, match="rate_limited"), places.place("a"):
            raise AssertionError("expected no third place")
        with places.place("b"):
            assert places.held == AT_ONCE_EACH + 1
    with pytest.raises(LookupError), places.place("a"):
        raise LookupError
    assert places.held == 0


def held_by(places: Places, at: str | None, count: int) -> ExitStack:
    """So many uploads, each of another visitor; at one address, or each at its own."""
    held = ExitStack()
    for number in range(count):
        holder = f"visitor {number}"
        held.enter_context(places.place(holder, at or f"address {number}"))
    return held


def test_a_gateway_holds_only_so_many_of_customers_and_agents_have_their_own() -> None:
    uploads = Uploads()
    with held_by(uploads.of_customers, None, AT_ONCE_OF_CUSTOMERS):
        with pytest.raises(Refused) as refusal, uploads.of_customers.place("one more", "elsewhere"):
            raise AssertionError("expected no place")
        assert refusal.value.retry_after == 2.0
        with ExitStack() as agents:
            for number in range(AT_ONCE_OF_AGENTS):
                agents.enter_context(uploads.of_agents.place(f"agent {number}"))
            with pytest.raises(Refused), uploads.of_agents.place("one more"):
                raise AssertionError("expected no place")
    assert uploads.of_customers.held == uploads.of_agents.held == 0


def test_visitors_of_one_address_leave_places_to_others() -> None:
    places = Uploads().of_customers
    with held_by(places, "203.0.113.7", AT_ONCE_BY_ADDRESS):
        with pytest.raises(Refused, match="rate_limited"), places.place("another", "203.0.113.7"):
            raise AssertionError("expected no place")
        with places.place("another", "203.0.113.8"):
            assert places.held == AT_ONCE_BY_ADDRESS + 1
    with places.place("another", "203.0.113.7"):
        assert places.held == 1


async def test_who_sends_too_little_for_long_is_cut_though_they_never_pause() -> None:
    payload = body()
    slow = Patience(whole_s=10, pause_s=10, easy_s=0.1, least_rate=1000)

    async def drip() -> None:
        while True:
            payload.feed_data(b"x")
            await asyncio.sleep(0.02)

    drops = asyncio.create_task(drip())
    async with asyncio.timeout(5):
        with pytest.raises(web.HTTPRequestTimeout):
            await uploaded(request(payload), slow)
    drops.cancel()


def test_how_little_is_too_little() -> None:
    patience = Patience()
    assert not patience.is_over(20.0, 1)
    assert not patience.is_over(30.0, 30 * 16 * 1024)
    assert patience.is_over(30.0, 30 * 16 * 1024 - 1)


def broken(error: BaseException | None) -> StreamReader:
    """A body that breaks off after its first bytes; without `error` it only stands still."""
    payload = body()
    payload.feed_data(NOTE)
    if error is not None:
        payload.set_exception(error)
    return payload


@pytest.mark.parametrize(
    ("error", "seen"),
    [
        (None, web.HTTPRequestTimeout),
        (ConnectionResetError("Connection lost"), ConnectionResetError),
        (web.RequestPayloadError("bad chunk"), Refused),
    ],
)
async def test_what_broke_off_is_not_counted(error: BaseException | None, seen: type[BaseException]) -> None:
    limits = Limits(redis_away())
    for _ in range(3):
        with pytest.raises(seen) as raised:
            await counted(request(broken(error)), limits, *ONCE, patience=HASTE)
        assert getattr(raised.value, "code", "bad_frame") == "bad_frame"
    await counted(request(whole(NOTE)), limits, *ONCE)
    with pytest.raises(Refused, match="rate_limited"):
        await counted(request(whole(NOTE)), limits, *ONCE)


async def test_what_came_whole_is_counted_though_it_is_none_of_ours() -> None:
    limits = Limits(redis_away())
    with pytest.raises(Refused, match="unsupported_file"):
        await counted(request(whole(b"<svg/>")), limits, *ONCE)
    for rule in ONCE:
        with pytest.raises(Refused, match="rate_limited"):
            await counted(request(whole(NOTE)), limits, rule)
