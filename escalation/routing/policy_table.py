"""One table of the policy file: every field is asked for by name, checked, and remembered as read."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any


class PolicyError(ValueError):
    """A policy that cannot be used: the file, the field, what was expected and what came."""

    def __init__(self, path: Path, field: str, expected: str, came: str) -> None:
        where = f"{path}: {field}" if field else str(path)
        super().__init__(f"{where}: expected {expected}, got {came}")
        self.field = field


class PolicyTable:
    """Fields of one table. `name` is its place in the file."""

    def __init__(self, path: Path, name: str, content: dict[str, Any]) -> None:
        self._path = path
        self._name = name
        self._content = content
        self._read: set[str] = set()
        self._tables: dict[str, PolicyTable] = {}

    def wrong(self, field: str, expected: str, came: str) -> PolicyError:
        """The error to raise about a field."""
        return PolicyError(self._path, self._at(field), expected, came)

    def get(self, field: str) -> Any:
        self._read.add(field)
        return self._content.get(field)

    def table(self, field: str) -> "PolicyTable":
        """The table under this name; an absent one is an error."""
        if field not in self._tables:
            value = self.get(field)
            if not isinstance(value, dict):
                raise self.wrong(field, "a table", _kind(value))
            self._tables[field] = PolicyTable(self._path, self._at(field), value)
        return self._tables[field]

    def names(self, expected: Iterable[str]) -> list[str]:
        """The names in the order of the file: all of `expected` and no others."""
        wanted = set(expected)
        for name in self._content:
            if name not in wanted:
                raise self.wrong(name, "one of " + ", ".join(sorted(wanted)), "an unknown name")
        for name in sorted(wanted - set(self._content)):
            raise self.wrong(name, "a table", "nothing")
        return list(self._content)

    def all_names(self) -> list[str]:
        return list(self._content)

    def one_of(self, field: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        value = self.get(field)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or value not in allowed:
            raise self.wrong(field, "one of " + ", ".join(allowed), "nothing" if value is None else repr(value))
        return value

    def whole(self, field: str, least: int, most: int) -> int:
        value = self.get(field)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise self.wrong(field, f"a whole number from {least} to {most}", _kind(value))
        return value

    def whole_or_none(self, field: str, least: int, most: int) -> int | None:
        return None if self.get(field) is None else self.whole(field, least, most)

    def number(self, field: str, least: float, most: float) -> float:
        value = self.get(field)
        if not isinstance(value, int | float) or isinstance(value, bool) or not least <= value <= most:
            raise self.wrong(field, f"a number from {least:g} to {most:g}", _kind(value))
        return float(value)

    def words(self, field: str, *, least: int = 0, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        value = self.get(field)
        if value is None and default is not None:
            return default
        if not isinstance(value, list) or len(value) < least or not all(isinstance(one, str) and one for one in value):
            raise self.wrong(field, "a list of texts", _kind(value))
        return tuple(value)

    def refuse_unread(self) -> None:
        """A field that nobody asked for is a slip of the pen. Raises PolicyError."""
        for field in self._content:
            if field not in self._read:
                raise self.wrong(field, "a field that is known here", "an unknown name")
        for table in self._tables.values():
            table.refuse_unread()

    def _at(self, field: str) -> str:
        return f"{self._name}.{field}" if self._name else field


def _kind(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a table"
    return repr(value) if len(repr(value)) <= 80 else f"a {type(value).__name__}"
