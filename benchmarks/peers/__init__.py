"""Keyword engines to be measured beside ours, each the home of one outside library.

A module has `ranker`: the words of the documents -> a function from the words of a question and
a limit to places and scores, best first; and for archives `build`, which writes an index into a
folder, and `opened`, which opens it as such a function. All rank the same words.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec

OURS = "ours"
INDEXED = "indexed"
"""Ours, from an index on the disk."""
BASELINE = "rank_bm25"
PEERS = {"bm25s": "bm25s", "fts5": "sqlite3", "tantivy": "tantivy"}
"""The peer modules, each with the library it needs."""


def installed(peers: Iterable[str]) -> list[str]:
    """Return those of the peers whose library is there."""
    return [peer for peer in peers if find_spec(PEERS[peer])]
