"""Passes: what the welcome of a widget's socket gives its page, so that it can ask over HTTP about its conversation
too: files, the transcript. Signed, for twelve hours, kept in the page's memory, sent in a header: it stands in no URL
and no storage. It says who the page was; whether that still opens the conversation is looked at each time."""

from uuid import UUID

from aiohttp import web

from connectors.web.signed import Signer
from escalation.customers.viewers import Viewer
from escalation.store.refusals import Refused

LIFE_S = 12 * 3600
HEADER = "X-Pass"
KIND = "pass"


class Passes:
    """Makes and reads them."""

    def __init__(self, signer: Signer) -> None:
        self._signer = signer

    def issue(self, viewer: Viewer) -> str:
        claims = {
            "conversation": str(viewer.conversation_id),
            "visitor": str(viewer.visitor_id),
            "customer": viewer.customer_id,
            "callback": None if viewer.callback_id is None else str(viewer.callback_id),
        }
        return self._signer.sign(KIND, claims, LIFE_S)

    def read(self, request: web.BaseRequest) -> Viewer:
        """Who asks. Raises Refused `unauthenticated` for a pass that is missing, forged or over."""
        claims = self._signer.read(KIND, request.headers.get(HEADER, ""))
        if claims is None:
            raise Refused("unauthenticated", "expected a live pass of a welcome", field=HEADER)
        said = claims.body
        callback_id = None if said["callback"] is None else UUID(said["callback"])
        return Viewer(UUID(said["conversation"]), UUID(said["visitor"]), said["customer"], callback_id)
