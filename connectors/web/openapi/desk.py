"""What an agent's desk asks beside its socket."""

from connectors.web import desk_api_account, desk_api_reveal, desk_session
from connectors.web.openapi.components import COLLEAGUE, QUEUE
from connectors.web.openapi.kinds import (
    ANY,
    BOOL,
    EMPTY,
    ID,
    INT,
    NUM,
    STR,
    TIME,
    many,
    null_or,
    obj,
    one_of,
    ref,
)
from connectors.web.openapi.operation import Media, Operation, Operations, Query
from connectors.web.openapi.widget import ACK, BINARY, LOCALE, NAMED, ON_ARRIVAL

CONVERSATION = {"conversation_id": Query(ID, needed=True)}
CURSOR = Query(STR, "The `next` of the page before.")
SECOND_FACTOR = "/desk/api/account/second-factor"
SIGNED_IN = obj({"agent": ref("Agent"), "second_factor": one_of(["on", "off", "needed"])})
CODES = obj({"recovery_codes": many(STR)})
PAGE = obj({"url": STR}, title=STR)
CART = obj({"items": INT}, total=NUM, currency=STR)
"""What the shop's page says of itself is shown and never believed."""

_CONTACT = obj(
    {"contact_id": ID, "conversation_id": ID, "channel": STR, "started_at": TIME},
    ended_at=TIME,
    topic=STR,
    outcome=STR,
    csat=INT,
    handled_by=STR,
)
_RISK = obj(
    {
        "about": STR,
        "band": STR,
        "share": NUM,
        "usual": NUM,
        "reasons": many(STR),
        "computed_at": TIME,
        "next_step": null_or(STR),
        "why": null_or(STR),
    }
)
_FOUND = obj(
    {
        "conversation_id": ID,
        "at": TIME,
        "who": STR,
        "excerpt": STR,
        "marks": {"type": "array", "items": {"type": "array", "items": INT, "minItems": 2, "maxItems": 2}},
        "customer": ref("Customer"),
    },
    ticket_id=ID,
    name=STR,
)
_TEAM = obj(
    {
        "at": TIME,
        "agents": many(
            obj(
                {**COLLEAGUE, "email": STR, "roles": many(STR), "tickets": many(ref("TicketLine"))},
                seen_at=TIME,
            )
        ),
        "queues": many(
            obj(
                {
                    "queue": QUEUE,
                    "waiting": INT,
                    "breached": INT,
                    "open": BOOL,
                    "agents_online": INT,
                    "agents_free": INT,
                },
                oldest_due=TIME,
                opens_at=TIME,
            )
        ),
        "waiting": many(ref("TicketLine")),
        "breaches": many(ref("TicketLine")),
    }
)

