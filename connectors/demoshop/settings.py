"""The demo shop's settings, read once from the environment."""

from collections.abc import Mapping
from dataclasses import dataclass, field


class SettingsError(ValueError):
    """A variable is missing or wrong; the message names it, what was expected and what came."""


@dataclass(frozen=True)
class Settings:
    """`jwt_kid`, `jwt_key`: the key that signs the widget's tokens, the first of WIDGET_JWT_KEYS."""

    host: str
    port: int
    public_url: str
    database_url: str = field(repr=False)
    token: str = field(repr=False)
    jwt_kid: str
    jwt_key: str = field(repr=False)
    audience: str
    gateway_url: str

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> "Settings":
        host = environ.get("DEMO_SHOP_HOST", "127.0.0.1")
        port = _port(environ.get("DEMO_SHOP_PORT", "8081"))
        kid, key = _first_key(_needed(environ, "WIDGET_JWT_KEYS", "kid:secret"))
        return cls(
            host=host,
            port=port,
            public_url=_url(environ, "DEMO_SHOP_PUBLIC_URL", f"http://{host}:{port}"),
            database_url=_needed(environ, "DATABASE_URL", "a postgresql+asyncpg:// address"),
            token=_needed(environ, "SHOP_TOKEN", "the token that callers of the REST interface show"),
            jwt_kid=kid,
            jwt_key=key,
            audience=environ.get("WIDGET_AUDIENCE", "demo"),
            gateway_url=_url(environ, "GATEWAY_PUBLIC_URL", "http://127.0.0.1:8080"),
        )


def _needed(environ: Mapping[str, str], name: str, expected: str) -> str:
    value = environ.get(name, "")
    if not value:
        raise SettingsError(f"{name}: expected {expected}, got nothing")
    return value


def _port(value: str) -> int:
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise SettingsError(f"DEMO_SHOP_PORT: expected a port from 1 to 65535, got {value!r}")
    return int(value)


def _url(environ: Mapping[str, str], name: str, default: str) -> str:
    value = environ.get(name, default).rstrip("/")
    if not value.startswith(("http://", "https://")):
        raise SettingsError(f"{name}: expected an http:// or https:// address, got {value!r}")
    return value


def _first_key(keys: str) -> tuple[str, str]:
    kid, colon, key = keys.split(",")[0].strip().partition(":")
    if not (kid and colon and len(key) >= 32):
        raise SettingsError("WIDGET_JWT_KEYS: expected kid:secret with a secret of at least 32 characters")
    return kid, key
