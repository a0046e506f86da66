"""What the settings themselves tell: secrets, addresses, who stands before us, what is kept how long."""

import ipaddress
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from connectors.doctor.finding import Finding, bad, ok, warn
from connectors.setting_values import SettingsError
from connectors.settings import Settings

LEAST_PREFIX = {4: 8, 6: 32}
"""A network of proxies that is wider holds customers too."""


def read(environ: Mapping[str, str]) -> tuple[Settings | None, Finding]:
    """The settings; None where the gateway would not start with them."""
    try:
        settings = Settings.read(environ)
    except SettingsError as error:
        return None, bad("settings", str(error), f"Set {error.variable}; the gateway does not start without.")
    return settings, ok("settings", f"all can be read ({settings.environment})")


def look(settings: Settings) -> Iterator[Finding]:
    """Without asking anybody."""
    yield _environment(settings)
    yield _proxies(settings)
    yield _safe_start(settings)
    yield _second_factor(settings)
    yield _letters(settings)
    yield _webhooks(settings)
    yield _retention(settings)
    yield _shop(settings)


def _environment(settings: Settings) -> Finding:
    if settings.environment == "production":
        return ok("secrets", "random, long enough, each its own")
    do = "Set FIRSTHAND_ENV=production where customers come: stand-in secrets are refused then."
    return warn("secrets", "development: secrets that everybody knows are let pass", do)


def _proxies(settings: Settings) -> Finding:
    name, networks = "proxies", settings.trusted_proxies
    wide = [str(one) for one in networks if one.prefixlen < LEAST_PREFIX[one.version]]
    if wide:
        do = "Name only the proxies' own addresses in FIRSTHAND_TRUSTED_PROXIES."
        return bad(name, f"{', '.join(wide)}: anybody may say where they come from, and no limit holds", do)
    if networks:
        return ok(name, f"believed: {', '.join(map(str, networks))}")
    if settings.environment == "production":
        do = "Set FIRSTHAND_TRUSTED_PROXIES to the address of what ends TLS before the gateway."
        return bad(name, "none is believed: all customers count as one, and are limited as one", do)
    return ok(name, "none: browsers come straight to the gateway")


def _safe_start(settings: Settings) -> Finding:
    if settings.unsafe:
        return bad(
            "durability", "FIRSTHAND_UNSAFE=on", "Take it away: engines that lose messages are let pass with it."
        )
    return ok("durability", "engines that lose what was confirmed are refused")


def _second_factor(settings: Settings) -> Finding:
    if settings.totp != "off":
        return ok("second factor", f"asked of {settings.totp}")
    return warn("second factor", "asked of nobody", "Set FIRSTHAND_TOTP=admins: a password alone opens all chats.")


def _letters(settings: Settings) -> Finding:
    if not settings.smtp_url:
        do = "Set FIRSTHAND_SMTP_URL and FIRSTHAND_MAIL_FROM; until then no customer can leave an address."
        return warn("letters", "none leave", do)
    parts = urlsplit(settings.smtp_url)
    return ok("letters", f"by {parts.hostname or parts.path}, from {settings.mail_from}")


def _webhooks(settings: Settings) -> Finding:
    if not settings.webhook_private:
        return ok("webhooks", "to the public internet only")
    do = "Take FIRSTHAND_WEBHOOK_PRIVATE away: who may add a webhook reaches what stands beside the gateway."
    state = bad if settings.environment == "production" else warn
    return state("webhooks", "may go to private addresses", do)


def _retention(settings: Settings) -> Finding:
    periods = settings.retention
    if not (periods.words and periods.addresses):
        do = "Set RETENTION_WORDS and RETENTION_ADDRESSES to days: the law wants an end to what is kept."
        return warn("retention", "what customers said, or where they live, is kept for ever", do)
    return ok("retention", f"words {periods.words} days, addresses {periods.addresses}, files {periods.files or 'all'}")


def _shop(settings: Settings) -> Finding:
    if settings.shop_adapter == "sql":
        return ok("shop", "read from its database")
    if settings.shop_url.startswith("https://") or is_private(urlsplit(settings.shop_url).hostname or ""):
        return ok("shop", settings.shop_url)
    return bad("shop", f"{settings.shop_url}: orders and the token travel in the open", "Set SHOP_URL to https.")


def is_private(host: str) -> bool:
    """An address, or a name without a dot, that only this machine or network knows."""
    if host == "localhost" or (host and "." not in host and ":" not in host):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host.endswith((".internal", ".local", ".svc"))
    return address.is_private or address.is_loopback
