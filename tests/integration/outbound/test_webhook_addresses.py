"""Where webhooks do not go: inside, without TLS, to a server that nobody vouches for."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.test_utils import TestServer
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from connectors.outbound.webhooks import open_client
from tests.integration.escalation.world import World
from tests.integration.outbound.webhook_receiver import Receiver, one_delivery, row, sender


class Resolver(AbstractResolver):
    """Names that point where the test wants, another address each time."""

    def __init__(self, *addresses: str) -> None:
        self._addresses = list(addresses)

    async def resolve(self, host: str, port: int = 0, family: int = socket.AF_INET) -> list[ResolveResult]:
        address = self._addresses.pop(0)
        kind = socket.AF_INET6 if ":" in address else socket.AF_INET
        found = ResolveResult(hostname=host, host=address, port=port, family=kind, proto=0, flags=0)
        return [found]

    async def close(self) -> None:
        return


@pytest.fixture
async def knocks() -> AsyncIterator[tuple[int, list[int]]]:
    """A port of this machine, and a list that grows with every connection to it."""
    came: list[int] = []

    def knock(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        came.append(1)
        writer.close()

    server = await asyncio.start_server(knock, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1], came


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "[::1]", "10.1.2.3", "169.254.169.254", "[::ffff:10.0.0.1]", "[::ffff:127.0.0.1]", "0.0.0.0"),
        *("0x7f000001", "localhost", "100.64.0.1", "192.168.0.1", "[fd00:ec2::254]"),
    ],
)
async def test_private_addresses_are_refused_before_anything_connects(
    world: World, knocks: tuple[int, list[int]], host: str
) -> None:
    assert "is not a public address" in await error_of(world, knocks, host)


@pytest.mark.parametrize("host", ["2130706433", "127.1"])
async def test_other_spellings_of_an_address_are_no_address(
    world: World, knocks: tuple[int, list[int]], host: str
) -> None:
    assert "InvalidUrl" in await error_of(world, knocks, host)


async def error_of(world: World, knocks: tuple[int, list[int]], host: str) -> str:
    """What is kept of an attempt to reach this host, which must not connect to this machine."""
    port, came = knocks
    await one_delivery(world, f"https://{host}:{port}/")
    async with open_client(private=False) as client:
        await sender(world, client, private=False).step()
    assert came == []
    return str((await row(world)).last_error)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1"])
async def test_a_name_that_points_inside_is_refused(world: World, knocks: tuple[int, list[int]], address: str) -> None:
    port, came = knocks
    await one_delivery(world, f"https://hook.example:{port}/")
    async with open_client(private=False, resolver=Resolver(address)) as client:
        await sender(world, client, private=False).step()
    assert "is not a public address" in (await row(world)).last_error
    assert came == []


async def test_a_name_is_judged_anew_by_where_it_points_each_time(world: World, knocks: tuple[int, list[int]]) -> None:
    """Whoever answers for the name may change their mind between two looks: what is judged is the socket's address."""
    port, came = knocks
    await one_delivery(world, f"https://rebinding.example:{port}/")
    async with open_client(private=False, resolver=Resolver("10.0.0.1", "127.0.0.1")) as client:
        for address in ("10.0.0.1", "127.0.0.1"):
            await sender(world, client, private=False).step()
            assert f"{address} is not a public address" in (await row(world)).last_error
            world.clock.pass_(3600)
    assert came == []


async def test_without_tls_only_where_private_networks_are_allowed(
    world: World, receiver: Receiver, client: aiohttp.ClientSession
) -> None:
    await one_delivery(world, receiver.url)
    await sender(world, client, private=False).step()
    assert "expected an https address" in (await row(world)).last_error
    assert receiver.came == []


async def test_a_server_that_nobody_vouches_for_hears_nothing(
    world: World, client: aiohttp.ClientSession, tmp_path: Path
) -> None:
    heard = Receiver()
    app = web.Application()
    app.router.add_post("/", heard.hear)
    server = TestServer(app, scheme="https")
    await server.start_server(ssl=self_signed(tmp_path))
    async with server:
        await one_delivery(world, str(server.make_url("/")))
        await sender(world, client).step()
    assert (await row(world)).last_error == "no valid certificate"
    assert heard.came == []


def self_signed(folder: Path) -> ssl.SSLContext:
    """A server's side of TLS with a certificate for 127.0.0.1 that only it believes."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "shop")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "server.pem").write_bytes(private + made.public_bytes(Encoding.PEM))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "server.pem")
    return context
