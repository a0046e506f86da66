"""A secret that came with a request is compared whatever bytes it is made of."""

import pytest

from connectors.secret import is_secret


@pytest.mark.parametrize(
    ("given", "expected", "same"),
    [
        ("Bearer abc", "Bearer abc", True),
        ("Bearer abd", "Bearer abc", False),
        ("", "Bearer abc", False),
        ("Bearer abc ", "Bearer abc", False),
        ("비밀", "비밀", True),
        ("\udcff", "Bearer abc", False),
        ("Bearer abc\udc80", "Bearer abc", False),
    ],
)
def test_only_the_same_is_the_secret(given: str, expected: str, same: bool) -> None:
    assert is_secret(given, expected) is same
