"""The ONE table of who gets what answer from which route. A route without a line here fails the tests.

Whoever is not among `who` is answered 401 where nobody is signed in, and 403 with a role that is not enough. The others
are answered `own` about what is theirs or simply there (None: nobody's, such as settings, which have tests of their
own), and `foreign` about what is somebody else's or not there; `overseer` where supervisors and admins are answered
otherwise. An empty body is refused (400) only behind the gate, so a line needs no more to show who passes it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

NOBODY, DISABLED, VISITOR, MACHINE = "nobody", "disabled", "visitor", "machine"
AGENT, SUPERVISOR, OPS, ADMIN = "agent", "supervisor", "ops", "admin"
STAFF = frozenset({AGENT, SUPERVISOR, OPS, ADMIN})
ACTORS = (NOBODY, DISABLED, AGENT, SUPERVISOR, OPS, ADMIN, VISITOR, MACHINE)
"""`visitor` has a browser of the shop and the pass of a conversation; `machine` has the secrets of other programs."""

EVERYBODY = frozenset(ACTORS)
DESK = frozenset({AGENT, SUPERVISOR, ADMIN})
NUMBERS = frozenset({SUPERVISOR, OPS, ADMIN})
LEADS = frozenset({SUPERVISOR, ADMIN})
ADMINS = frozenset({ADMIN})
OVERSEERS = LEADS


@dataclass(frozen=True)
class Gate:
    """One line. `{names}` in path, `query`, `headers` and `body` stand for ids of what is one's own, or is not."""

    who: frozenset[str]
    own: int | None = 200
    foreign: int | None = None
    overseer: int | None = None
    query: str = ""
    body: Any = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def answer(self, actor: str, foreign: bool) -> int | None:
        """What this actor is answered; None where there is nothing of that kind to ask about."""
        usual = self.foreign if foreign else self.own
        if usual is None:
            return None
        if actor not in self.who:
            return 403 if actor in STAFF and self.who <= STAFF else 401
        return self.overseer if foreign and self.overseer is not None and actor in OVERSEERS else usual


CHAT = "?conversation_id={chat}"
FILE = {"X-Client-Id": "{new}", "X-File-Name": "note.txt", "Content-Type": "text/plain"}
INTERNAL = "/internal/shop"
UNKNOWN_TURN = {"X-Turn-Id": "{new}"}

