"""The secrets a machine's own Firsthand makes for itself on first start, kept in the data folder."""

import json
import os
import secrets
from pathlib import Path

NAMES = ("ASSISTANT_SECRET", "ACTIONS_SECRET", "INTERNAL_SECRET", "SESSION_SECRET", "SHOP_TOKEN", "JOURNEY_WRITE_KEY")
KEYS = "WIDGET_JWT_KEYS"


def load(data: Path) -> dict[str, str]:
    """The secrets by variable name; those that are missing are made and kept (mode 0600)."""
    path = data / "secrets.json"
    kept: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    missing = {name: secrets.token_urlsafe(32) for name in NAMES if name not in kept}
    if KEYS not in kept:
        missing[KEYS] = f"k1:{secrets.token_urlsafe(32)}"
    if missing:
        kept |= missing
        write_private(path, json.dumps(kept, indent=1))
    return kept


def write_private(path: Path, text: str) -> None:
    """Replace `path` in one step by a file that only its owner can read."""
    part = path.with_suffix(path.suffix + ".part")
    part.unlink(missing_ok=True)  # of a crash, with whatever mode it has
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())  # or a crash leaves an empty file where the secrets were
    part.replace(path)
