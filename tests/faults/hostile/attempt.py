"""An attempt: something that no page sends, and what has to become of it."""

import copy
import json
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.faults.hostile.raw_socket import framed

ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

Frame = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is sent, and what has to come of it: a refusal that names the field and the frame, an end with one of these
    codes, or a message that is kept word for word."""

    wire: bytes
    field: str | None = None
    client_id: str | None = None
    ends: tuple[int, ...] = ()
    kept: str | None = None
    code: str = "bad_frame"


def told(frame: Mapping[str, Any], **expected: Any) -> Attempt:
    """A frame as JSON, refused under its id."""
    source = json.dumps(frame).encode()
    return Attempt(framed(source), client_id=readable(frame.get("client_id")), **expected)


def readable(client_id: object) -> str | None:
    """An id that an answer can name."""
    return client_id if isinstance(client_id, str) and ID.fullmatch(client_id) else None


def fresh(frame: Frame) -> Frame:
    """A copy under an id of its own."""
    made = copy.deepcopy(frame)
    return {**made, "client_id": str(uuid.uuid4())} if "client_id" in made else made
