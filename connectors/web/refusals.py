"""What goes wrong, as the outside sees it: one table of codes, one form of body, for HTTP and for sockets.

Refused            the domain says no, with a code of the table      -> its status
ShapeError         the request is not what it must be                -> bad_frame, 400
QuestionError      the numbers are asked what cannot be answered     -> bad_frame, 400
web.HTTPException  aiohttp's own (no such route, body too large)     -> its status
Unavailable        PostgreSQL cannot be reached                      -> unavailable, 503
everything else    our fault: logged with the request's id           -> internal, 500
"""

import logging
from builtins import ExceptionGroup
from typing import Any

from aiohttp import web
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from connectors.shapes import ShapeError
from escalation.numbers.filter import QuestionError
from escalation.store.refusals import Refused

log = logging.getLogger(__name__)

STATUS = {
    "bad_frame": 400,
    "empty": 400,
    "bad_email": 400,
    "too_long": 400,
    "unauthenticated": 401,
    "code_needed": 401,
    "code_wrong": 403,
    "password_wrong": 403,
    "second_factor_needed": 403,
    "forbidden": 403,
    "log_in": 403,
    "not_owner": 403,
    "not_found": 404,
    "conflict": 409,
    "button_used": 409,
    "stale_epoch": 409,
    "lost_race": 409,
    "person_only": 409,
    "agent_away": 409,
    "agent_full": 409,
    "agent_unsuited": 409,
    "too_late": 409,
    "link_used": 409,
    "link_over": 410,
    "too_large": 413,
    "unsupported_file": 415,
    "files_full": 429,
    "rate_limited": 429,
    "internal": 500,
    "unavailable": 503,
}

RETRY_WHEN_UNAVAILABLE_S = 2.0


def refusal_of(error: Exception) -> Refused:
    """The refusal to tell the other side. Only an error nobody foresaw is logged with its trace."""
    match error:
        case ExceptionGroup():
            return refusal_of(error.exceptions[0])
        case Refused():
            return error
        case ShapeError():
            return Refused("bad_frame", str(error), field=error.field or None)
        case QuestionError():
            return Refused("bad_frame", str(error), field=error.field)
        case web.HTTPException():
            return Refused(_HTTP_CODES.get(error.status, "bad_frame"), error.reason)
        case _ if _is_database_away(error):
            log.error("the database cannot be reached: %s %s", type(error).__name__, _sqlstate(error))
            return Refused("unavailable", "try again in a moment", retry_after=RETRY_WHEN_UNAVAILABLE_S)
        case _:
            log.error("unforeseen error", exc_info=error)
            return Refused("internal", "something went wrong on our side")


_HTTP_CODES = {401: "unauthenticated", 403: "forbidden", 404: "not_found", 409: "conflict", 429: "rate_limited"}


AWAY = (OperationalError, InterfaceError, PoolTimeout, ConnectionError, FileNotFoundError, TimeoutError)
AWAY_STATES = ("08", "40", "53", "55", "57", "58")
"""Classes of SQLSTATE under which the same request may succeed later: connection, rollback, resources (a full disk
too), object not ready, operator's intervention, system."""


def _is_database_away(error: Exception) -> bool:
    if isinstance(error, DBAPIError):
        away = error.connection_invalidated or _sqlstate(error).startswith(AWAY_STATES)
        return away or isinstance(error, AWAY)
    return isinstance(error, AWAY)


def _sqlstate(error: Exception) -> str:
    """What PostgreSQL calls it; empty where it was not PostgreSQL that said so."""
    return str(getattr(error.orig, "sqlstate", None) or "") if isinstance(error, DBAPIError) else ""


def body_of(refusal: Refused) -> dict[str, Any]:
    """The fields of a refusal that are set."""
    fields = {"field": refusal.field, "retry_after": refusal.retry_after}
    return {
        "code": refusal.code,
        "message": refusal.message,
        **{name: value for name, value in fields.items() if value is not None},
    }


def refused_frame(refusal: Refused, client_id: object = None) -> dict[str, Any]:
    """A refusal on a socket; `client_id` says which of the client's frames it answers."""
    known = {} if client_id is None else {"client_id": str(client_id)}
    return {"type": "refused", **known, **body_of(refusal)}


def response_of(error: Exception) -> web.Response:
    """A refusal over HTTP."""
    refusal = refusal_of(error)
    status = error.status if isinstance(error, web.HTTPException) else STATUS[refusal.code]
    headers = {}
    if refusal.retry_after is not None:
        headers["Retry-After"] = str(max(1, round(refusal.retry_after)))
    if isinstance(error, web.HTTPMethodNotAllowed):
        headers["Allow"] = ", ".join(sorted(error.allowed_methods))
    return web.json_response({"error": body_of(refusal)}, status=status, headers=headers)
