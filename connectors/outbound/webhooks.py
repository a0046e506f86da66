"""One delivery to one webhook: a POST that follows nothing, waits five seconds and reads no answer but its status."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import aiohttp
from aiohttp.abc import AbstractResolver
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from connectors.outbound.addresses import AddressRefused, problem_with, public_socket
from connectors.outbound.sender import Delivered, Undelivered
from connectors.outbound.signature import signature
from escalation.store.clock import Clock
from escalation.store.rows import AnyRow
from escalation.tables import webhook

LIMIT_S = 5.0
MOST_HEADER_BYTES = 8190


@asynccontextmanager
async def open_client(
    *, private: bool, resolver: AbstractResolver | None = None
) -> AsyncIterator[aiohttp.ClientSession]:
    """A client for addresses that others chose: no proxy, no cookies, no connection kept, and unless `private`
    only the public internet."""
    connector = aiohttp.TCPConnector(
        resolver=resolver,
        force_close=True,
        use_dns_cache=False,
        socket_factory=None if private else public_socket,
    )
    async with aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=LIMIT_S),
        trust_env=False,
        max_line_size=MOST_HEADER_BYTES,
        max_field_size=MOST_HEADER_BYTES,
    ) as client:
        yield client


class WebhookPost:
    """Sends rows of the table `delivery`."""

    def __init__(self, engine: AsyncEngine, client: aiohttp.ClientSession, clock: Clock, *, private: bool) -> None:
        self._engine = engine
        self._client = client
        self._clock = clock
        self._private = private

    async def __call__(self, row: AnyRow) -> Delivered:
        """Deliver it. Raises Undelivered."""
        url, secret = await self._where(row.webhook_id)
        if problem := problem_with(url, private=self._private):
            raise Undelivered(problem)
        body = json.dumps(row.body, ensure_ascii=False, separators=(",", ":")).encode()
        status = await self._post(url, body, self._headers(row, secret, body))
        if not 200 <= status < 300:
            raise Undelivered(f"answered {status}", last_status=str(status))
        return {"last_status": str(status)}

    async def _where(self, webhook_id: UUID) -> tuple[str, str]:
        async with self._engine.connect() as connection:
            found = await connection.execute(select(webhook.c.url, webhook.c.secret).where(webhook.c.id == webhook_id))
            row = found.one()
        return row.url, row.secret

    def _headers(self, row: AnyRow, secret: str, body: bytes) -> dict[str, str]:
        return {
            "Content-Type": "application/json",
            "User-Agent": "Firsthand-Webhook/1",
            "Firsthand-Delivery": str(row.id),
            "Firsthand-Signature": signature(secret, body, int(self._clock().timestamp())),
        }

    async def _post(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        try:
            async with self._client.post(url, data=body, headers=headers, allow_redirects=False) as response:
                return response.status
        except TimeoutError as error:
            raise Undelivered(f"no answer within {LIMIT_S:g} s") from error
        except aiohttp.ClientConnectorCertificateError as error:
            raise Undelivered("no valid certificate") from error
        except aiohttp.ClientConnectorError as error:
            raise Undelivered(_said_of(error)) from error
        except (aiohttp.ClientError, ValueError) as error:
            raise Undelivered(f"no answer: {type(error).__name__}") from error


def _said_of(error: aiohttp.ClientConnectorError) -> str:
    cause: Any = error.os_error
    return f"refused: {cause}" if isinstance(cause, AddressRefused) else f"no connection: {cause.strerror or cause}"
