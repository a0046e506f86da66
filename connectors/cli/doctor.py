"""`firsthand doctor`: is this set-up fit for customers, and if not, what is to be done?"""

import argparse
import json
import os
import sys
from collections.abc import AsyncIterator, Mapping
from typing import Any

from connectors.cli.record import data_folder
from connectors.doctor import engines, machine, outside, told
from connectors.doctor.finding import Finding, State, bad
from connectors.supervisor.claim import DataFolder

WIDTH = 22


def add_to(verbs: "argparse._SubParsersAction[Any]") -> None:
    verb = verbs.add_parser("doctor", help="is this set-up fit for customers, and if not, what is to be done?")
    verb.add_argument("--json", action="store_true", help="a list of {name, state, saw, do}")
    verb.set_defaults(run=run)


async def run(options: argparse.Namespace) -> int:
    """1 where anything is bad. Run it with the environment of the gateway."""
    found = [one async for one in examined({**running_here(), **os.environ})]
    if options.json:
        print(json.dumps([one.wire() for one in found], ensure_ascii=False, indent=1))
    else:
        print("\n".join(line for one in found for line in lines(one, colour=sys.stdout.isatty())))
    return int(any(one.state is State.BAD for one in found))


def running_here() -> Mapping[str, str]:
    """What `firsthand up` told its gateway, where it runs in this checkout; the environment goes before it."""
    folder = DataFolder(data_folder())
    facts = folder.told() if folder.held() else None
    if facts is None:
        return {}
    kept = folder.folder / "secrets.json"
    secrets: dict[str, str] = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    front = str(facts["agent"]).removesuffix("/desk")
    return {**secrets, "DATABASE_URL": facts["database"], "REDIS_URL": facts["redis"], "FIRSTHAND_PUBLIC_URL": front}


async def examined(environ: Mapping[str, str]) -> AsyncIterator[Finding]:
    """Everything, in the order in which one would put it right. A look that fails itself is a finding too."""
    settings, readable = told.read(environ)
    yield readable
    if settings is None:
        return
    for look in (told.look, machine.look):
        for one in look(settings):
            yield one
    for ask in (engines.look, outside.look):
        try:
            async for one in ask(settings):
                yield one
        except Exception as error:
            name = ask.__module__.rpartition(".")[2]
            yield bad(name, f"could not be looked at: {type(error).__name__}: {error}", "Look at what this says.")


def lines(one: Finding, *, colour: bool) -> list[str]:
    """As a person reads it."""
    paint = {State.OK: "32", State.WARN: "33", State.BAD: "31"}[one.state]
    state = f"\x1b[{paint}m{one.state:4}\x1b[0m" if colour else f"{one.state:4}"
    said = [f"{state}  {one.name:{WIDTH}}  {one.saw}"]
    return [*said, f"{'':6}{'':{WIDTH}}  -> {one.do}"] if one.do else said
