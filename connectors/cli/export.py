"""`firsthand export`: what is kept of a person, as an archive to hand to them."""

import argparse
import os
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from connectors.cli.erase import add_person, person_of
from connectors.cli.record import record
from escalation.privacy.personal_export import Handed, PersonalExport
from escalation.staff.audit import CLI
from escalation.store.clock import utc_now
from escalation.store.push import Push
from escalation.store.record import Record


def add_to(verbs: "argparse._SubParsersAction[Any]") -> None:
    verb = verbs.add_parser("export", help="what is kept of a person, as an archive to hand to them")
    add_person(verb)
    verb.add_argument("--out", type=Path, required=True, metavar="FILE.zip", help="the file to write; must be new")
    verb.set_defaults(run=run)


async def run(options: argparse.Namespace) -> int:
    """The file is its owner's alone to read, and whole or not there. Raises FileExistsError."""
    async with record() as engine:
        exporting = PersonalExport(Record(engine, Push(None), utc_now))
        if options.out.exists():
            raise FileExistsError(f"{options.out}: expected a file that is not there yet")
        handed = await exporting.gather(person_of(options), actor=CLI)
        if not handed.anything:
            print("nothing is kept of them")
            return 0
        part = options.out.with_suffix(".part")
        part.unlink(missing_ok=True)
        try:
            await _write(part, exporting, handed)
            part.rename(options.out)
        finally:
            part.unlink(missing_ok=True)
    rows = sum(len(rows) for rows in handed.told["kept"].values())
    print(f"{options.out}: {rows} rows and {len(handed.files)} files; audit entry person:{handed.export}")
    return 0


async def _write(path: Path, exporting: PersonalExport, handed: Handed) -> None:
    made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(made, "wb") as out, ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("person.json", handed.text())
        async for name, content in exporting.contents(handed):
            archive.writestr(name, content)
