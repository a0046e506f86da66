"""What the gateway writes down for its operators: one form of line, without personal data."""

import logging
import re
from collections.abc import Mapping
from typing import Any

from connectors.setting_values import SettingsError
from escalation.store.masking import mask

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
ROW = re.compile(r"^DETAIL: .*$", re.MULTILINE)
"""Where PostgreSQL quotes a row that it refuses, with everything in it."""
LEFT_OUT = "DETAIL: left out"

IMPERSONAL = {"impersonal": True}
"""`extra` of a line in which nothing is personal, and an id must not be taken for a card's number."""

UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
"""What moves a cursor, ends a line or turns its direction in whatever shows the log."""


class MaskedFormatter(logging.Formatter):
    """Masks the whole line, traces included: an error may quote what somebody wrote. What is quoted can neither look
    like a line of its own nor speak to a terminal: a message is one line, and a trace stands indented below it."""

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        return line if getattr(record, "impersonal", False) else mask(line)

    def formatMessage(self, record: logging.LogRecord) -> str:  # as the library calls it
        record.message = _seen(ROW.sub(LEFT_OUT, record.message))
        return super().formatMessage(record)

    def formatException(self, ei: Any) -> str:  # as the library calls it
        lines = ROW.sub(LEFT_OUT, super().formatException(ei)).split("\n")
        return "\n".join(f"  {_seen(line)}" for line in lines)


def _seen(text: str) -> str:
    return text if text.isprintable() else UNSEEN.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


def start_log(environ: Mapping[str, str]) -> None:
    """To standard error, which the supervisor names and keeps."""
    level = environ.get("FIRSTHAND_LOG_LEVEL", "INFO").upper()
    if level not in LEVELS:
        raise SettingsError("FIRSTHAND_LOG_LEVEL", "DEBUG, INFO, WARNING or ERROR", repr(level))
    handler = logging.StreamHandler()
    handler.setFormatter(MaskedFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=level, handlers=[handler])
    logging.getLogger("alembic").setLevel(logging.WARNING)
