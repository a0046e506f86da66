"""Passes: what was issued is read back; what is missing, forged, over or of another sort opens nothing."""

from uuid import uuid4

import pytest
from aiohttp.test_utils import make_mocked_request

from connectors.web.passes import HEADER, LIFE_S, Passes
from connectors.web.signed import Signer
from escalation.customers.viewers import Viewer
from escalation.store.refusals import Refused

SECRET = "a-secret-that-is-long-enough-for-tests-0"
VISITOR = Viewer(uuid4(), uuid4())


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def shown(passes: Passes, token: str) -> Viewer:
    return passes.read(make_mocked_request("GET", "/", headers={HEADER: token}))


def refused(passes: Passes, token: str) -> str:
    with pytest.raises(Refused) as refusal:
        shown(passes, token)
    return refusal.value.code


@pytest.mark.parametrize(
    "viewer",
    [
        VISITOR,
        Viewer(uuid4(), uuid4(), customer_id="고객 1"),
        Viewer(uuid4(), uuid4(), callback_id=uuid4()),
    ],
)
def test_a_pass_says_who_it_was_issued_to(viewer: Viewer) -> None:
    passes = Passes(Signer(SECRET))
    assert shown(passes, passes.issue(viewer)) == viewer


def test_a_pass_is_over_after_twelve_hours() -> None:
    clock = Clock()
    passes = Passes(Signer(SECRET, clock))
    token = passes.issue(VISITOR)
    clock.now += LIFE_S - 1
    assert shown(passes, token) == VISITOR
    clock.now += 1
    assert refused(passes, token) == "unauthenticated"


def test_what_we_did_not_sign_as_a_pass_opens_nothing() -> None:
    signer = Signer(SECRET)
    passes = Passes(signer)
    token = passes.issue(VISITOR)
    strange = Passes(Signer(SECRET[::-1])).issue(VISITOR)
    ticket = signer.sign("socket:widget", {"visitor": str(VISITOR.visitor_id)}, 30)
    for wrong in ("", ".", "x.y", token[:-2] + "xx", token[1:], strange, ticket, "가" * 50):
        assert refused(passes, wrong) == "unauthenticated", wrong


def test_who_shows_none_is_refused_by_the_name_of_the_header() -> None:
    with pytest.raises(Refused) as refusal:
        Passes(Signer(SECRET)).read(make_mocked_request("GET", "/"))
    assert (refusal.value.code, refusal.value.field) == ("unauthenticated", HEADER)
