"""Ports for servers of a test's own."""

import random
import socket

LOW, HIGH = 10_240, 32_767
"""Below those that a system gives to whoever connects: one of them could be taken before the server listens."""
TRIES = 100


def free_port() -> int:
    """A port that nobody listens on just now."""
    for port in random.SystemRandom().sample(range(LOW, HIGH + 1), TRIES):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError(f"none of {TRIES} ports between {LOW} and {HIGH} is free")


def free_ports(count: int) -> list[int]:
    """Different ones."""
    found: set[int] = set()
    while len(found) < count:
        found.add(free_port())
    return list(found)
