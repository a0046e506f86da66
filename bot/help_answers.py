"""The answers of the articles, put into domain.yml: whoever edits an article runs `python -m bot help --write`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.help_articles import Article

_VARIANTS = {
    "en": r"  - condition: \[\{type: slot, name: locale, value: en\}\]\n    text:",
    "ko": r"  - text:",
}
"""How a response begins in each language; the text follows as a block or on the line."""
_TEXT = r"(?: \|-\n(?:      [^\n]*\n|\n)+| [^\n]*\n(?:      [^\n]*\n)*)"
_RESPONSE = r"^  {name}:\n(?:  (?:-|  )[^\n]*\n|\n(?=  [- ]))+"


def with_answers(domain: str, articles: Iterable[Article]) -> str:
    """The text of domain.yml with each `utter_<intent>` said as its article has it; buttons and all else stay.

    Raises ValueError naming a response that is not there in both languages.
    """
    for article in articles:
        if article.answer:
            domain = _with_answer(domain, f"utter_{article.intent}", article)
    return domain


def _with_answer(domain: str, name: str, article: Article) -> str:
    found = re.search(_RESPONSE.format(name=name), domain, re.MULTILINE)
    if not found:
        raise ValueError(f"{article.name}.md answers {name}: expected that response in the domain, found none")
    response = found.group()
    for language, text in article.answer.items():
        variant = re.compile(rf"^({_VARIANTS[language]}){_TEXT}", re.MULTILINE)
        if not variant.search(response):
            raise ValueError(f"expected {name} with a text for {language} in the domain, found none")
        response = variant.sub(lambda begun, text=text: begun.group(1) + _block(text), response, count=1)  # type: ignore[misc]
    return domain[: found.start()] + response + domain[found.end() :]


def _block(text: str) -> str:
    return " |-\n" + "".join(f"      {line}\n" if line else "\n" for line in text.splitlines())
