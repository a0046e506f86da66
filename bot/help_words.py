"""Markdown of an article as the chat shows it: plain lines, for a bubble has neither bold nor hidden addresses."""

from __future__ import annotations

import re

_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)\s]*\)")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_MARKS = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^*_\n]+?)(?<=[^\s])\1(?![\w*])")
_BULLET = re.compile(r"^\s*[-*+] +")
_ITEM = re.compile(r"^\s*(?:•|\d+[.)]) ")
_HARD_BREAK = re.compile(r"(?: {2,}|\\)$")


def plain(markdown: str) -> str:
    """Marks taken off, points as •, an address in brackets behind its words; a wrapped paragraph is one line."""
    lines: list[str] = []
    joined = False
    for raw in markdown.strip().splitlines():
        line = _HARD_BREAK.sub("", _BULLET.sub("• ", raw)).strip()
        if joined and line and not _ITEM.match(line):
            lines[-1] += f" {line}"
        else:
            lines.append(line)
        joined = bool(line) and not _HARD_BREAK.search(raw)
    return _unmarked("\n".join(lines))


def _unmarked(text: str) -> str:
    linked = _LINK.sub(_link, _IMAGE.sub(r"\1", text))
    return _EMPHASIS.sub(r"\2", _MARKS.sub(r"\2", linked))


def _link(found: re.Match[str]) -> str:
    words, address = found.groups()
    return address if words == address else f"{words} ({address})"
