"""`firsthand policy`: check a policy file, and see what it would have changed."""

import argparse
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from connectors.cli.record import record
from escalation.numbers.filter import Filter
from escalation.routing.logged_turns import logged_dialogues, mean_handle_s
from escalation.routing.policy_file import SHIPPED, read_policy
from escalation.routing.replay import compare


def add_to(verbs: "argparse._SubParsersAction[Any]") -> None:
    verb = verbs.add_parser("policy", help="when a person is offered or called: check, replay")
    actions = verb.add_subparsers(dest="action", required=True, metavar="ACTION")
    check = actions.add_parser("check", help="say what is wrong with a policy file")
    check.add_argument("file", type=Path, nargs="?", help="the one in force by default")
    check.set_defaults(run=run_check)
    replay = actions.add_parser("replay", help="try a policy on the logged turns of a period")
    replay.add_argument("--policy", type=Path, help="a policy file; the one in force by default")
    replay.add_argument("--from", metavar="DAY", help="first day (2026-01-31) or ISO time; 30 days ago by default")
    replay.add_argument("--to", metavar="DAY", help="last day or ISO time; today by default")
    replay.add_argument("--json", action="store_true", help="everything, as one JSON object, with each changed turn")
    replay.set_defaults(run=run_replay)


def in_force() -> Path:
    """The file the gateway reads."""
    return Path(os.environ.get("FIRSTHAND_POLICY") or SHIPPED)


async def run_check(options: argparse.Namespace) -> int:
    path = options.file or in_force()
    policy = read_policy(path)
    print(f"{path}: {len(policy.rules)} signals, all in order")
    return 0


async def run_replay(options: argparse.Namespace) -> int:
    policy = read_policy(options.policy or in_force())
    named = {name: getattr(options, name) for name in ("from", "to") if getattr(options, name)}
    period = Filter.read(named, datetime.now(UTC))
    async with record() as engine, engine.connect() as connection:
        dialogues = await logged_dialogues(connection, period.since, period.until)
        page = compare(dialogues, policy).wire(await mean_handle_s(connection))
    print(json.dumps(page, ensure_ascii=False) if options.json else table(page))
    return 0


def table(page: dict[str, Any]) -> str:
    """Before and after, line by line."""
    before, after = page["before"], page["after"]
    measured = "assumed, none on record" if page["handle_assumed"] else "mean on record"
    lines = [f"{page['dialogues']} dialogues, {page['turns']} turns, {len(page['changed'])} decided otherwise"]
    lines.append(f"{'':34}{'before':>9}{'after':>9}{'change':>9}")
    for name in ("handoffs", "offers", "agent_hours"):
        lines.append(_line(name.replace("_", " "), before[name], after[name]))
    for group in ("by_reason", "by_queue", "by_priority"):
        lines.append(group.replace("_", " "))
        for key in dict.fromkeys([*before[group], *after[group]]):
            lines.append(_line(f"  {key}", before[group].get(key, 0), after[group].get(key, 0)))
    lines.append(f"agent hours: handoffs x {page['handle_s']:.0f} s handle time ({measured})")
    lines.append("Counted are handoffs that the router decides after a turn, the first of each dialogue.")
    return "\n".join(lines)


def _line(name: str, before: float, after: float) -> str:
    return f"{name:34}{before:>9g}{after:>9g}{after - before:>+9g}"
