"""Where a request comes from, as far as it can be believed."""

import ipaddress
from collections.abc import Sequence

from aiohttp import web

from connectors.setting_values import Network


def address_of(request: web.BaseRequest, proxies: Sequence[Network]) -> str:
    """The nearest address that is not one of our own proxies. X-Forwarded-For is read from the right, and only as
    far as the proxies reach: what stands left of that was written by the client."""
    hops = [part.strip() for line in request.headers.getall("X-Forwarded-For", []) for part in line.split(",")]
    address = request.remote or "unknown"
    while hops and _within(address, proxies):
        address = hops.pop()
    return _block(address)


def _within(address: str, networks: Sequence[Network]) -> bool:
    try:
        return any(ipaddress.ip_address(address) in network for network in networks)
    except ValueError:
        return False


def _block(address: str) -> str:
    """One household of IPv6 has a whole /64: it counts as one."""
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if read.version == 4:
        return str(read)
    return str(read.ipv4_mapped or ipaddress.ip_network((read, 64), strict=False).network_address)
