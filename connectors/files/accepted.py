"""What was sent, as it may be kept: known by its content and named; JPEG, PNG and WebP without a camera's traces."""

from connectors.files.damaged import Damaged
from connectors.files.media_types import kind_of
from connectors.files.names import cleaned_name
from connectors.files.pictures import shown_at, without_traces
from escalation.customers.files import NewFile
from escalation.store.refusals import Refused


def accepted(name: str, content: bytes) -> NewFile:
    """Raises Refused `empty` or `unsupported_file`. Takes a moment for a large file: not on a loop."""
    if not content:
        raise Refused("empty", "expected a file with something in it")
    kind = kind_of(content)
    if kind is None:
        raise Refused("unsupported_file", "expected a picture, a PDF, a document, a text or a film")
    try:
        kept = without_traces(kind.media_type, content)
        size = shown_at(kind.media_type, kept)
    except Damaged as error:
        raise Refused("unsupported_file", f"{kind.media_type}: {error}") from error
    width, height = size or (None, None)
    return NewFile(cleaned_name(name, kind.extensions), kind.media_type, kept, width, height)
