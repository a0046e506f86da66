"""Whatever anybody sends, a parser answers with a value of its own or refuses in its own way, and nothing else."""

import contextlib
import json
import time
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

import pytest
from aiohttp.test_utils import make_mocked_request
from hypothesis import example, given, settings
from hypothesis import strategies as st

from connectors import tags
from connectors.files.names import MOST_CHARACTERS, cleaned_name
from connectors.outbound.addresses import problem_with
from connectors.settings import Settings
from connectors.shapes import ShapeError, parsed
from connectors.web.address import address_of
from connectors.web.csp_reports import LONGEST, reports
from connectors.web.devices import device_of
from connectors.web.identity import Identities
from connectors.web.journey_events import one_or_many, sorted_out
from connectors.web.once import Once
from connectors.web.resume_links import ResumeLinks
from connectors.web.sessions import LONGEST_TOKEN
from connectors.web.signed import Signer
from connectors.web.widget_transcript import known_zone
from escalation.customers.mailboxes import checked_mailbox
from escalation.numbers.filter import NARROWS, Filter, QuestionError
from escalation.store.masking import mask
from escalation.store.refusals import Refused
from tests.forged_tokens import Forger
from tests.unit.connectors.web.away import redis_away

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
SETTINGS = Settings.read({"DATABASE_URL": "postgresql://localhost/x", "REDIS_URL": "redis://localhost"})
KEY = "k" * 40

wild = st.text(st.characters(exclude_categories=()), max_size=200)
"""Any characters, halves of such and signs that nobody sees among them."""
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | wild,
    lambda inside: st.lists(inside, max_size=5) | st.dictionaries(wild, inside, max_size=5),
    max_leaves=20,
)


def spoilt(text: str) -> st.SearchStrategy[str]:
    """The text with a few characters left out, doubled or replaced."""
    place = st.integers(0, len(text))

    def cut(at: int, to: int, between: str) -> str:
        return text[: min(at, to)] + between + text[max(at, to) :]

    return st.builds(cut, place, place, wild | st.just(text[:7]))


@given(wild | st.binary(max_size=200))
@example(b"\xff\xfe{\x00}\x00")
@example("[" * 5000)
@example('{"a": 1e999}')
@example("-" + "9" * 5000)
def test_json(source: str | bytes) -> None:
    with contextlib.suppress(ShapeError):
        assert json.dumps(parsed(source)) is not None


@given(spoilt(Signer("s" * 32).sign("pass", {"a": "b"}, 60)) | wild)
def test_a_signed_word_that_was_touched_is_none(token: str) -> None:
    signer = Signer("s" * 32)
    assert signer.read("resume", token) is None
    claims = signer.read("pass", token)
    assert claims is None or claims.body == {"a": "b"}


@given(wild | spoilt(Signer("s" * 32).sign("resume", {"callback_id": "x", "conversation_id": "y"}, 60)))
def test_a_link_of_a_letter_that_was_touched_is_none(token: str) -> None:
    assert ResumeLinks(SETTINGS).read(token) is None


@given(st.data())
async def test_a_token_of_the_shop_is_read_or_refused(data: st.DataObject) -> None:
    """Touched anywhere; and well signed, with any claims and any head."""
    forger = Forger("demo", KEY, NOW.timestamp())
    token = data.draw(
        st.one_of(
            wild,
            spoilt(forger.token()),
            st.builds(lambda value: forger.token(json.dumps(value)), json_values),
            st.builds(lambda name, value: forger.saying(**{name: value}), st.sampled_from(CLAIMS), json_values),
            st.builds(lambda name, value: forger.headed(**{name: value}), st.sampled_from(HEADS), json_values),
        )
    )
    identities = Identities({"demo": KEY}, "demo", Signer("s" * 32), Once(redis_away()), NOW.timestamp)
    with contextlib.suppress(Refused):
        assert 0 < len((await identities.verified(token, "visitor")).customer_id) <= 200


CLAIMS = ("sub", "aud", "iat", "exp", "nbf", "jti", "name", "tier", "locale", "else")
HEADS = ("alg", "kid", "typ", "crit", "b64", "jwk", "else")


@given(wild)
def test_masking_twice_changes_nothing(text: str) -> None:
    assert mask(mask(text)) == mask(text)


PIECES = (
    "010",
    "1234",
    "-",
    " ",
    "@",
    "a.b",
    ".com",
    "4111",
    "900101",
    "공일공",
    "일이삼사",
    "+82",
    "(",
    ")",
    "에",
    ".",
)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@example("+82010010+82900101")
def test_masking_of_what_looks_personal(text: str) -> None:
    assert mask(mask(text)) == mask(text)


REPEATED = (
    "1 ",
    "1-",
    "a@",
    "a.",
    "@a.",
    "+1 ",
    "+1(",
    "010 ",
    "공일",
    "1111 ",
    "900101-1",
    "%a",
    "(02)",
    "에 ",
    "82-",
)
FEW, MANY = 2_048, 32_768


@pytest.mark.parametrize("piece", REPEATED)
def test_masking_nonsense_takes_as_much_longer_as_there_is_more_of_it(piece: str) -> None:
    """Sixteen times as much: with its square it would be two hundred and fifty-six."""

    def seconds(size: int) -> float:
        before = time.process_time()
        mask((piece * size)[:size])
        return time.process_time() - before

    assert seconds(MANY) < 80 * max(seconds(FEW), 0.0005)


@given(json_values)
def test_a_call_of_the_shops_tags(call: Any) -> None:
    with contextlib.suppress(ShapeError):
        tags.read(call, NOW)


