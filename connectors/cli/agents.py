"""`firsthand agents`: the accounts at the desk. Passwords are read from the terminal or standard input."""

import argparse
import getpass
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from connectors.cli.record import live, record
from escalation.queue.topics import Queue
from escalation.staff.accounts import ROLES
from escalation.staff.audit import CLI
from escalation.staff.staff import Staff, open_staff
from escalation.store.clock import utc_now
from escalation.store.people import LOCALES
from escalation.store.push import Push
from escalation.store.record import Record
from escalation.store.refusals import Refused


def add_to(verbs: "argparse._SubParsersAction[Any]") -> None:
    verb = verbs.add_parser("agents", help="accounts at the desk")
    actions = verb.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="a new account; asks for its password")
    add.add_argument("email")
    add.add_argument("--name", required=True, help="the name customers see")
    add.add_argument("--role", action="append", choices=ROLES, help="may be given several times; default: agent")
    add.add_argument("--language", action="append", choices=LOCALES, help="default: every language")
    add.add_argument("--skill", action="append", choices=tuple(Queue), help="a queue to work; default: every queue")
    add.add_argument("--capacity", type=int, default=4, help="chats at a time")
    add.set_defaults(run=run_add)
    actions.add_parser("list", help="all of them").set_defaults(run=run_list)
    for name, run, does in (
        ("disable", run_disable, "it is signed out and lets nobody in; its chats wait again at once"),
        ("enable", run_enable, "it lets its owner in again"),
        ("password", run_password, "another password; asks for it, and signs the account out"),
    ):
        action = actions.add_parser(name, help=does)
        action.add_argument("email")
        action.set_defaults(run=run)
    totp = actions.add_parser("totp", help="the second factor of an account")
    reset = totp.add_subparsers(dest="totp", required=True, metavar="ACTION").add_parser(
        "reset", help="whoever lost telephone and recovery codes: sets up another at the next log-in; is signed out"
    )
    reset.add_argument("email")
    reset.set_defaults(run=run_totp_reset)


async def run_add(options: argparse.Namespace) -> int:
    password = _password()

    async def work(staff: Staff) -> None:
        made = await staff.add_agent(
            name=options.name,
            email=options.email,
            password=password,
            roles=options.role or ("agent",),
            languages=options.language or (),
            skills=options.skill or (),
            capacity=options.capacity,
            actor=CLI,
        )
        print(f"{made.email} may log in as {', '.join(made.roles)}")

    return await _with_staff(work)


async def run_totp_reset(options: argparse.Namespace) -> int:
    async def work(staff: Staff) -> None:
        await staff.end_second_factor(actor=CLI, agent_id=await staff.id_of(email=options.email))
        print(f"{options.email} logs in without a code")

    return await _with_staff(work)


async def run_list(_: argparse.Namespace) -> int:
    async def work(staff: Staff) -> None:
        for account in await staff.accounts():
            state = "off" if "disabled_at" in account else account["status"] if account["connected"] else "away"
            skills = ",".join(account["skills"]) or "every queue"
            languages = ",".join(account["languages"]) or "every language"
            roles = ",".join(account["roles"])
            print(f"{account['email']}  {state:6}  {roles}  {skills}  {languages}  {account['name']}")

    return await _with_staff(work)


async def run_disable(options: argparse.Namespace) -> int:
    return await _change(options.email, {"disabled": True}, "may not log in any more")


async def run_enable(options: argparse.Namespace) -> int:
    return await _change(options.email, {"disabled": False}, "may log in")


async def run_password(options: argparse.Namespace) -> int:
    return await _change(options.email, {"password": _password()}, "has another password")


async def _change(email: str, fields: dict[str, Any], done: str) -> int:
    async def work(staff: Staff) -> None:
        changed = await staff.change_agent(actor=CLI, agent_id=await staff.id_of(email=email), fields=fields)
        print(f"{changed['email']} {done}")

    return await _with_staff(work)


def _password() -> str:
    return getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")


async def _with_staff(work: Callable[[Staff], Awaitable[None]]) -> int:
    """Do it on the record; a refusal is one sentence and 1."""
    async with record() as engine, live() as redis:
        try:
            await work(open_staff(Record(engine, Push(redis), utc_now), redis))
        except Refused as refused:
            print(f"firsthand: {refused.field or 'agent'}: {refused.message}", file=sys.stderr)
            return 1
    return 0
