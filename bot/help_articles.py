"""Articles of the help centre: one Markdown file each, Korean and English side by side (format: data/README.md)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.help_words import plain

ARTICLES = Path("data/help")
LANGUAGES = ("ko", "en")

_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)
_SECTION = re.compile(r"^## +(\S+) *$", re.MULTILINE)
_HEADING = re.compile(r"^### +(.+?) *$", re.MULTILINE)
_ASKED = re.compile(r"\A\s*((?:^> .*\n)*)", re.MULTILINE)
"""The questions below a heading, each a line with `>` before it."""
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_REQUIRED, _OPTIONAL = {"topic", "title", "questions"}, {"intent", "answer"}


class ArticleError(ValueError):
    """`path: field: expected …, came …`."""

    def __init__(self, path: Path, field: str, expected: str, came: object) -> None:
        super().__init__(f"{path}: {field}: expected {expected}, came {came!r}")


@dataclass(frozen=True)
class Passage:
    """A piece of an article that answers something by itself. `questions`: asked so; never told."""

    title: str
    text: str
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Article:
    """`answer`: what the assistant says to the intent, where its answer is a fixed text; else empty.

    `passages`: the first is the text before any heading, under the article's title; as many in each language.
    """

    name: str
    topic: str
    intent: str | None
    title: Mapping[str, str]
    questions: Mapping[str, tuple[str, ...]]
    answer: Mapping[str, str]
    passages: Mapping[str, tuple[Passage, ...]]


def read_articles(folder: Path = ARTICLES) -> list[Article]:
    """All articles by name. Raises ArticleError for a bad one and for two that answer the same intent."""
    articles: list[Article] = []
    answered: dict[str, str] = {}
    for path in sorted(folder.glob("*.md")):
        article = read_article(path)
        if article.answer and article.intent:
            first = answered.setdefault(article.intent, path.name)
            if first != path.name:
                raise ArticleError(path, "answer", f"none, as {first} holds that of the intent", article.intent)
        articles.append(article)
    return articles


def read_article(path: Path) -> Article:
    """One file. Raises ArticleError naming the field that is not as it should be."""
    front, body = _parted(path)
    if missing := _REQUIRED - front.keys():
        raise ArticleError(path, min(missing), "a value", None)
    if unknown := front.keys() - _REQUIRED - _OPTIONAL:
        raise ArticleError(path, min(unknown), f"one of {sorted(_REQUIRED | _OPTIONAL)}", min(unknown))
    title = {lang: _text(path, f"title.{lang}", value) for lang, value in _both(path, "title", front).items()}
    answer = _both(path, "answer", front) if "answer" in front else {}
    if answer and "intent" not in front:
        raise ArticleError(path, "intent", "the intent that the answer belongs to", None)
    return Article(
        name=path.stem,
        topic=_name(path, "topic", front["topic"]),
        intent=_name(path, "intent", front["intent"]) if "intent" in front else None,
        title=title,
        questions={lang: _texts(path, f"questions.{lang}", v) for lang, v in _both(path, "questions", front).items()},
        answer={lang: _text(path, f"answer.{lang}", value) for lang, value in answer.items()},
        passages=_passages(path, body, title),
    )


def _parted(path: Path) -> tuple[dict[str, Any], str]:
    found = _FRONT_MATTER.match(path.read_text("utf-8"))
    if not found:
        raise ArticleError(path, "front matter", "YAML between two lines of ---", "none")
    try:
        front = yaml.safe_load(found.group(1))
    except yaml.YAMLError as error:
        raise ArticleError(path, "front matter", "YAML", str(error)) from error
    if not isinstance(front, dict):
        raise ArticleError(path, "front matter", "fields", front)
    return front, found.group(2)


def _passages(path: Path, body: str, title: Mapping[str, str]) -> dict[str, tuple[Passage, ...]]:
    _, *parts = _SECTION.split(body)
    languages, texts = parts[::2], parts[1::2]
    if sorted(languages) != sorted(LANGUAGES):
        raise ArticleError(path, "body", "one section ## ko and one ## en", languages)
    cut = {lang: _cut(path, lang, text, title[lang]) for lang, text in zip(languages, texts, strict=True)}
    counts = {lang: len(cut[lang]) for lang in LANGUAGES}
    if len(set(counts.values())) != 1:
        raise ArticleError(path, "body", "as many headings in each language", counts)
    return cut


def _cut(path: Path, language: str, text: str, title: str) -> tuple[Passage, ...]:
    lead, *rest = _HEADING.split(text)
    pairs = [(title, lead), *zip(rest[::2], rest[1::2], strict=True)]
    return tuple(_passage(path, f"## {language}: {heading}", heading, words) for heading, words in pairs)


def _passage(path: Path, field: str, heading: str, words: str) -> Passage:
    asked = _ASKED.match(words)
    questions = asked.group(1).splitlines() if asked else []
    told = words[asked.end() :] if asked else words
    texts = tuple(_text(path, f"{field}: > {i}", line.removeprefix(">")) for i, line in enumerate(questions, 1))
    return Passage(plain(heading), plain(_text(path, field, told)), texts)


def _both(path: Path, field: str, front: Mapping[str, Any]) -> dict[str, Any]:
    value = front[field]
    if not isinstance(value, dict) or sorted(value) != sorted(LANGUAGES):
        raise ArticleError(path, field, "ko and en", value)
    return {lang: value[lang] for lang in LANGUAGES}


def _texts(path: Path, field: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise ArticleError(path, field, "a list of questions", value)
    return tuple(_text(path, f"{field}[{i}]", item) for i, item in enumerate(value))


def _text(path: Path, field: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ArticleError(path, field, "words", value)
    return value.strip()


def _name(path: Path, field: str, value: Any) -> str:
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        raise ArticleError(path, field, "a name such as billing_due_date", value)
    return value
