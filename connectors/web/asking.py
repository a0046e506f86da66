"""One request of the assistant's actions, made in the name of a turn: what it may see and what was said yes to."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from aiohttp import web

from connectors.shapes import ShapeError, parsed
from connectors.shop.protocol import MOST_ROWS
from connectors.shop.values import Locale
from escalation.turns.scopes import TurnScope

FEW = 5  # orders, when no limit is given


class Denied(Exception):
    """A request that is not granted, as status and error of the answer."""

    def __init__(self, status: int, code: str, message: str, **more: str) -> None:
        super().__init__(f"{code}: {message}")
        self.status = status
        self.body = {"error": {"code": code, "message": message, **more}}


@dataclass(frozen=True)
class Asking:
    """One request with its turn."""

    turn_id: UUID
    scope: TurnScope
    locale: Locale
    request: web.Request

    @property
    def number(self) -> str:
        return self.request.match_info["number"]


def confirmed(asking: Asking, action: str, submission: UUID | None) -> str:
    """The reference the customer said yes to; raises Denied unless this turn runs and holds that very yes."""
    if not asking.scope.open:
        raise Denied(409, "turn_over", "this turn may not act any more")
    yes = asking.scope.confirmation
    if yes is None or yes.created_turn_id == asking.turn_id or yes.action != action:
        raise unconfirmed(asking)
    if not among(asking.number, [yes.reference]) or yes.submission != submission:
        raise unconfirmed(asking)
    return yes.reference


def unconfirmed(asking: Asking) -> Denied:
    message = "the customer has not confirmed this action"
    return Denied(409, "not_confirmed", message, reference=asking.number)


def among(number: str, numbers: Collection[str]) -> bool:
    """Order numbers are the same in upper and lower case."""
    return number.casefold() in {other.casefold() for other in numbers}


def verified(asking: Asking) -> str:
    if asking.scope.customer_id is None:
        raise Denied(403, "not_verified", "the visitor is not a verified customer")
    return asking.scope.customer_id


def limit_of(request: web.Request) -> int:
    given = request.query.get("limit", str(FEW))
    if not (given.isascii() and given.isdecimal() and 1 <= int(given) <= MOST_ROWS):
        raise bad_request("limit", f"a whole number from 1 to {MOST_ROWS}", repr(given[:20]))
    return int(given)


async def submission_of(request: web.Request) -> UUID:
    given = (await body_of(request)).get("submission")
    return uuid_of(given, "submission", "the id of a submitted form")


async def body_of(request: web.Request) -> Mapping[str, Any]:
    try:
        body = parsed(await request.read())
    except ShapeError as error:
        raise bad_request("body", "a JSON object", "something else") from error
    if not isinstance(body, dict):
        raise bad_request("body", "a JSON object", type(body).__name__)
    return body


def uuid_of(given: object, field: str, expected: str) -> UUID:
    if given is None:
        raise bad_request(field, expected, "nothing")
    try:
        return UUID(str(given))
    except ValueError as error:
        raise bad_request(field, expected, repr(str(given)[:40])) from error


def bad_request(field: str, expected: str, came: str) -> Denied:
    return Denied(400, "bad_request", f"expected {expected}, got {came}", field=field)
