"""The shop's signed word for a customer: read when every rule holds, refused when one does not."""

import time
from typing import Any

import jwt
import pytest

from connectors.web.identity import LONGEST_LIFE_S, Identities, Identity
from connectors.web.once import Once
from connectors.web.signed import Signer
from connectors.web.socket_tickets import LIFE_S, SocketTickets
from escalation.store.refusals import Refused
from tests.forged_tokens import FORGED, GOOD, Forger
from tests.unit.connectors.web.away import redis_away

KEY, OLD_KEY = "k" * 16 + "new key of the shop", "k" * 16 + "old key of the shop"
KEYS = {"new": KEY, "old": OLD_KEY}
VISITOR, OTHER = "visitor-1", "visitor-2"


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def identities(clock: Clock) -> Identities:
    clock.now = time.time()
    return Identities(KEYS, "shop.kr", Signer("s" * 32, clock), Once(redis_away()), clock)


def token(clock: Clock, kid: str | None = "new", key: str = KEY, algorithm: str = "HS256", **changes: Any) -> str:
    claims = {
        "sub": "c-1001",
        "name": "김하늘",
        "tier": "gold",
        "aud": "shop.kr",
        "iat": clock.now,
        "exp": clock.now + 300,
        "jti": "one-time-0001",
        **changes,
    }
    kept = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode(kept, key, algorithm=algorithm, headers={"kid": kid} if kid else None)


@pytest.mark.parametrize(("kid", "key"), [("new", KEY), ("old", OLD_KEY)])
async def test_both_live_keys_are_believed(identities: Identities, clock: Clock, kid: str, key: str) -> None:
    assert await identities.verified(token(clock, kid, key), VISITOR) == Identity("c-1001", "김하늘", "gold")


@pytest.mark.parametrize("which", FORGED)
async def test_a_token_that_breaks_a_rule_is_refused(identities: Identities, clock: Clock, which: str) -> None:
    with pytest.raises(Refused) as refused:
        await identities.verified(FORGED[which](Forger("new", KEY, clock.now, "shop.kr")), VISITOR)
    assert (refused.value.code, refused.value.field) == ("unauthenticated", "jwt")


@pytest.mark.parametrize("which", GOOD)
async def test_a_token_that_breaks_none_is_believed(identities: Identities, clock: Clock, which: str) -> None:
    token = GOOD[which](Forger("new", KEY, clock.now, "shop.kr"))
    assert (await identities.verified(token, VISITOR)).customer_id in ("c-1001", "고객-1001")


@pytest.mark.parametrize(("kid", "key"), [("new", OLD_KEY), ("old", KEY)])
async def test_each_key_goes_by_its_own_name(identities: Identities, clock: Clock, kid: str, key: str) -> None:
    with pytest.raises(Refused):
        await identities.verified(token(clock, kid, key), VISITOR)


async def test_a_token_begins_by_the_gateways_clock(identities: Identities, clock: Clock) -> None:
    clock.now += 10_000
    said = token(clock, nbf=clock.now + 20)
    assert (await identities.verified(said, VISITOR)).customer_id == "c-1001"
    clock.now -= 20
    with pytest.raises(Refused, match="not valid yet"):
        await identities.verified(said, OTHER)


@pytest.mark.parametrize(
    ("start", "end"),
    [(0, LONGEST_LIFE_S + 1), (-400, -31), (31, 300), (0, 0), (0, -1)],
)
async def test_a_token_lives_now_and_ten_minutes_at_most(
    identities: Identities, clock: Clock, start: float, end: float
) -> None:
    with pytest.raises(Refused):
        await identities.verified(token(clock, iat=clock.now + start, exp=clock.now + end), VISITOR)


async def test_a_token_serves_one_visitor_however_often_the_answer_is_lost(
    identities: Identities, clock: Clock
) -> None:
    once = token(clock)
    for _ in range(3):
        await identities.verified(once, VISITOR)
    with pytest.raises(Refused, match="was used before"):
        await identities.verified(once, OTHER)


def test_a_session_goes_on_for_its_visitor_only(identities: Identities, clock: Clock) -> None:
    identity = Identity("c-1001", "김하늘", None, "ko")
    session = identities.session(identity, VISITOR)
    clock.now += 3600
    assert identities.resumed(session, VISITOR) == identity
    for stranger, forged in ((OTHER, session), (VISITOR, session[:-2] + "xx"), (VISITOR, "e30.e30"), (VISITOR, "")):
        with pytest.raises(Refused):
            identities.resumed(forged, stranger)
    clock.now += 12 * 3600
    with pytest.raises(Refused):
        identities.resumed(session, VISITOR)


async def test_a_socket_ticket_opens_one_socket_of_its_kind_in_time(clock: Clock) -> None:
    tickets = SocketTickets(Signer("s" * 32, clock), Once(redis_away(), clock))
    ticket = tickets.mint("widget", {"visitor": "v"})
    assert await tickets.redeem("desk", ticket) is None
    assert await tickets.redeem("widget", ticket) == {"visitor": "v"}
    assert await tickets.redeem("widget", ticket) is None
    late = tickets.mint("widget", {})
    clock.now += LIFE_S
    assert await tickets.redeem("widget", late) is None
    assert await SocketTickets(Signer("t" * 32, clock), Once(redis_away())).redeem("widget", ticket) is None
