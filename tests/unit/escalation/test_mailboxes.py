"""Which addresses a letter can reach, and how one is shown to its owner."""

import pytest

from escalation.customers.mailboxes import checked_mailbox, masked
from escalation.store.refusals import Refused


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  minji@example.com ", "minji@example.com"),
        ("Min.Ji+shop@mail.example.co.kr", "Min.Ji+shop@mail.example.co.kr"),
        ("ｍｉｎｊｉ＠ｅｘａｍｐｌｅ．ｃｏｍ", "minji@example.com"),
        ("a@xn--3e0b707e.xn--3e0b707e", "a@xn--3e0b707e.xn--3e0b707e"),
    ],
)
def test_an_address_is_kept_as_it_is_meant(typed: str, kept: str) -> None:
    assert checked_mailbox(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        *("", "minji", "minji@example", "@example.com", "minji@", "min ji@example.com", "minji@example..com"),
        *(".minji@example.com", "minji.@example.com", "minji@-example.com", "minji@example-.com", "민지@example.com"),
        *("minji@example.com\nBcc: other@example.com", "a@example.com, b@example.com", "<minji@example.com>"),
        *("m" * 65 + "@example.com", "m@" + "e" * 64 + ".com", "m@" + ".".join(["e" * 60] * 5) + ".com", "m@1.2.3.4"),
    ],
)
def test_what_no_letter_can_reach_is_refused_and_names_its_field(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        checked_mailbox(typed)
    assert (refused.value.code, refused.value.field) == ("bad_email", "email")


def test_its_owner_knows_it_again_and_nobody_else_learns_it() -> None:
    assert masked("minji@example.com") == "m***@example.com"