OPERATIONS: Operations = {
    ("POST", "/desk/login"): Operation(
        "A session, as a cookie that scripts cannot read. `code` where the account has a second factor.",
        SIGNED_IN,
        body=desk_session.asked_shape,
        refuses=("unauthenticated", "code_needed", "code_wrong", "rate_limited"),
    ),
    ("POST", "/desk/logout"): Operation("The end of the session and of its sockets.", EMPTY),
    ("GET", "/desk/me"): Operation("Whose session this is.", SIGNED_IN),
    ("POST", "/desk/socket-ticket"): Operation(
        "A ticket that opens one socket within half a minute, beside the session's cookie.", obj({"ticket": STR})
    ),
    ("GET", "/desk/socket"): Operation(
        "The agent's WebSocket. The first frame is `hello` with a ticket; the frames are in the README.",
        status=101,
        refuses=("bad_frame", "rate_limited"),
    ),
    ("POST", "/desk/files"): Operation(
        "A file for the customer of a chat that one holds.",
        ACK,
        heads=NAMED,
        query={**CONVERSATION, "epoch": Query(INT, "Of the ticket as it is held.", needed=True)},
        body=Media("application/octet-stream", BINARY),
        refuses=(*ON_ARRIVAL, "not_found", "not_owner", "stale_epoch", "rate_limited"),
    ),
    ("GET", "/desk/files/{id}"): Operation(
        "A file of a conversation that one may read, as an attachment.",
        Media("*/*", BINARY),
        refuses=("not_found", "bad_frame"),
    ),
    ("GET", "/desk/api/search"): Operation(
        "What was said, the newest first, in conversations that one may read.",
        obj({"results": many(_FOUND)}, next=STR),
        query={"q": Query({"type": "string", "minLength": 1, "maxLength": 200}, needed=True), "cursor": CURSOR},
    ),
    ("GET", "/desk/api/customer"): Operation(
        "What the record and the shop know of a conversation's customer. What the shop does not answer within 2 s is "
        "left out and named in `away`.",
        obj(
            {
                "customer": ref("Customer"),
                "contacts": many(_CONTACT),
                "emotions": many(obj({"at": TIME, "label": STR, "negative": NUM})),
            },
            orders=many(ref("Order")),
            refunds=many(ref("Refund")),
            subscription=null_or(ref("Subscription")),
            away=many(one_of(["orders", "refunds", "subscription"])),
            risk=_RISK,
            context=obj({"at": TIME}, page=PAGE, cart=CART, order=STR),
        ),
        query={**CONVERSATION, "locale": LOCALE},
        refuses=("not_found",),
    ),
    ("POST", "/desk/api/reveal"): Operation(
        "A message without the mask over its personal data; who asked is written down.",
        obj({"text": STR}),
        body=desk_api_reveal.asked_shape,
        refuses=("not_found",),
    ),
    ("GET", "/desk/api/suggestions"): Operation(
        "What an agent may answer, from the help centre and from tickets that were resolved.",
        obj(
            {
                "suggestions": many(
                    obj({"id": STR, "source": STR, "title": STR, "text": STR, "score": NUM}, reference=STR)
                )
            }
        ),
        query=CONVERSATION,
        refuses=("not_found",),
    ),
    ("GET", "/desk/api/agents"): Operation(
        "Everybody a chat can be passed on to.", obj({"agents": many(ref("Colleague"))})
    ),
    ("GET", "/desk/api/macros"): Operation("Answers that are ready to use.", obj({"macros": many(ref("Macro"))})),
    ("GET", "/desk/api/labels"): Operation("What a ticket can be labelled with.", obj({"labels": many(ref("Label"))})),
    ("GET", "/desk/api/team"): Operation("The whole team's work at this moment.", _TEAM),
    ("GET", SECOND_FACTOR): Operation(
        "One's own second factor.", obj({"recovery_left": INT, "demanded": BOOL}, since=TIME)
    ),
    ("POST", SECOND_FACTOR): Operation(
        "Begin to set one up: what an app reads.",
        obj({"address": STR, "secret": STR, "picture": ANY}),
        body=desk_api_account.with_password,
        refuses=("password_wrong", "conflict", "rate_limited"),
    ),
    ("POST", f"{SECOND_FACTOR}/confirm"): Operation(
        "The first code of the app. The recovery codes are in this answer and in none after it.",
        CODES,
        body=desk_api_account.with_code,
        refuses=("code_wrong", "conflict", "rate_limited"),
    ),
    ("POST", f"{SECOND_FACTOR}/recovery-codes"): Operation(
        "New recovery codes in place of the old ones.",
        CODES,
        body=desk_api_account.with_both,
        refuses=("password_wrong", "code_wrong", "conflict", "rate_limited"),
    ),
    ("POST", f"{SECOND_FACTOR}/end"): Operation(
        "Without a second factor from now on, unless one is demanded of this account.",
        EMPTY,
        body=desk_api_account.with_both,
        refuses=("password_wrong", "code_wrong", "conflict", "rate_limited"),
    ),
}
