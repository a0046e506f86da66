"""A fake action server: it answers what the tests need, and counts."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

TRACKED = {"text": "Found it.", "custom": {"card": {"kind": "link", "title": "t", "url": "https://shop.example"}}}
TRACKED["custom"] |= {"factual": True}  # type: ignore[operator]
HANDED = {"text": None, "custom": {"handoff": {"reason": "asked_for_person", "topic": "support", "summary": "s"}}}
ANSWERS: dict[str, list[dict[str, Any]]] = {
    "action_order_track": [TRACKED],
    "action_cancelled": [{"text": "Cancelled."}],
    "action_hand_off": [HANDED],
    "action_shop_down": [{"text": "Sorry.", "custom": {"failure": {"code": "shop_unavailable"}}}],
}


class Actions:
    """Runs while the block does. `calls`: the request bodies; `headers`: of the last one."""

    def __init__(self) -> None:
        self.calls: list[dict[str, Any]] = []
        self.headers: dict[str, str] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}/webhook"

    def __enter__(self) -> "Actions":
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()

    def names(self) -> list[str]:
        return [call["next_action"] for call in self.calls]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        actions = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                actions.calls.append(body)
                actions.headers = dict(self.headers)
                name = body["next_action"]
                if name == "action_dawdles":
                    time.sleep(5)
                self.send_response(500 if name == "action_breaks" else 200)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps({"events": [], "responses": ANSWERS.get(name, [])}).encode())

            def log_message(self, format: str, *args: object) -> None:
                """Quiet."""

        return Handler
