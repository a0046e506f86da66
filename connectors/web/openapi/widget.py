"""What the widget asks, and what other pages of the shop's do."""

from connectors.web import csp_reports, journey_events, widget_resume, widget_session, widget_transcript
from connectors.web.openapi.kinds import BOOL, ID, INT, STR, TIME, by_name, many, obj, one_of
from connectors.web.openapi.operation import Media, Operation, Operations, Query

PAGE = Media("text/html")
NOT_BUILT = {503: Media("text/plain")}
BINARY = {"type": "string", "format": "binary"}
PASS = {"X-Pass": Query(STR, "The `pass` of the socket's welcome.", needed=True)}
NAMED = {
    "X-Client-Id": Query({"type": "string", "format": "uuid"}, "The same again gets the same answer.", needed=True),
    "X-File-Name": Query(STR, "Percent-encoded."),
}
LOCALE = Query(one_of(["ko", "en"]), "Korean by default.")
ZONE = Query(STR, "The time zone in which times are written, such as Asia/Seoul.")
ACK = obj({"client_id": ID, "message_id": ID, "seq": INT, "created_at": TIME})
WHO = obj({"verified": BOOL}, name=STR)
OF_FILES = ("unauthenticated", "not_found", "link_over", "link_used", "rate_limited")
ON_ARRIVAL = ("too_large", "unsupported_file", "empty", "too_long", "bad_frame", "conflict", "files_full")

_TAKEN = {
    "taken": INT,
    "repeated": INT,
    "refused": many(obj({"index": INT, "field": STR, "expected": STR, "came": STR})),
}

OPERATIONS: Operations = {
    ("GET", "/healthz"): Operation("The process lives; nothing else is said.", obj({"ok": BOOL})),
    ("GET", "/readyz"): Operation(
        "Whether traffic may come, and which parts work at this moment.",
        obj(
            {"ready": BOOL, "complete": BOOL, "parts": by_name(obj({"ok": BOOL})), "unsafe": many(STR)},
            csp_reports=INT,
        ),
        also={503: obj({"ready": BOOL, "complete": BOOL, "parts": by_name(obj({"ok": BOOL})), "unsafe": many(STR)})},
    ),
    ("GET", "/openapi.json"): Operation("This document.", {"type": "object"}),
    ("GET", "/widget.js"): Operation(
        "The loader, which the shop's pages embed.", Media("text/javascript"), also=NOT_BUILT
    ),
    ("GET", "/firsthand.d.ts"): Operation("The types of the loader's interface.", Media("text/plain"), also=NOT_BUILT),
    ("GET", "/widget/frame"): Operation("The chat, in a frame of the shop's page.", PAGE, also=NOT_BUILT),
    ("GET", "/resume"): Operation(
        "The chat for who comes by the link of a letter; the link's token stands in the fragment.",
        PAGE,
        also=NOT_BUILT,
    ),
    ("GET", "/desk"): Operation("The agents' page.", PAGE, also=NOT_BUILT),
    ("GET", "/ops"): Operation("The page of numbers.", PAGE, also=NOT_BUILT),
    ("GET", "/assets/{name}"): Operation(
        "A file of the built pages; its name carries a hash of its content.",
        Media("*/*", BINARY),
        refuses=("not_found",),
    ),
    ("POST", "/csp-report"): Operation(
        "What a browser refused on our pages, told by itself: counted and logged.",
        status=204,
        body=csp_reports.reports,
        kinds=sorted(csp_reports.KINDS),
        refuses=("rate_limited",),
    ),
    ("POST", "/widget/session"): Operation(
        "Who this browser is: a known visitor or a new one, verified by the shop's token (`jwt`) or by our own "
        "`session`; and a ticket that opens one socket within half a minute.",
        obj({"visitor_token": STR, "ticket": STR, "customer": WHO}, session=STR),
        body=widget_session.asked_shape,
        refuses=("unauthenticated", "rate_limited"),
    ),
    ("POST", "/widget/resume"): Operation(
        "The way back into a conversation by the link of a letter; the first browser that uses it keeps it.",
        obj({"visitor_token": STR, "ticket": STR, "customer": WHO}, shop=STR),
        body=widget_resume.asked_shape,
        refuses=("link_over", "link_used", "rate_limited"),
    ),
    ("GET", "/widget/socket"): Operation(
        "The customer's WebSocket. The first frame is `hello` with a ticket; the frames are in the README.",
        status=101,
        refuses=("bad_frame", "forbidden", "rate_limited"),
    ),
    ("GET", "/widget/transcript"): Operation(
        "The conversation as this browser may see it, as a text file.",
        Media("text/plain"),
        heads=PASS,
        query={"locale": LOCALE, "zone": ZONE},
        also=NOT_BUILT,
        refuses=OF_FILES,
    ),
    ("POST", "/widget/transcript"): Operation(
        "The same by e-mail, where letters leave at all.",
        obj({"email_masked": STR}),
        status=202,
        heads=PASS,
        body=widget_transcript.asked_shape,
        refuses=(*OF_FILES, "bad_email"),
    ),
    ("POST", "/widget/files"): Operation(
        "A file for the person who answers; at most 10 MiB, its type read from its content.",
        ACK,
        heads=PASS | NAMED,
        body=Media("application/octet-stream", BINARY),
        refuses=(*OF_FILES, *ON_ARRIVAL, "person_only", "log_in"),
    ),
    ("GET", "/widget/files/{id}"): Operation(
        "A file of the conversation, as an attachment.",
        Media("*/*", BINARY),
        heads=PASS,
        refuses=(*OF_FILES, "bad_frame"),
    ),
    ("POST", "/journey/events"): Operation(
        "One call of the shop's own tags, or a batch of them, in the form of Segment's specification.",
        obj(_TAKEN),
        status=202,
        also={207: obj(_TAKEN)},
        body=journey_events.one_or_many,
        refuses=("bad_frame",),
    ),
}
