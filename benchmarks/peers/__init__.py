"""Keyword engines to be measured beside ours, each the home of one outside library.

A module has `build`, which writes an index of the words of documents into a folder, and `opened`,
which opens it as a function from the words of a question and a limit to places and scores, best
first. All rank the same words.
"""

from __future__ import annotations

OURS = "ours"
INDEXED = "indexed"
"""Ours, from an index on the disk."""
BASELINE = "rank_bm25"
PEERS = {BASELINE: "rank_bm25", "bm25s": "bm25s", "fts5": "sqlite3", "tantivy": "tantivy"}
"""The peer modules, each with the library it needs."""
