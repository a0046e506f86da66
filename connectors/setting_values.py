"""One variable of the environment at a time: what each kind of value must look like, and what is said of a bad one."""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from escalation.privacy.periods import Periods
from escalation.store.failpoints import FAILPOINTS, is_spec

Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network

SHORTEST_SECRET = 32
"""Characters; below it HS256 keys are weaker than their hash."""

FOLDER = "file://"
"""How the address of a folder begins, where letters are kept while trying things out."""

PLACEHOLDER = re.compile(r"change|placeholder|example|default|development|secret|password|dummy|sample|0000|1234", re.I)


class SettingsError(ValueError):
    """A setting that cannot be used: names the variable, what was expected and what came (never a secret)."""

    def __init__(self, variable: str, expected: str, came: str) -> None:
        super().__init__(f"{variable}: expected {expected}, came {came}")
        self.variable = variable


def asyncpg_url(variable: str, value: str) -> str:
    """The asyncpg form of a PostgreSQL address; other forms of the same are rewritten. Raises SettingsError."""
    scheme, colon, rest = value.strip().partition("://")
    if not colon or scheme not in ("postgresql", "postgres", "postgresql+asyncpg"):
        raise SettingsError(variable, "a postgresql:// address", _kind(value))
    return f"postgresql+asyncpg://{rest}"


