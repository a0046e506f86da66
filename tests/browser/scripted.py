"""The gateway's end of the chat's socket, saying what a test tells it: what else takes people, and minutes."""

import base64
import json
import re
import time
from copy import deepcopy
from pathlib import Path
from typing import Any, cast

from playwright.sync_api import Page, WebSocketRoute

from tests.browser.catalogue import Locale
from tests.browser.chromium import WAIT_MS

Wire = dict[str, Any]

SAID: dict[str, Wire] = json.loads(
    (Path(__file__).parents[1] / "contracts" / "widget_frames.json").read_text(encoding="utf-8")
)["server"]
"""The contract's own frames by their names."""

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""Of one pixel: what every file is that was sent."""


class ScriptedGateway:
    """Takes the place of the gateway for a page's chat; who the visitor is, the real one has said before."""

    def __init__(self, page: Page, locale: Locale) -> None:
        self._page = page
        self._locale = locale
        self._seq = 0
        self._version = 0
        self._line: WebSocketRoute | None = None
        self._down = False
        self.refuses: str | None = None
        """The code with which it refuses whatever a customer writes, as `rate_limited`."""
        page.route_web_socket(re.compile("/widget/socket$"), self._connects)
        page.route(re.compile("/widget/files/"), lambda route: route.fulfill(body=PICTURE, content_type="image/png"))

    def _connects(self, line: WebSocketRoute) -> None:
        if self._down:
            line.close()
            return
        line.on_message(lambda text: self._hears(line, json.loads(text)))

    def _hears(self, line: WebSocketRoute, frame: Wire) -> None:
        """A greeting is answered, and whatever a customer does is taken."""
        if frame["type"] == "hello":
            self._line = line
            welcome = deepcopy(SAID["welcome_of_a_new_visitor"])
            welcome["letters"] = True
            welcome["state"]["locale"] = self._locale
            self._say(welcome)
        elif frame["type"] == "send" and self.refuses:
            self._say({**SAID["refused"], "client_id": frame["client_id"], "code": self.refuses, "retry_after": 60})
        elif "client_id" in frame:
            self._seq += frame["type"] in ("send", "press")
            self._say({**SAID["ack"], "client_id": frame["client_id"], **self._place()})

    def _say(self, frame: Wire) -> None:
        """As soon as somebody has said hello."""
        until = time.monotonic() + WAIT_MS / 1000
        while self._line is None:
            assert time.monotonic() < until, "the chat did not connect"
            self._page.wait_for_timeout(20)
        self._line.send(json.dumps(frame))

    def says(self, name: str) -> None:
        """A frame of the contract: of a state always a newer one, of messages the next ones."""
        frame = deepcopy(SAID[name])
        if frame["type"] == "state":
            self._version += 1
            frame["state"] |= {"version": self._version, "locale": self._locale}
        if frame["type"] == "message":
            self._seq += 1
            place = self._place()
            frame["message"] |= {"seq": self._seq, "id": place["message_id"], "created_at": place["created_at"]}
            frame["message"].pop("client_id", None)
        self._say(frame)

    def _place(self) -> Wire:
        """Of the newest message."""
        number = f"{self._seq:012d}"
        return {
            "message_id": f"018f4c1e-2a55-7c7e-9a59-{number}",
            "seq": self._seq,
            "created_at": SAID["ack"]["created_at"],
        }

    def says_everything(self) -> None:
        """Each kind of message there is, below one another."""
        for name in SAID:
            if name.startswith("message_"):
                self.says(name)

    def hangs_up(self) -> None:
        """And does not answer again."""
        self._down = True
        cast(WebSocketRoute, self._line).close()
