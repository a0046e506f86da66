"""E-mail addresses as people type them.

What is accepted is the dot-atom form of RFC 5321 with a domain of letters: quoted names, bare addresses and comments,
which nobody has, are taken for mistakes. https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2
"""

import re
import unicodedata

from escalation.store.refusals import Refused

LONGEST = 254
LONGEST_NAME = 64
_WORD = r"[\w!#$%&'*+/=?^`{|}~-]+"
_LABEL = r"(?!-)[a-z0-9-]{1,63}(?<!-)"
_MAILBOX = re.compile(rf"{_WORD}(?:\.{_WORD})*@(?:{_LABEL}\.)+(?:[a-z]{{2,63}}|xn--[a-z0-9-]{{1,59}})", re.ASCII | re.I)


def checked_mailbox(typed: str) -> str:
    """The address as it is kept; full-width letters of a Korean keyboard become plain ones.
    Raises Refused `bad_email` for what no letter can reach."""
    mailbox = unicodedata.normalize("NFKC", typed).strip()
    too_long = len(mailbox) > LONGEST or len(mailbox.partition("@")[0]) > LONGEST_NAME
    if too_long or not _MAILBOX.fullmatch(mailbox):
        raise Refused("bad_email", "expected an e-mail address like name@example.com", field="email")
    return mailbox


def masked(mailbox: str) -> str:
    """Enough for its owner to know it again: `h***@example.com`."""
    name, _, domain = mailbox.partition("@")
    return f"{name[:1]}***@{domain}"
