"""What the settings pages ask: accounts, macros, labels, teams, webhooks, and the log of changes."""

from connectors.schemas import Schema
from connectors.web import desk_api_admin, desk_api_admin_webhooks
from connectors.web.openapi.components import QUEUE
from connectors.web.openapi.desk import CURSOR
from connectors.web.openapi.kinds import ANY, BOOL, EMPTY, ID, INT, STR, TIME, by_name, many, obj, ref
from connectors.web.openapi.operation import Operation, Operations
from connectors.web.openapi.team_fields import TARGETS, TEAM_FIELDS

ADMIN = "/desk/api/admin"
_TEAM = obj({"queue": QUEUE, **TEAM_FIELDS, "open": BOOL}, opens_at=TIME)
_ENTRY = obj(
    {"id": INT, "at": TIME, "actor": ref("Who"), "action": STR, "subject": obj({"kind": STR, "id": STR}, name=STR)},
    before=ANY,
    after=ANY,
)
_DELIVERY = obj(
    {"id": ID, "webhook_id": ID, "url": STR, "type": STR, "attempt": INT, "created_at": TIME},
    last_status=STR,
    last_error=STR,
)


def _one(name: str, component: str) -> Schema:
    return obj({name: ref(component)})


OPERATIONS: Operations = {
    ("GET", f"{ADMIN}/agents"): Operation("Every account.", obj({"agents": many(ref("Account"))})),
    ("POST", f"{ADMIN}/agents"): Operation(
        "A new account.",
        _one("agent", "Account"),
        status=201,
        body=desk_api_admin.new_account,
        refuses=("conflict", "bad_email"),
    ),
    ("PATCH", f"{ADMIN}/agents/{{id}}"): Operation(
        "Change an account. Another password or role, and disabling it, end its sessions.",
        _one("agent", "Account"),
        body=desk_api_admin.changed_account,
        refuses=("conflict",),
    ),
    ("DELETE", f"{ADMIN}/agents/{{id}}/second-factor"): Operation(
        "Take away the second factor of somebody else who lost it; their sessions end.", EMPTY, refuses=("conflict",)
    ),
    ("GET", f"{ADMIN}/macros"): Operation("Macros in their order.", obj({"macros": many(ref("Macro"))})),
    ("POST", f"{ADMIN}/macros"): Operation(
        "A new macro.", _one("macro", "Macro"), status=201, body=desk_api_admin.new_macro, refuses=("conflict",)
    ),
    ("PATCH", f"{ADMIN}/macros/{{id}}"): Operation(
        "Change or move a macro.", _one("macro", "Macro"), body=desk_api_admin.changed_macro, refuses=("conflict",)
    ),
    ("DELETE", f"{ADMIN}/macros/{{id}}"): Operation("Archive a macro.", EMPTY),
    ("GET", f"{ADMIN}/labels"): Operation("Labels.", obj({"labels": many(ref("Label"))})),
    ("POST", f"{ADMIN}/labels"): Operation(
        "A new label.", _one("label", "Label"), status=201, body=desk_api_admin.new_label, refuses=("conflict",)
    ),
    ("PATCH", f"{ADMIN}/labels/{{id}}"): Operation(
        "Change a label.", _one("label", "Label"), body=desk_api_admin.changed_label, refuses=("conflict",)
    ),
    ("DELETE", f"{ADMIN}/labels/{{id}}"): Operation("Archive a label.", EMPTY),
    ("GET", f"{ADMIN}/teams"): Operation(
        "The teams behind the queues, and the targets of those that name none.",
        obj({"teams": many(_TEAM), "targets": by_name(TARGETS)}),
    ),
    ("PATCH", f"{ADMIN}/teams/{{queue}}"): Operation(
        "Change a team.", obj({"team": _TEAM}), body=desk_api_admin.changed_team, refuses=("not_found",)
    ),
    ("GET", f"{ADMIN}/audit"): Operation(
        "Who changed what, the newest first; `intact` is false where the chain of entries is broken.",
        obj({"entries": many(_ENTRY), "intact": BOOL}, next=STR),
        query={"cursor": CURSOR},
    ),
    ("GET", f"{ADMIN}/webhooks"): Operation("Webhooks.", obj({"webhooks": many(ref("Webhook"))})),
    ("POST", f"{ADMIN}/webhooks"): Operation(
        "A new webhook; its secret is in this answer and in none after it.",
        obj({"webhook": ref("Webhook"), "secret": STR}),
        status=201,
        body=desk_api_admin_webhooks.new_webhook,
        refuses=("conflict",),
    ),
    ("PATCH", f"{ADMIN}/webhooks/{{id}}"): Operation(
        "Change a webhook.",
        _one("webhook", "Webhook"),
        body=desk_api_admin_webhooks.changed_webhook,
        refuses=("conflict",),
    ),
    ("DELETE", f"{ADMIN}/webhooks/{{id}}"): Operation("Archive a webhook.", EMPTY),
    ("GET", f"{ADMIN}/webhooks/dead"): Operation(
        "What could not be delivered and was given up.", obj({"deliveries": many(_DELIVERY)})
    ),
    ("POST", f"{ADMIN}/webhooks/dead/{{id}}/retry"): Operation("Deliver it once more.", EMPTY),
}
