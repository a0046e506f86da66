"""Whoever the customer is and however their data is spelt: nothing of it is left in what an agent wrote."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from escalation.suggestions.anonymity import Known, anonymous

SURNAMES = ["김", "이", "박", "최", "정", "강", "조", "윤", "장", "임", "한", "오", "서", "남궁", "황보"]
GIVEN = ["하은", "서준", "도윤", "지우", "예린", "민재", "수아", "시우", "채원", "건우", "나윤", "은호", "가람", "슬기"]
FIRST = ["Harper", "Liam", "Noor", "Jean-Luc", "Siobhan", "Priya", "Tomasz", "Grace", "Will", "Anaïs", "Mei"]
LAST = ["Lee", "O'Brien", "van der Berg", "Smith", "Okafor", "Novak", "García", "Reeve", "Kim", "Marks"]

KOREAN = [
    "안녕하세요, {given}님! 주문 {order}는 취소됐고 {amount}은 3~5일 안에 환불돼요.",
    "{name} 고객님, {phone}로 기사님이 연락드려요. {email}로도 보냈어요.",
    "{recipient} 님 앞으로 {address}에 보냈고 송장은 {tracking}이에요.",
    "{name}님이 맞으시면 {amount} 환불은 {email} 계정으로 안내드릴게요.",
    "받는 분은 {recipient}, 연락처는 {phone}로 바꿨어요. {given} 고객님 확인 부탁드려요.",
    "{order}, {tracking} 건은 {agent}가 처리했어요. {agent} 드림",
    "{given}님, {order} 건으로 {phone}, {email} 두 곳에 안내했어요.",
]
ENGLISH = [
    "Hi {given}, your refund of {amount} for {order} takes 3 to 5 days.",
    "Dear {name}, we called {phone} and wrote to {email}.",
    "It went to {recipient}, {address}, as {tracking}.",
    "{order} and {tracking} are with the courier now, {given}. Best, {agent}",
    "Thanks, {given}! {recipient} signed for {order}; we charged {amount}.",
    "I'm {agent}. The account of {name} is {email} and the number {phone}.",
]


def digits(most: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=most, max_size=most)


def spelt_order(prefix: str, number: str, way: int) -> str:
    return [f"{prefix}-{number}", f"{prefix}{number}", f"{prefix.lower()} {number}", f"#{number}", number][way]


@st.composite
def phones(draw: st.DrawFn) -> str:
    middle, last = draw(digits(4)), draw(digits(4))
    gap = draw(st.sampled_from(["-", " ", ".", "", " - "]))
    return gap.join([draw(st.sampled_from(["010", "+82 10", "+82-10"])), middle, last])


@st.composite
def emails(draw: st.DrawFn) -> str:
    local = draw(st.text("abcdefghijklmnopqrstuvwxyz0123456789._-", min_size=3, max_size=12).filter(_plain_local))
    return f"{local}@{draw(st.sampled_from(['naver.com', 'example.co.kr', 'mail.example.com']))}"


def _plain_local(local: str) -> bool:
    return re.fullmatch(r"[a-z0-9](?:[a-z0-9]|[._-](?=[a-z0-9]))*", local) is not None


@st.composite
def cases(draw: st.DrawFn, korean: bool) -> tuple[str, Known, list[str]]:
    """A reply, what the record knows, and what must not be left of it."""
    if korean:
        surname, given_name = draw(st.sampled_from(SURNAMES)), draw(st.sampled_from(GIVEN))
        name = surname + draw(st.sampled_from(["", " "])) + given_name
        recipient = draw(st.sampled_from(SURNAMES)) + draw(st.sampled_from(GIVEN))
        agent = draw(st.sampled_from(SURNAMES)) + draw(st.sampled_from(GIVEN))
        road = draw(st.sampled_from(["성산로", "월드컵북로", "해운대길"]))
        address = f"{road} {draw(st.integers(1, 999))} {draw(digits(3))}호"
    else:
        given_name = draw(st.sampled_from(FIRST))
        name = f"{given_name} {draw(st.sampled_from(LAST))}"
        recipient = f"{draw(st.sampled_from(FIRST))} {draw(st.sampled_from(LAST))}"
        agent = draw(st.sampled_from(FIRST))
        address = f"{draw(st.integers(1, 999))} {draw(st.sampled_from(['Baker', 'Mill', 'Station']))} Street"
    prefix, number = draw(st.sampled_from(["FH", "ORD"])), str(draw(st.integers(100_000, 999_999)))
    tracking, total = str(draw(st.integers(10**11, 10**12 - 1))), draw(st.integers(1_000, 9_999_999))
    amount = draw(st.sampled_from([f"{total:,}원", f"{total}원", f"₩{total:,}", f"KRW {total:,}", f"{total:,} won"]))
    phone, email = draw(phones()), draw(emails())
    order = spelt_order(prefix, number, draw(st.integers(0, 4)))
    reply = draw(st.sampled_from(KOREAN if korean else ENGLISH)).format(
        name=name, given=given_name, recipient=recipient, agent=agent, address=address, order=order,
        tracking=tracking, amount=amount, phone=phone, email=email,
    )  # fmt: skip
    known = Known(
        customers=(name,),
        agents=(agent,),
        orders=(f"{prefix}-{number}",),
        totals=(total,) if draw(st.booleans()) else (),
        tracking=(tracking,) if draw(st.booleans()) else (),
        forms=(recipient, address),
    )
    return reply, known, [name, recipient, agent, address, number, tracking, f"{total:,}", str(total), phone, email]


def left_of(secrets: list[str], text: str) -> list[str]:
    close = re.sub(r"[\s.,-]", "", text)
    return [secret for secret in secrets if secret in text or re.sub(r"[\s.,-]", "", secret) in close]


@settings(max_examples=400, deadline=None)
@given(cases(korean=True))
def test_in_korean(case: tuple[str, Known, list[str]]) -> None:
    reply, known, secrets = case
    told = anonymous(reply, known)
    given_name = known.customers[0].replace(" ", "")[-2:]
    assert left_of(secrets, told) == [], told
    assert f"{given_name}님" not in told
    assert f"{given_name} 고객" not in told
    assert not re.search(r"\d{4}|@", told), told


@settings(max_examples=400, deadline=None)
@given(cases(korean=False))
def test_in_english(case: tuple[str, Known, list[str]]) -> None:
    reply, known, secrets = case
    told = anonymous(reply, known)
    words = {word for secret in (*known.customers, *known.agents, known.forms[0]) for word in secret.split()}
    assert left_of(secrets, told) == [], told
    assert [word for word in words if word[0].isupper() and re.search(rf"\b{re.escape(word)}\b", told)] == [], told
    assert not re.search(r"\d{4}|@", told), told
