"""Where a webhook may go: the public internet. An address that somebody typed must not reach what stands beside us.

The rule is asked for the very address a socket is about to connect to, after every name was resolved: neither a name
that resolves differently the second time nor another spelling of a number gets past it.
"""

import ipaddress
import socket
from typing import Any
from urllib.parse import urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# What `is_global` of this Python's ipaddress does not know or lets through: protocol assignments, and IPv6 networks
# that carry an IPv4 address inside (NAT64, Teredo, 6to4) or had a site for their scope.
_ALSO_REFUSED = tuple(
    ipaddress.ip_network(network)
    for network in (
        *("192.0.0.0/24", "192.88.99.0/24", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2002::/16"),
        *("3fff::/20", "5f00::/16", "fec0::/10", "::/96"),
    )
)


class AddressRefused(OSError):
    """The address is not on the public internet."""


def is_public(host: str) -> bool:
    """May a webhook connect to this address? A zone (`%eth0`) names an interface of ours: never."""
    try:
        address: Address = ipaddress.ip_address(host)
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id is not None:
            return False
        address = address.ipv4_mapped or address
    if any(address.version == network.version and address in network for network in _ALSO_REFUSED):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def public_socket(found: tuple[Any, ...]) -> socket.socket:
    """A socket for an entry of getaddrinfo; raises AddressRefused where its address is not public."""
    family, type_, protocol, _, address = found
    if not is_public(str(address[0])):
        raise AddressRefused(f"{address[0]} is not a public address")
    return socket.socket(family, type_, protocol)


def problem_with(url: str, *, private: bool) -> str | None:
    """What is wrong with a webhook's address, in words; None for a good one. `private`: http will do as well."""
    schemes = ("http", "https") if private else ("https",)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "expected an address such as https://shop.com/hook"
    if parts.scheme not in schemes or not parts.hostname or port == 0:
        return f"expected an {' or '.join(reversed(schemes))} address such as https://shop.com/hook"
    if parts.username is not None or parts.password is not None:
        return "expected an address without a user name: the signature says who sends"
    return None
