"""What a file is called, as the record keeps it: a name, never a way, in characters that can be seen."""

import re
import unicodedata
from pathlib import PurePosixPath

MOST_CHARACTERS = 120
NAMELESS = "file"
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Unicode categories of what cannot be seen, turns the reading direction among them: exe.gnp must not read png.exe."""
SYSTEMS_OWN = re.compile(r'[<>:"|?*]')


def cleaned_name(given: str, extensions: tuple[str, ...]) -> str:
    """`given` without folders, control signs and signs of operating systems, ending as its content is: with one of
    `extensions`, else with the first. A Mac takes syllables of Hangul apart; here they are whole."""
    name = re.split(r"[/\\]", given)[-1]
    seen = "".join(sign if unicodedata.category(sign) not in UNSEEN else " " * sign.isspace() for sign in name)
    name = unicodedata.normalize("NFC", SYSTEMS_OWN.sub("_", seen))
    name = re.sub(r"\s+", " ", name).strip(" .")
    suffix = PurePosixPath(name).suffix
    if suffix.lower() not in extensions:
        suffix = extensions[0]
        stem = name
    else:
        stem = name[: -len(suffix)]
    return (stem.rstrip(" .")[: MOST_CHARACTERS - len(suffix)] or NAMELESS) + suffix
