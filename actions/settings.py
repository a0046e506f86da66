"""What the action server reads from its environment, once."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

# A shorter secret can be guessed.
SHORTEST_SECRET = 16
# Names that work on this machine only: nothing outside may reach the action server.
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class SettingsError(Exception):
    """A setting is missing or wrong; the message names it, what was expected and what came."""


@dataclass(frozen=True)
class Settings:
    actions_secret: str
    """What Rasa shows us."""
    internal_secret: str
    """What we show the gateway."""
    gateway_url: str
    host: str
    port: int

    @classmethod
    def read(cls, environ: Mapping[str, str], *, host: str, port: int) -> "Settings":
        if host not in LOOPBACK:
            raise SettingsError(f"--host: expected a loopback address such as 127.0.0.1, got {host!r}")
        if not 0 <= port <= 65535:
            raise SettingsError(f"--port: expected a number from 0 to 65535, got {port}")
        return cls(
            actions_secret=_secret(environ, "ACTIONS_SECRET"),
            internal_secret=_secret(environ, "INTERNAL_SECRET"),
            gateway_url=_url(environ, "GATEWAY_URL", "http://127.0.0.1:8080"),
            host=host,
            port=port,
        )


def _secret(environ: Mapping[str, str], name: str) -> str:
    value = environ.get(name, "")
    if len(value) < SHORTEST_SECRET:
        raise SettingsError(f"{name}: expected a secret of at least {SHORTEST_SECRET} characters, got {len(value)}")
    return value


def _url(environ: Mapping[str, str], name: str, default: str) -> str:
    value = environ.get(name) or default
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingsError(f"{name}: expected an http or https address, got {value!r}")
    return value.rstrip("/")
