"""`firsthand webhooks`: who hears of handoffs, claims, ends, ratings and missed goals; what could not be delivered."""

import argparse
import os
import sys
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from connectors.cli.record import record
from connectors.outbound.addresses import problem_with
from escalation.outbound.outbound import NAMES
from escalation.outbound.webhooks import Webhooks
from escalation.store.clock import utc_now
from escalation.store.push import Push
from escalation.store.record import Record
from escalation.store.refusals import Refused


def add_to(verbs: "argparse._SubParsersAction[Any]") -> None:
    verb = verbs.add_parser("webhooks", help="who hears of handoffs, claims, ends, ratings and missed goals")
    actions = verb.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="a new one; prints the secret to check its signatures with")
    add.add_argument("url")
    add.add_argument("--event", action="append", choices=NAMES, help="may be given several times; default: all")
    add.set_defaults(run=run_add)
    actions.add_parser("list", help="all of them").set_defaults(run=run_list)
    for name, run, does in (
        ("disable", run_disable, "it hears nothing more"),
        ("enable", run_enable, "it hears again"),
    ):
        action = actions.add_parser(name, help=does)
        action.add_argument("id", type=UUID)
        action.set_defaults(run=run)
    actions.add_parser("dead", help="deliveries that were given up").set_defaults(run=run_dead)
    retry = actions.add_parser("retry", help="try a given-up delivery again")
    retry.add_argument("id", type=UUID)
    retry.set_defaults(run=run_retry)


async def run_add(options: argparse.Namespace) -> int:
    private = os.environ.get("FIRSTHAND_WEBHOOK_PRIVATE") == "allow"
    if problem := problem_with(options.url, private=private):
        print(f"firsthand: url: {problem}", file=sys.stderr)
        return 1

    async def work(webhooks: Webhooks) -> None:
        webhook_id, secret = await webhooks.add(options.url, options.event or ())
        print(f"{webhook_id} hears {', '.join(options.event or NAMES)}")
        print(f"secret, shown this once: {secret}")

    return await _with_webhooks(work)


async def run_list(_: argparse.Namespace) -> int:
    async def work(webhooks: Webhooks) -> None:
        for row in await webhooks.all():
            state = "on" if row.enabled else "off"
            print(f"{row.id}  {state:3}  {','.join(row.events or NAMES)}  {row.url}")

    return await _with_webhooks(work)


async def run_disable(options: argparse.Namespace) -> int:
    async def work(webhooks: Webhooks) -> None:
        await webhooks.disable(options.id)
        print(f"{options.id} hears nothing more")

    return await _with_webhooks(work)


async def run_enable(options: argparse.Namespace) -> int:
    async def work(webhooks: Webhooks) -> None:
        await webhooks.change(options.id, {"enabled": True})
        print(f"{options.id} hears what happens from now on")

    return await _with_webhooks(work)


async def run_dead(_: argparse.Namespace) -> int:
    async def work(webhooks: Webhooks) -> None:
        for row in await webhooks.dead():
            print(f"{row.id}  {row.created_at:%Y-%m-%d %H:%M}  {row.type}  {row.url}  {row.last_error}")

    return await _with_webhooks(work)


async def run_retry(options: argparse.Namespace) -> int:
    async def work(webhooks: Webhooks) -> None:
        await webhooks.retry(options.id)
        print(f"{options.id} is tried again")

    return await _with_webhooks(work)


async def _with_webhooks(work: Callable[[Webhooks], Awaitable[None]]) -> int:
    """Do it on the record; a refusal is one sentence and 1."""
    async with record() as engine:
        try:
            await work(Webhooks(Record(engine, Push(None), utc_now)))
        except Refused as refused:
            print(f"firsthand: {refused.field or 'webhook'}: {refused.message}", file=sys.stderr)
            return 1
    return 0
