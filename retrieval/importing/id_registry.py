"""Which id was given to which article: each once, and never to another.

The ledger is a table of tabs in the folder of articles, a line an article, so that a diff shows
what an import added. It outlives the article files: the id of a deleted article stays taken, and
a page imported again finds its articles' ids. The digest tells a file that the importer wrote
from one that a person has edited since.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass

HEADER = "# id\tsource\ttitle\tdigest\t(ids are given once and never again: keep this file)"
_NUMBERED = re.compile(r"a(\d+)")
_COLUMNS = 4


class IdRegistryError(ValueError):
    """The ledger's text is broken; the message names line and reason."""


@dataclass(frozen=True, slots=True)
class RegistryEntry:
    """An id, the name of the page it came from, the title found there, and its file's digest."""

    id: str
    source: str
    title: str
    digest: str = ""


class IdRegistry:
    """The ids given so far."""

    def __init__(self, entries: Iterable[RegistryEntry] = ()) -> None:
        self._entries: dict[str, RegistryEntry] = {}
        self._by_source: dict[str, list[str]] = {}
        self._highest = 0
        for entry in entries:
            self.put(entry)

    @classmethod
    def parse(cls, text: str) -> IdRegistry:
        """Read the ledger's text; IdRegistryError when a line is broken or an id is given twice."""
        entries: dict[str, RegistryEntry] = {}
        for number, line in enumerate(text.split("\n"), 1):
            if not line.strip() or line.startswith("#"):
                continue
            columns = line.split("\t")
            if len(columns) != _COLUMNS or not columns[0]:
                message = f"{number}: not an id, a source, a title and a digest, with tabs between"
                raise IdRegistryError(message)
            if columns[0] in entries:
                message = f"{number}: id {columns[0]} stands here twice"
                raise IdRegistryError(message)
            entries[columns[0]] = RegistryEntry(*columns)
        return cls(entries.values())

    def __str__(self) -> str:
        """Return the text that `parse` reads."""
        rows = ("\t".join(astuple(entry)) for entry in self._entries.values())
        return "\n".join((HEADER, *rows)) + "\n"

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def of(self, source: str) -> tuple[RegistryEntry, ...]:
        """Return the entries of a page, in the order in which their ids were given."""
        return tuple(self._entries[name] for name in self._by_source.get(source, ()))

    def put(self, entry: RegistryEntry) -> None:
        """Add an entry, or renew the one of its id, whose source it keeps."""
        if entry.id not in self:
            found = _NUMBERED.fullmatch(entry.id)
            self._highest = max(self._highest, int(found[1]) if found else 0)
            self._by_source.setdefault(entry.source, []).append(entry.id)
        self._entries[entry.id] = entry

    def next(self) -> str:
        """Return an id that was never given: a01, a02, … a100."""
        return f"a{self._highest + 1:02d}"


def digest(text: str) -> str:
    """Return the mark of a file's text: twelve hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]
