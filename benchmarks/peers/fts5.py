"""SQLite FTS5 (https://www.sqlite.org/fts5.html): any of the words, by its `bm25()`."""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.keyword import Ranker

_FILE = "fts5.db"


def build(documents: Iterable[Sequence[str]], folder: Path) -> None:
    """Index the documents in a file."""
    database = sqlite3.connect(folder / _FILE)
    database.execute("CREATE VIRTUAL TABLE passage USING fts5(words)")
    database.executemany(
        "INSERT INTO passage(rowid, words) VALUES (?, ?)",
        ((place, " ".join(document)) for place, document in enumerate(documents)),
    )
    database.commit()
    database.close()


def opened(folder: Path) -> Ranker:
    """Open the file."""
    database = sqlite3.connect(folder / _FILE)

    def rank(words: Sequence[str], limit: int) -> Iterable[tuple[int, float]]:
        # Punctuation alone is no term to FTS5, and a query of nothing else is a syntax error.
        asked = " OR ".join(f'"{word}"' for word in words if word.isalnum())
        rows = database.execute(
            "SELECT rowid, -bm25(passage) FROM passage WHERE words MATCH ?"
            " ORDER BY bm25(passage), rowid LIMIT ?",
            (asked or '""', limit),
        )
        return [(int(place), float(score)) for place, score in rows]

    weakref.finalize(rank, database.close)
    return rank
