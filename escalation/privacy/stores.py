"""Stores: every table and column, and what of it is a person's. One list, which erasing, handing out and the tests
read; what is not in it fails a test.

`told` is the person's to have; `rest` is ours: ids, hashes, machinery.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Table, func

from escalation import tables as t
from escalation.privacy import whose as w
from escalation.privacy.whose import Whose


class Fate(StrEnum):
    """What becomes of a person's rows: they go; they stay for the numbers, without what leads to the person; or the
    same, but it is the function `erase_person` in SQL that does it, the only one that may change the journey log."""

    GONE = "gone"
    EMPTIED = "emptied"
    LOGGED = "logged"
    NOBODYS = "nobodys"


@dataclass(frozen=True, slots=True)
class Store:
    """One table. `emptied`: what is written over columns of rows that stay."""

    table: Table
    fate: Fate
    told: str
    rest: str
    whose: Whose | None = None
    emptied: Mapping[str, Any] = field(default_factory=dict)

    @property
    def shown(self) -> tuple[str, ...]:
        return tuple(self.told.split())

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.shown, *self.rest.split())


def _gone(table: Table, whose: Whose, told: str, rest: str) -> Store:
    return Store(table, Fate.GONE, told, rest, whose)


def _logged(table: Table, whose: Whose, told: str, rest: str) -> Store:
    return Store(table, Fate.LOGGED, told, rest, whose)


def _nobodys(table: Table, rest: str) -> Store:
    return Store(table, Fate.NOBODYS, "", rest)


CONTACT_TIMES = (
    "first_bot_response_s queue_wait_s first_human_response_s abandoned_after_s handle_s resolved_s first_resolved_s"
    " queue_wait_open_s first_human_response_open_s abandoned_after_open_s resolved_open_s"
)

LISTED: Final[tuple[Store, ...]] = (
    # In the order of erasing: what hangs on something goes before it.
    _gone(t.unread_feeling, w.in_conversation(t.unread_feeling), "", "message_id conversation_id due_at attempt"),
    _gone(t.search_entry, w.in_conversation(t.search_entry), "", "id conversation_id kind at document"),
    _gone(
        t.file, w.in_conversation(t.file), "id created_at name media_type size", "conversation_id message_id content"
    ),
    _gone(
        t.button,
        w.in_conversation(t.button),
        "",
        "id message_id conversation_id position title code payload confirms turn_id dialogue_id created_at used_at",
    ),
    _gone(t.submission, w.in_conversation(t.submission), "created_at kind values", "id conversation_id message_id"),
    _gone(
        t.ownership_proof,
        w.in_conversation(t.ownership_proof),
        "created_at owned reference",
        "id conversation_id contact_id",
    ),
    _gone(
        t.action_run,
        w.in_conversation(t.action_run),
        "created_at action reference ok code result",
        "key conversation_id turn_id",
    ),
    _gone(
        t.answer,
        w.in_conversation(t.answer),
        "resolved_at language question reply",
        "ticket_id conversation_id queue topic due_at attempt intent vector crowd_mean crowd_deviation",
    ),
    _gone(
        t.note,
        w.in_conversation(t.note),
        "created_at text",
        "id conversation_id ticket_id agent_id after_seq client_id",
    ),
    _gone(
        t.callback,
        w.in_conversation(t.callback),
        "created_at email locale answered_at resumed_at",
        "id conversation_id ticket_id resumed_by",
    ),
    _gone(
        t.turn,
        w.in_conversation(t.turn),
        "created_at finished_at state facts",
        "id conversation_id contact_id dialogue_id first_seq last_seq attempt lease_until retry_at first_failed_at",
    ),
    _gone(
        t.message,
        w.in_conversation(t.message),
        "seq created_at sender name kind text code params card",
        "id conversation_id contact_id turn_id agent_id payload pressed_id client_id fingerprint",
    ),
    _gone(
        t.mail,
        w.letters,
        "created_at kind recipient locale params state sent_at",
        "id key attempt due_at last_error",
    ),
    _gone(
        t.delivery,
        w.deliveries,
        "created_at type body state delivered_at",
        "id webhook_id event_id attempt due_at last_status last_error",
    ),
    _gone(t.insight, w.clusters, "", "key data computed_at"),
    Store(
        t.ticket,
        Fate.EMPTIED,
        "number created_at assigned_at first_reply_at ended_at queue priority state topic language summary facts"
        " emotion reasons labels resolution_code first_contact_solved",
        "id conversation_id contact_id agent_id epoch lease_until respond_by requeued offered_to offered_until"
        " declined_by passed_over_at promise_missed_at poisoned_at clocks",
        w.in_conversation(t.ticket),
        {"summary": "", "facts": {}, "reasons": func.bare_facts(t.ticket.c.reasons, None)},
    ),
    Store(
        t.rating,
        Fate.EMPTIED,
        "created_at score solved effort comment",
        "contact_id conversation_id client_id",
        w.in_conversation(t.rating),
        {"comment": None},
    ),
    _logged(
        t.journey_event,
        w.of_browser(t.journey_event),
        "at stage touchpoint type topic channel emotion data",
        "id position customer_id anonymous_id contact_id source_id",
    ),
    _logged(
        t.contact,
        w.by(t.contact, "id", "contacts"),
        "started_at ended_at channel external_id meaningful outcome handled_by escalation_reasons csat solved effort"
        f" language device tier returning negative not_first asked_bot answered_by_bot bot_turns {CONTACT_TIMES}",
        "id conversation_id customer_id anonymous_id last_activity_at rating_asked_at fallback_turns source first_seq"
        " emptied_at",
    ),
    _logged(t.contact_issue, w.of_contact(t.contact_issue), "topic reference", "contact_id position"),
    _logged(
        t.unit,
        w.of_contact(t.unit),
        "",
        "contact_id topic reference customer_id started_at ended_at before_same_s before_any_s after_same_s"
        " after_any_s",
    ),
    _logged(
        t.outreach,
        w.of_browser(t.outreach),
        "created_at kind key data shown_at taken_at dismissed_at",
        "id customer_id anonymous_id held_back",
    ),
    _logged(t.profile, w.of_customer(t.profile), "tier traits first_seen_at updated_at", "customer_id"),
    _logged(
        t.risk,
        w.of_customer(t.risk),
        "computed_at leave again reasons next_step",
        "customer_id why model",
    ),
    _logged(t.alias, w.aliases, "anonymous_id at", "customer_id"),
    Store(
        t.conversation,
        Fate.EMPTIED,
        "created_at active_at locale device page_context",
        "id visitor_id customer_id last_seq version visible_from read_seq read_at owner epoch agent_id contact_id"
        " dialogue_id memory outage_since erased_at",
        w.by(t.conversation, "id", "conversations"),
        {
            "visitor_id": None,
            "customer_id": None,
            "memory": {},
            "page_context": None,
            "visible_from": t.conversation.c.last_seq + 1,
        },
    ),
    _gone(t.customer, w.of_customer(t.customer, "id"), "id name tier created_at updated_at", ""),
    _gone(t.visitor, w.unused_browsers, "", "id token_hash created_at seen_at"),
    # Codes, times and agents about a ticket or a contact, which lead to nobody once these do not.
    _nobodys(t.promise, "contact_id ticket_id clock instance kept"),
    _nobodys(t.sla_event, "id ticket_id at clock kind due"),
    _nobodys(t.claim, "agent_id client_id ticket_id created_at"),
    _nobodys(t.command, "agent_id client_id kind ticket_id created_at"),
    _nobodys(t.outbox, "id channel created_at"),
    # The shop's own: people who work there, what they set, save and are told.
    _nobodys(
        t.agent,
        "id name email password_hash roles languages skills capacity status created_at seen_at lapsed last_chat_at"
        " disabled_at totp_secret totp_since totp_step recovery_hashes",
    ),
    _nobodys(t.session, "token_hash agent_id created_at seen_at expires_at"),
    _nobodys(t.audit, "id at actor action subject before after previous mark"),
    _nobodys(t.macro, "id name queue ko en position created_at updated_at archived_at"),
    _nobodys(t.label, "id name colour created_at archived_at"),
    _nobodys(t.team, "queue timezone hours holidays closed_days open_days assignment offer_s promise_s sla updated_at"),
    _nobodys(t.webhook, "id url secret events enabled created_at updated_at archived_at"),
    _nobodys(t.segment, "id name filter created_by created_at archived_at"),
    _nobodys(
        t.goal,
        "id metric filter target direction first_day last_day created_by created_at archived_at missed_at",
    ),
    _nobodys(
        t.improvement,
        "id title note metric filter started_on verdict created_by created_at decided_at archived_at",
    ),
    _nobodys(t.alarm, "id kind key data at seen_at seen_by"),
)
