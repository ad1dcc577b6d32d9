"""What an import held back or was unsure of, kept in the folder of articles for a person to judge.

The file is hidden, so that it is no article file; a line of it is a text that stands in no article,
or a doubt about one that does, as JSON. Importing a document again replaces what is kept of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from retrieval.corpus import CorpusError, Problem
from retrieval.importing.document import HeldText

REVIEW_FILE = ".review.jsonl"


class ReviewList:
    """The texts held back so far, and the doubts, by the document they come from."""

    def __init__(self, path: Path, entries: Iterable[HeldText | Problem] = ()) -> None:
        self._path = path
        self._entries: dict[str, list[HeldText | Problem]] = {}
        for entry in entries:
            self._entries.setdefault(entry.file, []).append(entry)

    @classmethod
    def of(cls, folder: Path) -> ReviewList:
        """Read the list of a folder of articles; CorpusError when it is broken."""
        path = folder / REVIEW_FILE
        try:
            lines = path.read_text("utf-8").splitlines() if path.exists() else []
            return cls(path, (_entry(json.loads(line)) for line in lines))
        except (ValueError, TypeError, RecursionError) as error:
            message = f"{path}: the review list is broken; delete it and import again"
            raise CorpusError(message) from error

    def texts(self) -> tuple[HeldText, ...]:
        """Return all texts that were held back, those of one document together."""
        return tuple(entry for entry in self._all() if isinstance(entry, HeldText))

    def doubts(self) -> tuple[Problem, ...]:
        """Return what is unsure of the articles there are."""
        return tuple(entry for entry in self._all() if isinstance(entry, Problem))

    def put(self, file: str, entries: Iterable[HeldText | Problem]) -> None:
        """Replace what is kept of a document."""
        self._entries.pop(file, None)
        if found := list(entries):
            self._entries[file] = found

    def keep(self) -> None:
        """Write the list; without an entry there is no file."""
        if entries := self._all():
            lines = (json.dumps(asdict(entry), ensure_ascii=False) for entry in entries)
            replace_file(self._path, "".join(f"{line}\n" for line in lines))
        else:
            self._path.unlink(missing_ok=True)

    def _all(self) -> list[HeldText | Problem]:
        return [entry for entries in self._entries.values() for entry in entries]


def _entry(row: dict[str, Any]) -> HeldText | Problem:
    return HeldText(**row) if "text" in row else Problem(**row)


def replace_file(path: Path, text: str) -> None:
    """Write a file whole or not at all; one that says the same already is left alone."""
    if path.exists() and path.read_bytes() == text.encode():
        return
    draft = path.with_name(f".{path.name.lstrip('.')}.new")
    draft.write_bytes(text.encode())
    draft.replace(path)
