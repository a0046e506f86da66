"""How often somebody may try to log in.

A browser that is new to the account is counted by account and address together, by account, and by address: guessing
one account from many places and many accounts from one are both slow. One that is known is counted by itself, so nobody
elsewhere can lock the owner out. A log-in that succeeds is given back, and so is its first half where a code is asked
for: an office behind one address is no attack.
"""

from dataclasses import dataclass

from aiohttp import web

from connectors.web import keys
from connectors.web.address import address_of
from connectors.web.limits import (
    CODE_BY_ACCOUNT,
    CODE_BY_DEVICE,
    LOGIN_BY_ACCOUNT,
    LOGIN_BY_ADDRESS,
    LOGIN_BY_DEVICE,
    LOGIN_BY_PAIR,
    Limits,
    Rule,
)

FORGIVEN = frozenset({LOGIN_BY_PAIR, LOGIN_BY_DEVICE, CODE_BY_ACCOUNT, CODE_BY_DEVICE})
"""Rules under which a log-in that succeeds clears all tries before it; of the others it takes back only itself."""

Counted = tuple[Rule, str]


@dataclass(frozen=True, slots=True)
class LoginTry:
    """One request to log in as `email`."""

    limits: Limits
    email: str
    address: str
    device: str | None

    @classmethod
    def of(cls, request: web.Request, email: str) -> "LoginTry":
        app = request.app
        address = address_of(request, app[keys.SETTINGS].trusted_proxies)
        return cls(app[keys.LIMITS], email, address, app[keys.KNOWN_DEVICES].of(request, email))

    async def count(self) -> None:
        """Before the password is compared. Raises Refused rate_limited."""
        await self.limits.take(*self._tries)

    async def count_code(self) -> None:
        """Before a code is compared, which only who has the password comes to. Raises Refused rate_limited."""
        await self.limits.take(self._code)

    async def halfway(self) -> None:
        """The password was right and a code has to follow: this request was no guess. Those before it stay counted."""
        for rule, who in self._tries:
            await self.limits.give_back(rule, who)

    async def succeeded(self) -> None:
        for rule, who in (*self._tries, self._code):
            if rule in FORGIVEN:
                await self.limits.forget(rule, who)
            else:
                await self.limits.give_back(rule, who)

    @property
    def _tries(self) -> list[Counted]:
        if self.device is not None:
            return [(LOGIN_BY_DEVICE, self.device)]
        pair = (LOGIN_BY_PAIR, f"{self.email} {self.address}")
        return [pair, (LOGIN_BY_ACCOUNT, self.email), (LOGIN_BY_ADDRESS, self.address)]

    @property
    def _code(self) -> Counted:
        return (CODE_BY_ACCOUNT, self.email) if self.device is None else (CODE_BY_DEVICE, self.device)