def origin_of(url: str) -> str | None:
    """`scheme://host[:port]` of an http address, the default port left out; None for anything else."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    usual = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{host}" + ("" if port in (None, usual) else f":{port}")


class Values:
    """Reads one variable at a time; every answer is checked."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._seen: dict[str, str] = {}
        self.environment: Literal["development", "production"] = "production"
        if self.one_of("FIRSTHAND_ENV", ("development", "production"), "development") == "development":
            self.environment = "development"

    @property
    def production(self) -> bool:
        return self.environment == "production"

    def text(self, variable: str, default: str) -> str:
        return self._environ.get(variable, "").strip() or default

    def one_of(self, variable: str, allowed: tuple[str, ...], default: str) -> str:
        value = self.text(variable, default)
        if value not in allowed:
            raise SettingsError(variable, " or ".join(allowed), repr(value))
        return value

    def port(self, variable: str, default: int) -> int:
        value = self.text(variable, str(default))
        if not value.isascii() or not value.isdigit() or not 0 <= int(value) <= 65535:
            raise SettingsError(variable, "a port number from 0 to 65535", repr(value))
        return int(value)

    def share(self, variable: str, default: float) -> float:
        value = self.text(variable, str(default))
        if not re.fullmatch(r"0?\.\d{1,6}|[01](\.0{1,6})?", value):
            raise SettingsError(variable, "a share from 0 to 1", repr(value))
        return float(value)

    def seconds(self, variable: str, default: int) -> int:
        value = self.text(variable, str(default))
        if not re.fullmatch(r"[1-9]\d{0,5}", value):
            raise SettingsError(variable, "a whole number of seconds, at least 1", repr(value))
        return int(value)

    def days(self, variable: str, default: int) -> int:
        """How long something is kept; 0 is for ever."""
        value = self.text(variable, str(default))
        if not re.fullmatch(r"0|[1-9]\d{0,4}", value):
            raise SettingsError(variable, "a whole number of days, 0 to keep for ever", repr(value))
        return int(value)

    def periods(self, prefix: str, default: Periods) -> Periods:
        """One variable a class of what is kept."""
        return Periods(**{name: self.days(f"{prefix}{name.upper()}", days) for name, days in asdict(default).items()})

    def url(self, variable: str, default: str) -> str:
        value = self.text(variable, default).rstrip("/")
        if origin_of(value) is None:
            raise SettingsError(variable, "an http or https address", repr(value))
        return value

    def public_url(self, loopback: str) -> str:
        value = self.url("FIRSTHAND_PUBLIC_URL", loopback)
        if value.lower() != origin_of(value):
            raise SettingsError(
                "FIRSTHAND_PUBLIC_URL", "an origin without a path, such as https://help.shop.com", value
            )
        if self.production and not value.startswith("https://"):
            raise SettingsError("FIRSTHAND_PUBLIC_URL", "an https address in production", repr(value))
        return value.lower()

    def database_url(self, variable: str) -> str:
        return asyncpg_url(variable, self.text(variable, ""))

    def redis_url(self, variable: str) -> str:
        value = self.text(variable, "")
        if not value.startswith(("redis://", "rediss://", "unix://")):
            raise SettingsError(variable, "a redis://, rediss:// or unix:// address", _kind(value))
        return value

    def secret(self, variable: str) -> str:
        """A secret of its own; in production long enough and not one that somebody typed as a stand-in."""
        name = variable.removesuffix("_SECRET").removesuffix("_TOKEN").lower().replace("_", "-")
        value = self.text(variable, "" if self.production else f"development-only-{name}-secret-0000")
        self._refuse_weak(variable, value)
        if self.production and value in self._seen:
            raise SettingsError(variable, "a secret of its own", f"the one of {self._seen[value]}")
        self._seen[value] = variable
        return value

    def jwt_keys(self, variable: str) -> Mapping[str, str]:
        """`kid:secret,kid2:secret2`: two live keys let the shop change one without a gap."""
        value = self.text(variable, "" if self.production else "demo:development-only-widget-jwt-secret-0000")
        keys: dict[str, str] = {}
        for entry in filter(None, (part.strip() for part in value.split(","))):
            kid, colon, key = entry.partition(":")
            if not colon or not re.fullmatch(r"[\w.-]{1,64}", kid) or kid in keys:
                raise SettingsError(variable, "kid:secret pairs, each kid once, parted by commas", _kind(entry))
            self._refuse_weak(variable, key)
            if len(key) < SHORTEST_SECRET:
                raise SettingsError(variable, f"secrets of {SHORTEST_SECRET} characters or more", f"one of {len(key)}")
            keys[kid] = key
        return keys

    def _refuse_weak(self, variable: str, value: str) -> None:
        if not self.production:
            return
        if len(value) < SHORTEST_SECRET:
            raise SettingsError(variable, f"a secret of {SHORTEST_SECRET} characters or more", _kind(value))
        if PLACEHOLDER.search(value) or len(set(value)) < 8:
            raise SettingsError(variable, "a random secret", "a placeholder")

    def origins(self, variable: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """Exact origins of the pages that may embed the widget; production has no default."""
        given = self.text(variable, "" if self.production else ",".join(default))
        entries = [entry.strip().rstrip("/") for entry in given.split(",") if entry.strip()]
        for entry in entries:
            if entry.lower() != origin_of(entry):
                raise SettingsError(variable, "origins such as https://shop.com, parted by commas", repr(entry))
            if self.production and not entry.startswith("https://"):
                raise SettingsError(variable, "https origins in production", repr(entry))
        return tuple(entry.lower() for entry in entries)

    def networks(self, variable: str) -> tuple[Network, ...]:
        entries = [entry.strip() for entry in self.text(variable, "").split(",") if entry.strip()]
        try:
            return tuple(ipaddress.ip_network(entry) for entry in entries)
        except ValueError as error:
            raise SettingsError(variable, "addresses or networks such as 10.0.0.0/8", repr(str(error))) from error

    def smtp_url(self, variable: str) -> str:
        """`smtp[s]://user:password@host:port`; empty: no mail leaves. While trying things out also a folder to keep
        the letters in, `file:///...`."""
        value = self.text(variable, "")
        if value.startswith(f"{FOLDER}/") and not self.production:
            return value
        if value and (not re.match(r"smtps?://[^/?#]", value) or origin_of(re.sub("^smtps?", "http", value)) is None):
            raise SettingsError(variable, "an address such as smtp://user:password@mail.shop.com:587", _kind(value))
        return value

    def mail_from(self, variable: str) -> str:
        value = self.text(variable, "")
        if value and not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", value):
            raise SettingsError(variable, "an e-mail address", repr(value))
        if self.text("FIRSTHAND_SMTP_URL", "") and not value:
            raise SettingsError(variable, "the address that mail comes from", "nothing")
        return value

    def limits(self) -> bool:
        """Rate limits; benchmarks on one's own machine may switch them off, production may not."""
        on = self.one_of("FIRSTHAND_LIMITS", ("on", "off"), "on") == "on"
        if self.production and not on:
            raise SettingsError("FIRSTHAND_LIMITS", "on in production", "'off'")
        return on

    def second_factor_rule(self, variable: str) -> str:
        """Of whom a second factor is demanded. Admins can let anybody in: in production no password alone makes one."""
        return self.one_of(variable, ("admins", "everybody", "off"), "admins" if self.production else "off")

    def failpoint(self, variable: str) -> str:
        """Where to die or to stop, for whoever tries out what a crash there leaves behind."""
        value = self.text(variable, "")
        if value and self.production:
            raise SettingsError(variable, "nothing in production", repr(value))
        if value and not is_spec(value):
            raise SettingsError(variable, f"{'|'.join(FAILPOINTS)}:exit|pause@N", repr(value))
        return value


def folder_of(smtp_url: str) -> Path | None:
    """Where letters are kept instead of sent; None where they are sent."""
    return Path(smtp_url.removeprefix(FOLDER)) if smtp_url.startswith(FOLDER) else None


def _kind(value: str) -> str:
    return f"a text of {len(value)} characters" if value else "nothing"
