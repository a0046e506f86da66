"""`firsthand agent add`: an account at the desk. The password is read from the terminal or standard input."""

import argparse
import getpass
import sys
from typing import Any

from connectors.cli.record import record
from escalation.agents import ROLES, Agents
from escalation.clock import utc_now
from escalation.push import Push
from escalation.record import Record
from escalation.refusals import Refused
from escalation.topics import Queue


def add_to(verbs: "argparse._SubParsersAction[Any]") -> None:
    verb = verbs.add_parser("agent", help="accounts at the desk")
    actions = verb.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="a new account; asks for its password")
    add.add_argument("email")
    add.add_argument("--name", required=True, help="the name customers see")
    add.add_argument("--role", action="append", choices=ROLES, help="may be given several times; default: agent")
    add.add_argument("--language", action="append", choices=("ko", "en"), help="default: every language")
    add.add_argument("--skill", action="append", choices=tuple(Queue), help="a queue to work; default: every queue")
    add.add_argument("--capacity", type=int, default=4, help="chats at a time")
    add.set_defaults(run=run_add)


async def run_add(options: argparse.Namespace) -> int:
    password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    async with record() as engine:
        try:
            made = await Agents(Record(engine, Push(None), utc_now)).add_agent(
                name=options.name,
                email=options.email,
                password=password,
                roles=options.role or ("agent",),
                languages=options.language or (),
                skills=options.skill or (),
                capacity=options.capacity,
            )
        except Refused as refused:
            print(f"firsthand: {refused.field or 'agent'}: {refused.message}", file=sys.stderr)
            return 1
    print(f"{made.email} may log in as {', '.join(made.roles)}")
    return 0
