"""Letters into a folder instead of the post: for trying things out on one machine, where nobody is to be written to."""

from pathlib import Path

from connectors.outbound.envelopes import Envelopes
from connectors.outbound.sender import Delivered
from escalation.store.rows import AnyRow


class MailFolder:
    """Keeps each letter as `<id>.eml`, which mail programs open."""

    def __init__(self, folder: Path, envelopes: Envelopes) -> None:
        self._folder = folder
        self._envelopes = envelopes

    async def __call__(self, row: AnyRow) -> Delivered:
        """Write it down; only this user may read it. Raises Undelivered."""
        message = await self._envelopes.message(row)
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        kept = self._folder / f"{row.id}.eml"
        kept.touch(mode=0o600)
        kept.write_bytes(message.as_bytes())
        return {}
