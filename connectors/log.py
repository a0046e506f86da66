"""What the gateway writes down for its operators: one form of line, without personal data."""

import logging
import re
from collections.abc import Mapping

from connectors.setting_values import SettingsError
from escalation.store.masking import mask

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
ROW = re.compile(r"^DETAIL: .*$", re.MULTILINE)
"""Where PostgreSQL quotes a row that it refuses, with everything in it."""


IMPERSONAL = {"impersonal": True}
"""`extra` of a line in which nothing is personal, and an id must not be taken for a card's number."""


class MaskedFormatter(logging.Formatter):
    """Masks the whole line, traces included: an error may quote what somebody wrote."""

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        return line if getattr(record, "impersonal", False) else mask(ROW.sub("DETAIL: left out", line))


def start_log(environ: Mapping[str, str]) -> None:
    """To standard error, which the supervisor names and keeps."""
    level = environ.get("FIRSTHAND_LOG_LEVEL", "INFO").upper()
    if level not in LEVELS:
        raise SettingsError("FIRSTHAND_LOG_LEVEL", "DEBUG, INFO, WARNING or ERROR", repr(level))
    handler = logging.StreamHandler()
    handler.setFormatter(MaskedFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=level, handlers=[handler])
    logging.getLogger("alembic").setLevel(logging.WARNING)
