"""History of other helpdesks: what of each file is taken, what is passed over, and what is said of the rest."""

import io
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.numbers.helpdesks.formats import FORMATS, Taken, taken
from escalation.numbers.helpdesks.mapping import FIELDS, Mapping
from escalation.numbers.helpdesks.record_fields import found, time_of, topic_among
from escalation.numbers.history import LineError, PastContact
from escalation.numbers.outcomes import HandledBy, Outcome

FILES = Path(__file__).parent / "files"


def read(name: str, format_: str, maps: Sequence[str] = (), values: Sequence[str] = (), zone: str = "UTC") -> Taken:
    with (FILES / name).open(encoding="utf-8-sig", newline="") as file:
        return taken(file, FORMATS[format_], Mapping.parse(maps, values, ZoneInfo(zone)))


def said(one: PastContact) -> tuple[Any, ...]:
    issue = one.issues[0]
    return (one.external_id, one.customer_id, issue.topic, one.channel, one.outcome, one.handled_by, one.csat)


def test_zendesk() -> None:
    found = read("zendesk.json", "zendesk")
    assert [said(one) for one in found.contacts] == [
        ("zendesk:35436", "20978392", "shipping", "chat", Outcome.RESOLVED_BY_AGENT, HandledBy.AGENT, 5),
        ("zendesk:35437", "20978393", "question", "email", Outcome.UNRESOLVED, HandledBy.AGENT, None),
    ]
    first, second = found.contacts
    assert (first.first_human_response_s, first.resolved_s) == (720.0, 14400.0)
    assert first.ended_at == datetime(2026, 2, 2, 5, tzinfo=UTC)
    assert (first.escalation_reasons, second.escalation_reasons) == (("reassigned",), ("reopened",))
    assert found.passed_over == {"still open": 1, "deleted": 1}
    assert [(place, str(error)) for place, error in found.wrong] == [
        ("tickets 5", "created_at: expected a time, came 'soon'"),
    ]
    assert found.reopened == 1


def test_a_custom_field_may_be_the_topic() -> None:
    maps, values = ["topic=custom_fields.360001"], ["topic.refund=billing"]
    found = read("zendesk.json", "zendesk", maps, values)
    assert found.contacts[0].issues[0].topic == "billing"
    assert next(str(error) for _, error in found.wrong).startswith("topic: expected a text")  # the second has none


def test_intercom() -> None:
    found = read("intercom.jsonl", "intercom")
    assert [said(one) for one in found.contacts] == [
        ("intercom:101", "c-7", "billing", "chat", Outcome.CONFIRMED, HandledBy.BOT, 5),
        ("intercom:102", "5ba682d23d7cf92bef87bfd5", "Login", "email", Outcome.RESOLVED_BY_AGENT, HandledBy.BOTH, 2),
        ("intercom:105", "x", "support", "chat", Outcome.UNRESOLVED, HandledBy.AGENT, None),
    ]
    assert found.contacts[0].started_at == datetime(2026, 2, 2, 1, tzinfo=UTC)
    assert found.contacts[1].first_human_response_s == 300.0
    assert found.contacts[1].escalation_reasons == ("handoff_by_bot", "reassigned")
    assert found.passed_over == {"begun by the shop": 1, "still open": 1}
    assert [place for place, _ in found.wrong] == ["line 6"]


def test_freshdesk() -> None:
    found = read("freshdesk.json", "freshdesk")
    assert [said(one) for one in found.contacts] == [
        ("freshdesk:1", "5000001", "warranty", "chat", Outcome.RESOLVED_BY_AGENT, HandledBy.AGENT, None),
        ("freshdesk:2", "5000002", "orders", "email", Outcome.UNRESOLVED, HandledBy.AGENT, 5),
    ]
    assert (found.contacts[0].first_human_response_s, found.contacts[0].resolved_s) == (300.0, 7200.0)
    assert found.passed_over == {"still open": 1, "deleted or spam": 1, "begun by the shop": 1}
    assert [str(error) for _, error in found.wrong] == ["expected a JSON object, came int"]
    assert found.reopened == 1


def test_channel_talk() -> None:
    found = read("channeltalk.json", "channeltalk")
    assert [said(one) for one in found.contacts] == [
        ("channeltalk:66f0a1", "c-7", "shipping", "chat", Outcome.RESOLVED_BY_AGENT, HandledBy.AGENT, 4),
        ("channeltalk:66f0a2", "u2", "교환", "chat", Outcome.ASSUMED, HandledBy.BOT, None),
        ("channeltalk:66f0a3", "c-7", "support", "chat", Outcome.UNRESOLVED, HandledBy.AGENT, None),
    ]
    assert [one.language for one in found.contacts] == ["ko", None, "ko"]
    assert found.contacts[0].first_human_response_s == 60.0
    assert found.contacts[0].escalation_reasons == ("reassigned",)
    assert found.passed_over == {"still open": 1}


