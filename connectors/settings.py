"""Settings of the gateway: read once from the environment, checked, then frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal

from connectors.setting_values import Network, Values
from escalation.privacy.periods import Periods
from escalation.routing.policy_file import SHIPPED

LOOPBACK = ("//127.0.0.1", "//localhost")


@lru_cache
def _origins(public_url: str, environment: str) -> frozenset[str]:
    """On a developer's machine the two names of the loopback are one."""
    others = {public_url.replace(a, b) for a, b in (LOOPBACK, LOOPBACK[::-1])}
    return frozenset({public_url} | (others if environment == "development" else set()))


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the gateway is told from outside. Secrets stay out of its printed form."""

    environment: Literal["development", "production"]
    host: str
    port: int
    public_url: str
    data: Path
    database_url: str = field(repr=False)
    redis_url: str = field(repr=False)
    rasa_url: str
    gateway_url: str
    assistant_secret: str = field(repr=False)
    actions_secret: str = field(repr=False)
    internal_secret: str = field(repr=False)
    session_secret: str = field(repr=False)
    widget_origins: tuple[str, ...]
    widget_jwt_keys: Mapping[str, str] = field(repr=False)
    widget_audience: str
    shop_adapter: Literal["http", "sql"]
    shop_url: str
    shop_token: str = field(repr=False)
    shop_database_url: str = field(repr=False)
    journey_write_key: str = field(default="", repr=False)
    trusted_proxies: tuple[Network, ...] = ()
    limits: bool = True
    failpoint: str = ""
    unsafe: bool = False
    policy: Path = SHIPPED
    smtp_url: str = field(default="", repr=False)
    mail_from: str = ""
    webhook_private: bool = False
    outreach_held_back: float = 0.1
    outreach_every_s: int = 600
    retention: Periods = field(default_factory=Periods)
    totp: str = "off"

    @property
    def secure(self) -> bool:
        """True when browsers reach the gateway by https, so cookies may carry the `__Host-` prefix."""
        return self.public_url.startswith("https://")

    @property
    def own_origins(self) -> frozenset[str]:
        """Origins our own pages have."""
        return _origins(self.public_url, self.environment)

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> "Settings":
        """The settings in `environ`; `SettingsError` for the first one that cannot be used."""
        values = Values(environ)
        host, port = values.text("FIRSTHAND_HOST", "127.0.0.1"), values.port("FIRSTHAND_PORT", 8080)
        loopback = f"http://127.0.0.1:{port}"
        sql = values.one_of("SHOP_ADAPTER", ("http", "sql"), "http") == "sql"
        return cls(
            environment=values.environment,
            host=host,
            port=port,
            public_url=values.public_url(loopback),
            data=Path(values.text("FIRSTHAND_DATA", ".data")),
            database_url=values.database_url("DATABASE_URL"),
            redis_url=values.redis_url("REDIS_URL"),
            rasa_url=values.url("RASA_URL", "http://127.0.0.1:5005"),
            gateway_url=values.url("GATEWAY_URL", loopback),
            assistant_secret=values.secret("ASSISTANT_SECRET"),
            actions_secret=values.secret("ACTIONS_SECRET"),
            internal_secret=values.secret("INTERNAL_SECRET"),
            session_secret=values.secret("SESSION_SECRET"),
            widget_origins=values.origins("WIDGET_ORIGINS", ("http://127.0.0.1:8081", "http://localhost:8081")),
            widget_jwt_keys=values.jwt_keys("WIDGET_JWT_KEYS"),
            widget_audience=values.text("WIDGET_AUDIENCE", "demo"),
            shop_adapter="sql" if sql else "http",
            shop_url=values.url("SHOP_URL", "http://127.0.0.1:8081"),
            shop_token="" if sql else values.secret("SHOP_TOKEN"),
            shop_database_url=values.database_url("SHOP_DATABASE_URL") if sql else "",
            journey_write_key=values.secret("JOURNEY_WRITE_KEY") if environ.get("JOURNEY_WRITE_KEY") else "",
            trusted_proxies=values.networks("FIRSTHAND_TRUSTED_PROXIES"),
            limits=values.limits(),
            failpoint=values.failpoint("FIRSTHAND_FAILPOINT"),
            unsafe=values.one_of("FIRSTHAND_UNSAFE", ("on", "off"), "off") == "on",
            policy=Path(values.text("FIRSTHAND_POLICY", str(SHIPPED))),
            smtp_url=values.smtp_url("FIRSTHAND_SMTP_URL"),
            mail_from=values.mail_from("FIRSTHAND_MAIL_FROM"),
            outreach_held_back=values.share("OUTREACH_HELD_BACK", 0.1),
            outreach_every_s=values.seconds("OUTREACH_EVERY", 600),
            retention=values.periods("RETENTION_", Periods()),
            webhook_private=values.one_of("FIRSTHAND_WEBHOOK_PRIVATE", ("refuse", "allow"), "refuse") == "allow",
            totp=values.second_factor_rule("FIRSTHAND_TOTP"),
        )
