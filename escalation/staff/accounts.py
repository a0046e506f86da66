"""What an account at the desk may hold. Each check answers the value as it is kept, or names the field, what was
expected and what came."""

from collections.abc import Callable, Mapping
from typing import Any

from escalation.customers.mailboxes import LONGEST, checked_mailbox
from escalation.queue.topics import Queue
from escalation.store.people import LOCALES
from escalation.store.refusals import Refused, wrong

ROLES = ("agent", "supervisor", "ops", "admin")
LONGEST_NAME = 80
SHORTEST_PASSWORD, LONGEST_PASSWORD = 8, 1024
MOST_CHATS = 50

Check = Callable[[str, Any], Any]


def checked_account(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as they are kept, without the password. Raises Refused bad_frame."""
    if strangers := sorted(set(fields) - set(CHECKS)):
        raise wrong(strangers[0], f"one of {', '.join(CHECKS)}", strangers[0])
    kept = {name: CHECKS[name](name, value) for name, value in fields.items()}
    kept.pop("password", None)
    return kept


def _name(field: str, value: str) -> str:
    name = value.strip()
    if not 1 <= len(name) <= LONGEST_NAME:
        raise wrong(field, f"1 to {LONGEST_NAME} characters", len(name))
    return name


def _email(field: str, value: str) -> str:
    """Agents get letters, so a letter must be able to reach it."""
    try:
        return checked_mailbox(value)
    except Refused as error:
        raise wrong(field, "an address such as name@shop.com", value[:LONGEST]) from error


def _password(field: str, value: str) -> None:
    if not SHORTEST_PASSWORD <= len(value) <= LONGEST_PASSWORD:
        raise wrong(field, f"{SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters", len(value))


def _some_of(allowed: tuple[str, ...], least: int) -> Check:
    def check(field: str, value: Any) -> list[str]:
        kept = list(dict.fromkeys(value))
        if strangers := [word for word in kept if word not in allowed]:
            raise wrong(field, f"some of {', '.join(allowed)}", strangers[0])
        if len(kept) < least:
            raise wrong(field, f"at least {least} of {', '.join(allowed)}", "none")
        return kept

    return check


def _capacity(field: str, value: int) -> int:
    if not 0 <= value <= MOST_CHATS:
        raise wrong(field, f"0 to {MOST_CHATS} chats", value)
    return value


CHECKS: Mapping[str, Check] = {
    "name": _name,
    "email": _email,
    "roles": _some_of(ROLES, 1),
    "languages": _some_of(LOCALES, 0),
    "skills": _some_of(tuple(Queue), 0),
    "capacity": _capacity,
    "password": _password,
}