good_calls = st.fixed_dictionaries(
    {"messageId": st.just("m-1"), "userId": st.just("c-1")},
    optional={
        "type": st.sampled_from(["track", "page", "identify"]) | json_values,
        "event": st.just("Order Completed") | json_values,
        **{
            name: st.datetimes().map(str)
            | st.sampled_from(["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
            | json_values
            for name in ("timestamp", "sentAt", "receivedAt", "originalTimestamp")
        },
        "properties": st.dictionaries(st.sampled_from(["stage", "url", "channel", "total", "x"]), json_values),
        "traits": st.dictionaries(st.sampled_from(["tier", "plan", "email", "x"]), json_values),
    },
)


@given(good_calls)
def test_a_call_that_is_nearly_good(call: Any) -> None:
    taken, refused = sorted_out(one_or_many({"batch": [call], "sentAt": "2026-03-02T00:00:00Z"}, "")["calls"], NOW)
    assert len(taken) + len(refused) == 1


@given(wild | st.from_regex(r"[^@\s]{1,20}@[a-z.-]{1,20}"))
@example("a@b.kr\r\nBcc: c@d.kr")
@example("ａ＠ｂ．ｋｒ")
def test_an_address_for_letters_fits_into_a_head(typed: str) -> None:
    with contextlib.suppress(Refused):
        kept = checked_mailbox(typed)
        assert kept.isascii()
        assert kept.isprintable()
        assert not set(kept) & set(' ,;<>"\\()')
        assert kept.count("@") == 1


@given(wild.map(lambda name: "".join(f"%{byte:02x}" for byte in name.encode("utf-8", "surrogatepass"))) | wild)
@example("..%2f..%2fetc%2fpasswd")
@example("a%0d%0aSet-Cookie: b")
@example("%ed%a0%80.png")
@example("x" * 3000)
def test_a_files_name(header: str) -> None:
    name = cleaned_name(unquote(header, errors="replace"), (".png",))
    assert 0 < len(name) <= MOST_CHARACTERS
    assert name.endswith(".png") or name.lower().endswith(".png")
    assert not set(name) & set('/\\<>:"|?*')
    assert not [sign for sign in name if unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"}]
    assert name.encode()
    assert not name.startswith(" ")


heads = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=300)


@given(heads, heads, heads)
@example("iPhone", "?1", "203.0.113.7, 10.0.0.1")
@example("", "", "::ffff:1.2.3.4, [::1]:80, unknown, 1.2.3.4:99")
def test_what_a_browser_says_of_itself(agent: str, mobile: str, forwarded: str) -> None:
    headers = {"User-Agent": agent, "Sec-CH-UA-Mobile": mobile, "X-Forwarded-For": forwarded}
    request = make_mocked_request("GET", "/", headers=headers)
    assert device_of(request.headers) in (None, "phone", "tablet", "desktop")
    assert len(address_of(request, SETTINGS.trusted_proxies)) <= 40


@given(heads | st.builds("firsthand={}; firsthand={}".format, heads, heads))
@example('firsthand="\\073"; a')
@example("firsthand=" + "x" * 10_000)
def test_a_cookie(header: str) -> None:
    """As `sessions.token_of` reads it."""
    token = make_mocked_request("GET", "/", headers={"Cookie": header}).cookies.get("firsthand")
    assert token is None or isinstance(token, str)
    assert LONGEST_TOKEN == 200


@given(st.dictionaries(st.sampled_from(["from", "to", "window", "returning", "segment", *NARROWS]), wild))
@example({"from": "0001-01-01", "to": "9999-12-31"})
@example({"to": "9999-12-31"})
@example({"from": "2026-01-01T00:00:00+23:59", "to": "２０２６-01-02"})
def test_a_question_to_the_numbers(query: dict[str, str]) -> None:
    for prefix in ("", "vs_"):
        named = {prefix + name: value for name, value in query.items()}
        with contextlib.suppress(QuestionError):
            assert Filter.read(named, NOW, prefix=prefix).address()


@given(wild | st.builds("https://{}:{}/{}".format, wild, wild, wild))
@example("https://[::1")
@example("https://[v1.x]/")
@example("https://1.2.3.4:99999/")
def test_an_address_of_a_webhook(url: str) -> None:
    told = problem_with(url, private=False)
    assert told is None or told.startswith("expected ")


@given(wild)
@example("../../etc/passwd")
@example("Asia")
@example("")
@example("Asia/Seoul\0")
@example("/etc/localtime")
def test_a_time_zone(name: str) -> None:
    with contextlib.suppress(ShapeError):
        assert known_zone(name).key == name


@given(
    json_values | st.lists(st.fixed_dictionaries({"type": st.just("csp-violation"), "body": json_values}), max_size=3)
)
def test_a_browsers_report(value: Any) -> None:
    with contextlib.suppress(ShapeError):
        for one in reports(value, "")["violations"]:
            assert all(len(said) <= LONGEST and said.isprintable() for said in (one.blocked, one.page, one.source))


def accepts(check: Callable[[Any, str], Any], value: Any) -> bool:
    try:
        check(value, "")
    except ShapeError:
        return False
    return True


@settings(max_examples=200)
@given(json_values)
def test_a_refusal_names_a_place_and_never_repeats_what_came(value: Any) -> None:
    for shape in (one_or_many, tags.CALL, reports):
        if not accepts(shape, value):
            with pytest.raises(ShapeError) as refused:
                shape(value, "")
            assert len(str(refused.value)) < 1000
