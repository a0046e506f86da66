"""Which addresses a webhook may go to. Nothing connects anywhere here."""

import socket

import pytest

from connectors.outbound.addresses import AddressRefused, is_public, problem_with, public_socket

PRIVATE = [
    *("127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255"),
    *("192.168.1.1", "169.254.169.254", "169.254.0.1", "100.64.0.1", "100.127.255.255", "192.0.0.8", "192.0.2.1"),
    *("198.18.0.1", "198.51.100.7", "203.0.113.9", "192.88.99.1", "224.0.0.1", "239.1.2.3", "240.0.0.1"),
    *("255.255.255.255", "::", "::1", "::127.0.0.1", "fc00::1", "fd12:3456::1", "fd00:ec2::254", "fe80::1"),
    *("fe80::1%eth0", "2606:4700::1111%eth0", "fec0::1", "ff02::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1"),
    *("::ffff:169.254.169.254", "::ffff:a00:1", "64:ff9b::a00:1", "64:ff9b:1::a00:1", "2002:a00:1::1", "2001::1"),
    *("2001:db8::1", "100::1", "3fff::1", "5f00::1", "4000::1"),
    *("", "localhost", "shop.example", "2130706433", "0x7f000001", "127.1", "0177.0.0.1"),
]
PUBLIC = ["1.1.1.1", "8.8.8.8", "172.15.255.255", "172.32.0.1", "100.63.255.255", "100.128.0.1", "::ffff:8.8.8.8"]
PUBLIC += ["2606:4700:4700::1111", "2a00:1450:4001::1", "2400:cb00::1"]


@pytest.mark.parametrize("host", PRIVATE)
def test_what_is_not_on_the_public_internet_is_refused(host: str) -> None:
    assert not is_public(host)


@pytest.mark.parametrize("host", PUBLIC)
def test_the_public_internet_is_open(host: str) -> None:
    assert is_public(host)


def test_no_socket_is_made_for_a_private_address() -> None:
    with pytest.raises(AddressRefused, match=r"10\.0\.0\.1 is not a public address"):
        public_socket((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", 443)))
    with public_socket((socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("2606:4700::1111", 443, 0, 0))) as made:
        assert made.family == socket.AF_INET6


@pytest.mark.parametrize(
    ("url", "private", "said"),
    [
        ("https://shop.kr/hook", False, None),
        ("https://shop.kr:8443/hook?a=b", False, None),
        ("http://10.0.0.2/hook", True, None),
        ("http://shop.kr/hook", False, "expected an https address"),
        ("ftp://shop.kr/hook", True, "expected an https or http address"),
        ("https:///hook", False, "expected an https address"),
        ("https://shop.kr:99999/", False, "expected an address"),
        ("https://[::1/hook", False, "expected an address"),
        ("https://user:pass@shop.kr/hook", False, "without a user name"),
        ("javascript:alert(1)", False, "expected an https address"),
        ("", False, "expected an https address"),
    ],
)
def test_an_address_is_checked_before_it_is_kept(url: str, private: bool, said: str | None) -> None:
    problem = problem_with(url, private=private)
    assert problem is None if said is None else problem is not None and said in problem
