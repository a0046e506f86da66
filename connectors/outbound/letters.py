"""Letters as a person reads them: from a template a kind and language, as plain text and the same as simple HTML."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2

TEMPLATES = Path(__file__).parent / "templates"
LOCALES = ("ko", "en")
KINDS = ("answer_waiting", "ticket_waits", "goal_missed", "transcript")


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    text: str
    html: str


class Letters:
    """Writes them. A template's first line is the subject, paragraphs are parted by empty lines."""

    def __init__(self) -> None:
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(TEMPLATES),
            autoescape=jinja2.select_autoescape(["html"]),
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def write(self, kind: str, locale: str, params: Mapping[str, Any]) -> Letter:
        """The letter; an unknown language is Korean, and one without the parameter `link` leads nowhere. Raises
        LookupError for an unknown kind."""
        if kind not in KINDS:
            raise LookupError(f"expected one of {', '.join(KINDS)}, got {kind!r}")
        language = locale if locale in LOCALES else LOCALES[0]
        plain = {name: " ".join(value.split()) if isinstance(value, str) else value for name, value in params.items()}
        written = self._templates.get_template(f"{kind}.{language}.txt").render(plain)
        subject, _, text = written.strip().partition("\n")
        paragraphs = [part.split("\n") for part in text.strip().split("\n\n")]
        html = self._templates.get_template("letter.html").render(
            kind=kind, language=language, subject=subject, paragraphs=paragraphs, link=plain.get("link")
        )
        return Letter(subject, text.strip() + "\n", html)