TABLE = [
    *("contact_id=Ticket", "started_at=Opened", "ended_at=Done", "customer_id=Requester", "topic=Kind"),
    *("outcome=State", "handled_by:=agent", "csat=Stars", "escalation_reasons=Nothing|Moved"),
]
MEANT = [
    *(
        "topic.배송=shipping",
        "topic.환불=billing",
        "outcome.완료=resolved_by_agent",
        "outcome.*=unresolved",
        "csat.★5=5",
    ),
    *("escalation_reasons.0=", "escalation_reasons.*=reassigned"),
]


def test_a_table_is_read_as_a_person_maps_it() -> None:
    found = read("table.csv", "csv", TABLE, MEANT, "Asia/Seoul")
    assert [said(one) for one in found.contacts] == [
        ("T-1", "c-7", "shipping", "chat", Outcome.RESOLVED_BY_AGENT, HandledBy.AGENT, 5),
        ("T-2", "c-8", "=cmd", "chat", Outcome.UNRESOLVED, HandledBy.AGENT, None),
    ]
    assert found.contacts[0].started_at == datetime(2026, 2, 2, 1, tzinfo=UTC)
    assert [one.escalation_reasons for one in found.contacts] == [(), ("reassigned",)]
    assert [(place, str(error)) for place, error in found.wrong] == [
        ("line 4", "started_at: expected an ISO 8601 time, came None"),
        ("line 5", "expected 8 cells, came more"),
    ]


def test_a_table_with_our_own_columns_needs_no_mapping() -> None:
    head = "contact_id,customer_id,topic,started_at,ended_at,outcome,handled_by,csat,solved,queue_wait_s"
    row = "1,c-1,orders,2026-02-02T10:00:00Z,2026-02-02T11:00:00Z,confirmed,bot,4,true,12.5"
    contact = taken(io.StringIO(f"{head}\n{row}\n"), FORMATS["csv"], Mapping()).contacts[0]
    assert said(contact) == ("1", "c-1", "orders", "chat", Outcome.CONFIRMED, HandledBy.BOT, 4)
    assert (contact.solved, contact.queue_wait_s) == (True, 12.5)


@pytest.mark.parametrize(
    ("maps", "values", "said"),
    [
        (["mood=x"], [], "expected a field of contact_id"),
        (["topic"], [], "expected field=path"),
        ([], ["topic=x"], "expected field.value=ours"),
        ([], ["mood.a=b"], "expected a field of"),
    ],
)
def test_a_mapping_that_cannot_be_read_is_named(maps: list[str], values: list[str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Mapping.parse(maps, values)


@pytest.mark.parametrize(
    ("value", "at"),
    [
        ("2026-02-02T10:00:00+09:00", datetime(2026, 2, 2, 1, tzinfo=UTC)),
        ("2026-02-02 10:00", datetime(2026, 2, 2, 1, tzinfo=UTC)),
        (1769994000, datetime(2026, 2, 2, 1, tzinfo=UTC)),
        (1769994000000, datetime(2026, 2, 2, 1, tzinfo=UTC)),
        ("1769994000.0", datetime(2026, 2, 2, 1, tzinfo=UTC)),
    ],
)
def test_times_of_any_kind(value: Any, at: datetime) -> None:
    assert time_of(value, "at", ZoneInfo("Asia/Seoul")) == at


@pytest.mark.parametrize("value", [None, True, "soon", "", [], 1e30, "0001-01-01T00:00:00+14:00"])
def test_what_is_no_time_is_named(value: Any) -> None:
    with pytest.raises(LineError, match="at: expected a time"):
        time_of(value, "at")


def test_paths_and_topics() -> None:
    record = {"a": [{"b": 1}, {"id": 7, "value": "x"}], "c": {"d": None}}
    assert [found(record, path) for path in ("a.0.b", "a.7", "c.d.e", "a.9", "z")] == [1, "x", None, None, None]
    assert topic_among(["vip", "order_track"]) == "orders"
    assert topic_among(["greet"], "problem") == "problem"
    assert topic_among([None, ""], None, {"a": 1}, True) == "support"


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 10**13) | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=5,
)
KEYS = st.sampled_from(
    [
        *(
            "id",
            "status",
            "state",
            "created_at",
            "updated_at",
            "createdAt",
            "closedAt",
            "tags",
            "via",
            "source",
            "stats",
        ),
        *("contacts", "statistics", "managerIds", "metric_set", "type", "userId", "requester_id", *FIELDS),
    ]
)
VALUES = ANYTHING | st.sampled_from(["closed", "solved", 4, 5, "2026-02-02T10:00:00Z", 1769994000])


@given(st.sampled_from([name for name in FORMATS if name != "csv"]), st.lists(ANYTHING | st.dictionaries(KEYS, VALUES)))
def test_no_record_is_lost_and_none_breaks_the_import(name: str, records: list[Any]) -> None:
    single = [record for record in records if not _holds_records(record, FORMATS[name].key)]
    text = "".join(f"{json.dumps(record)}\n" for record in single)
    found = taken(io.StringIO(text), FORMATS[name], Mapping())
    assert len(found.contacts) + found.passed_over.total() + len(found.wrong) == len(single)


def _holds_records(record: Any, key: str) -> bool:
    """A list, or a document with its records under the format's key, however many: none, too."""
    return isinstance(record, list) or (isinstance(record, dict) and isinstance(record.get(key), list))
