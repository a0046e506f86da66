"""How well personal data is found: five hundred sentences of customers, Korean and English, half of them with none.

In `personal_data.txt` what must be masked stands between ⟦ and ⟧. The others are full of what only looks like it:
orders, parcels, amounts, serial numbers, business numbers.
"""

import re
from pathlib import Path

from escalation.store.masking import mask

SENTENCES = Path(__file__).with_name("personal_data.txt").read_text("utf-8").splitlines()
MARK = re.compile("⟦(.*?)⟧")
WORD = re.compile(r"\[(?:email|phone|card|resident-number)\]")
PIECES = re.compile(r"[0-9A-Za-z가-힣]{3,}")


def missed(sentence: str) -> list[str]:
    """The marked parts of which something is left after masking."""
    left = WORD.sub(" ", mask(MARK.sub(r"\1", sentence)))
    around = MARK.sub("", sentence)
    return [
        part
        for part in MARK.findall(sentence)
        if part in left or any(piece in left for piece in PIECES.findall(part) if piece not in around)
    ]


def has_too_much(sentence: str) -> bool:
    """True where something was masked that is nobody's."""
    masks = len(WORD.findall(mask(MARK.sub(r"\1", sentence))))
    return masks > len(MARK.findall(sentence))


def test_there_are_five_hundred_different_sentences() -> None:
    marked = [sentence for sentence in SENTENCES if MARK.search(sentence)]
    assert len(set(SENTENCES)) == len(SENTENCES) >= 500
    assert 200 <= len(marked) <= len(SENTENCES) - 200


def test_what_is_personal_is_found() -> None:
    parts = sum(len(MARK.findall(sentence)) for sentence in SENTENCES)
    lost = [part for sentence in SENTENCES for part in missed(sentence)]
    recall = 1 - len(lost) / parts
    print(f"recall {recall:.4f} of {parts}; missed: {lost}")
    assert recall >= 0.98, lost


def test_what_is_nobodys_stays_readable() -> None:
    false = [sentence for sentence in SENTENCES if has_too_much(sentence)]
    print(f"false alarms {len(false) / len(SENTENCES):.4f} of {len(SENTENCES)}: {false}")
    assert len(false) / len(SENTENCES) <= 0.02, false
