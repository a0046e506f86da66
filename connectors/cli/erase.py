"""`firsthand erase`: a person goes out of everything that is kept, as the law gives them the right to."""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from redis.exceptions import RedisError

from connectors.cli.record import NotRunning, data_folder, live, record
from connectors.setting_values import folder_of
from escalation.privacy.erasure import Erased, Erasure, StillTalking
from escalation.privacy.remembered import rewrite
from escalation.privacy.traces import Person
from escalation.staff.audit import CLI
from escalation.store.clock import utc_now
from escalation.store.push import Push
from escalation.store.record import Record

MAIL = "mail"
"""Where in the data folder letters are kept while trying things out."""
TEXTS = ("logs", "exports", "reports")
"""Where in the data folder, beside letters, somebody may be named. What else is there is machinery."""


def add_to(verbs: "argparse._SubParsersAction[Any]") -> None:
    verb = verbs.add_parser("erase", help="erase a person from everything that is kept; the numbers stay as they are")
    add_person(verb)
    files = "strike them out of the text files below it too, such as exports (several times)"
    verb.add_argument("--files", type=Path, action="append", metavar="FOLDER", default=[], help=files)
    verb.set_defaults(run=run)


def add_person(verb: argparse.ArgumentParser) -> None:
    """Who is meant: a customer, or a browser that nobody logged in with."""
    who = verb.add_mutually_exclusive_group(required=True)
    who.add_argument("customer", nargs="?", metavar="CUSTOMER", help="the shop's id of a customer")
    who.add_argument("--visitor", type=UUID, metavar="ID", help="a browser that nobody logged in with")


def person_of(options: argparse.Namespace) -> Person:
    return Person(visitor_id=options.visitor) if options.visitor else Person(customer_id=options.customer)


async def run(options: argparse.Namespace) -> int:
    """Says what went; 1 where somebody has to do something first."""
    data = data_folder()
    async with record() as engine, live() as redis:
        if redis is None:
            raise NotRunning("REDIS_URL: expected the address of the Redis that the gateways use; it holds dialogues.")
        letters, papers = list(letter_folders(data)), [*(data / name for name in TEXTS), *options.files]
        erasure = Erasure(Record(engine, Push(redis), utc_now), redis, letters=letters, papers=papers)
        try:
            erased = await erasure.erase(person_of(options), actor=CLI)
            await erasure.sweep()
            rewritten = await rewrite(redis)
        except StillTalking as error:
            print(f"firsthand: {error}", file=sys.stderr)
            return 1
        except RedisError as error:
            print(f"firsthand: REDIS_URL: Redis does not answer, so nothing was erased: {error}", file=sys.stderr)
            return 1
    print("\n".join(told(erased, rewritten)))
    return 0


def letter_folders(data: Path) -> Iterator[Path]:
    """Where letters are kept as files."""
    yield data / MAIL
    if (kept := folder_of(os.environ.get("FIRSTHAND_SMTP_URL", ""))) is not None:
        yield kept


def told(erased: Erased, rewritten: bool) -> Iterator[str]:
    """What went, in lines."""
    if not erased.anything:
        yield "nothing is kept of them"
        return
    for table, count in erased.rows.items():
        yield f"{table:16} {count}"
    yield f"{'redis keys':16} {erased.keys}"
    yield f"{'letters':16} {erased.letters}"
    for struck in erased.struck:
        yield f"struck out       {struck.path}: {struck.times}"
    yield f"audit entry      person:{erased.proof}"
    if not rewritten:
        yield "Redis keeps what was deleted in its append-only file until it writes that anew: see to it that it does"
    yield "not reached: backups, files that were handed out, and who was told by a webhook or a letter"