GATES: Mapping[str, Gate] = {
    # what anybody may have
    "GET /healthz": Gate(EVERYBODY),
    "GET /readyz": Gate(EVERYBODY),
    "GET /openapi.json": Gate(EVERYBODY),
    "GET /widget.js": Gate(EVERYBODY),
    "GET /firsthand.d.ts": Gate(EVERYBODY),
    "GET /widget/frame": Gate(EVERYBODY),
    "GET /resume": Gate(EVERYBODY),
    "GET /desk": Gate(EVERYBODY),
    "GET /ops": Gate(EVERYBODY),
    "GET /assets/{name}": Gate(EVERYBODY, own=200, foreign=404),
    "POST /csp-report": Gate(EVERYBODY, own=400),
    # visitors: by their own page, and with a pass to their own conversation
    "POST /widget/session": Gate(EVERYBODY),
    "POST /widget/resume": Gate(EVERYBODY, own=400),
    "GET /widget/socket": Gate(EVERYBODY, own=400),
    "GET /widget/transcript": Gate(frozenset({VISITOR}), own=400, query="?zone=nowhere"),
    "POST /widget/transcript": Gate(frozenset({VISITOR}), own=400),
    "POST /widget/files": Gate(frozenset({VISITOR}), headers=FILE, body=b"a note"),
    "GET /widget/files/{id}": Gate(frozenset({VISITOR}), own=200, foreign=404),
    # agents' own accounts
    "POST /desk/login": Gate(EVERYBODY, own=400),
    "GET /desk/me": Gate(STAFF),
    "POST /desk/socket-ticket": Gate(STAFF),
    "GET /desk/api/account/second-factor": Gate(STAFF),
    "POST /desk/api/account/second-factor": Gate(STAFF, own=400),
    "POST /desk/api/account/second-factor/confirm": Gate(STAFF, own=400),
    "POST /desk/api/account/second-factor/recovery-codes": Gate(STAFF, own=400),
    "POST /desk/api/account/second-factor/end": Gate(STAFF, own=400),
    # the desk: what waits and what is one's own; supervisors and admins read all, and write to their own
    "GET /desk/socket": Gate(DESK, own=400),
    "GET /desk/api/search": Gate(DESK, query="?q=note"),
    "GET /desk/api/customer": Gate(DESK, query=CHAT, foreign=403, overseer=200),
    "GET /desk/api/suggestions": Gate(DESK, query=CHAT, foreign=403, overseer=200),
    "POST /desk/api/reveal": Gate(DESK, body={"message_id": "{message}"}, foreign=403, overseer=200),
    "POST /desk/files": Gate(DESK, query=f"{CHAT}&epoch={{epoch}}", headers=FILE, body=b"a note", foreign=403),
    "GET /desk/files/{id}": Gate(DESK, foreign=403, overseer=200),
    "GET /desk/api/agents": Gate(DESK),
    "GET /desk/api/macros": Gate(DESK),
    "GET /desk/api/labels": Gate(DESK),
    # who leads
    "GET /desk/api/team": Gate(LEADS),
    "GET /desk/api/admin/audit": Gate(LEADS),
    "GET /desk/api/admin/macros": Gate(LEADS),
    "POST /desk/api/admin/macros": Gate(LEADS, own=400),
    "PATCH /desk/api/admin/macros/{id}": Gate(LEADS, own=None, foreign=404, body={"name": "{new}"}),
    "DELETE /desk/api/admin/macros/{id}": Gate(LEADS, own=None, foreign=404),
    "GET /desk/api/admin/labels": Gate(LEADS),
    "POST /desk/api/admin/labels": Gate(LEADS, own=400),
    "PATCH /desk/api/admin/labels/{id}": Gate(LEADS, own=None, foreign=404, body={"colour": "red"}),
    "DELETE /desk/api/admin/labels/{id}": Gate(LEADS, own=None, foreign=404),
    "GET /desk/api/admin/teams": Gate(LEADS),
    "PATCH /desk/api/admin/teams/{queue}": Gate(LEADS, own=None, foreign=404, body={"promise_s": 600}),
    "GET /desk/api/admin/agents": Gate(ADMINS),
    "POST /desk/api/admin/agents": Gate(ADMINS, own=400),
    "PATCH /desk/api/admin/agents/{id}": Gate(ADMINS, own=None, foreign=404, body={"capacity": 3}),
    "DELETE /desk/api/admin/agents/{id}/second-factor": Gate(ADMINS, own=None, foreign=404),
    "GET /desk/api/admin/webhooks": Gate(ADMINS),
    "POST /desk/api/admin/webhooks": Gate(ADMINS, own=400),
    "GET /desk/api/admin/webhooks/dead": Gate(ADMINS),
    "POST /desk/api/admin/webhooks/dead/{id}/retry": Gate(ADMINS, own=None, foreign=404),
    "PATCH /desk/api/admin/webhooks/{id}": Gate(ADMINS, own=None, foreign=404, body={"enabled": True}),
    "DELETE /desk/api/admin/webhooks/{id}": Gate(ADMINS, own=None, foreign=404),
    # the numbers; a question that is none is refused behind the gate, and costs nothing
    "GET /ops/api/overview": Gate(NUMBERS),
    "GET /ops/api/rows": Gate(NUMBERS, own=400, query="?from=never"),
    "GET /ops/api/contacts/{contact_id}": Gate(NUMBERS, own=None, foreign=404),
    "GET /ops/api/churn": Gate(NUMBERS),
    "GET /ops/api/export": Gate(NUMBERS, own=400, query="?from=never"),
    "GET /ops/api/goals": Gate(NUMBERS),
    "POST /ops/api/goals": Gate(NUMBERS, own=400),
    "DELETE /ops/api/goals/{id}": Gate(NUMBERS, own=None, foreign=404),
    "GET /ops/api/improvements": Gate(NUMBERS),
    "POST /ops/api/improvements": Gate(NUMBERS, own=400),
    "POST /ops/api/improvements/{id}/verdict": Gate(NUMBERS, own=None, foreign=404, body={"verdict": "kept"}),
    "DELETE /ops/api/improvements/{id}": Gate(NUMBERS, own=None, foreign=404),
    "GET /ops/api/alarms": Gate(NUMBERS),
    "POST /ops/api/alarms/{id}/seen": Gate(NUMBERS, own=None, foreign=404),
    "GET /ops/api/pain": Gate(NUMBERS, own=400, query="?from=never"),
    "GET /ops/api/drivers": Gate(NUMBERS, own=400, query="?from=never"),
    "GET /ops/api/trends": Gate(NUMBERS, own=400, query="?from=never"),
    "GET /ops/api/clusters": Gate(NUMBERS, own=400, query="?from=never"),
    "GET /ops/api/live": Gate(NUMBERS),
    "GET /ops/api/map": Gate(NUMBERS),
    "GET /ops/api/funnel": Gate(NUMBERS),
    "GET /ops/api/paths": Gate(NUMBERS),
    "GET /ops/api/report": Gate(NUMBERS, own=400, query="?from=never"),
    "GET /ops/api/segments": Gate(NUMBERS),
    "POST /ops/api/segments": Gate(NUMBERS, own=400),
    "DELETE /ops/api/segments/{id}": Gate(NUMBERS, own=None, foreign=404),
    # other programs: by a secret in the header, and the assistant's actions only in the name of a turn
    "POST /journey/events": Gate(frozenset({MACHINE}), own=400),
    **{
        f"{method} {INTERNAL}{path}": Gate(frozenset({MACHINE}), own=409, headers=UNKNOWN_TURN)
        for method, path in (
            ("GET", "/orders"),
            ("GET", "/orders/{number}"),
            ("GET", "/orders/{number}/{rows}"),
            ("GET", "/{rows}"),
            ("GET", "/subscription"),
            ("GET", "/guides"),
            ("POST", "/orders/{number}/cancel"),
            ("POST", "/orders/{number}/address"),
            ("POST", "/orders/{number}/refund-request"),
        )
    },
    # the last, since it ends what the others need
    "POST /desk/logout": Gate(EVERYBODY),
}
