"""Passwords of agents: argon2id, a few at a time, and the same time for an address that nobody has."""

import asyncio
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

HASHES_AT_ONCE = 2  # each takes 64 MiB and a core for a moment: a flood of log-ins must not take them all


class Passwords:
    """Hashes and compares."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher()
        self._hashing = asyncio.Semaphore(HASHES_AT_ONCE)
        self._decoy: str | None = None

    async def hashed(self, password: str) -> str:
        """What is stored of it."""
        async with self._hashing:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def fits(self, stored: str | None, password: str) -> bool:
        """Is it the one? Without a stored one it is not, and that takes as long."""
        known = stored if stored is not None else await self._decoy_hash()
        async with self._hashing:
            try:
                right = await asyncio.to_thread(self._hasher.verify, known, password)
            except (VerificationError, InvalidHashError):
                return False
        return right and stored is not None

    async def _decoy_hash(self) -> str:
        if self._decoy is None:
            self._decoy = await self.hashed(secrets.token_urlsafe(16))
        return self._decoy
