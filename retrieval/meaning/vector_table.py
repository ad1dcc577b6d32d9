"""The sentences of some articles as vectors, found by the text of the passage they stand in.

Arrays, in memory or in a file, of M articles, N passages and S sentences:

| name | items | what |
| --- | --- | --- |
| articles | M | the first half of the articles' digests |
| keys | N | BLAKE2 of the passages' folded texts, ascending |
| owners | N | the article of the passage |
| starts | N + 1 | the first sentence of the passage |
| vectors | 64 S | the sentences |
| maker | bytes | what the vectors were made by |
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from retrieval.index.archive.array_file import (
    Array,
    CheckedFile,
    CheckedWriter,
    DamagedError,
    Int32s,
    Int64s,
)
from retrieval.index.archive.term_ids import TermIds
from retrieval.meaning.vectors import BYTES, Signs

_AT_ONCE = 10_000
"""So many passages are written at a time."""


@dataclass(frozen=True, slots=True)
class VectorTable:
    """Passages, each with the vectors of its sentences (see the module); it never changes."""

    articles: TermIds
    keys: TermIds
    owners: Int32s
    starts: Int64s
    flat: Signs
    file: CheckedFile | None = None

    def __len__(self) -> int:
        """How many passages there are."""
        return len(self.keys)

    @property
    def path(self) -> Path | None:
        """Where it stands on the disk."""
        return self.file.path if self.file else None

    def find(self, key: int) -> Signs | None:
        """Return the sentences (n x 64) of the passage of that key; None when it is not here."""
        at = int(self.keys.searchsorted(np.uint64(key)))
        return self.sentences(at) if at < len(self.keys) and self.keys[at] == key else None

    def sentences(self, passage: int) -> Signs:
        """Return the sentences of a passage; DamagedError when they were altered on the disk."""
        start, stop = (self.starts[passage : passage + 2] * BYTES).tolist()
        if self.file:
            self.file.check_part("vectors", start, stop)
        return self.flat[start:stop].reshape(-1, BYTES)


def table_of(
    articles: TermIds, owners: Int32s, keys: TermIds, sentences: Sequence[Signs]
) -> VectorTable:
    """Return the table of passages in any order: of each its article, key and sentences."""
    order = np.argsort(keys, kind="stable")
    starts = np.cumsum([0, *(len(sentences[at]) for at in order.tolist())])
    flat = [np.zeros(0, dtype=np.uint8), *(sentences[at].ravel() for at in order.tolist())]
    return VectorTable(articles, keys[order], owners[order], starts, np.concatenate(flat))


def read_table(path: Path, maker: str) -> VectorTable:
    """Map a table; DamagedError when it is torn, or was not made by `maker`."""
    file = CheckedFile(path)
    if "maker" not in file.names or file.array("maker").tobytes().decode() != maker:
        raise DamagedError(path, f"not made by {maker}")
    articles, keys, owners, starts = map(file.array, ("articles", "keys", "owners", "starts"))
    return VectorTable(articles, keys, owners, starts, file.unchecked("vectors"), file)


def write_merged(
    path: Path, tables: Sequence[VectorTable], living: TermIds, maker: str
) -> VectorTable:
    """Write what of `tables` is of `living` articles as one; return it as it stands there."""
    articles = np.concatenate([table.articles for table in tables])
    shifts = np.cumsum([0, *(len(table.articles) for table in tables[:-1])])
    owners = np.concatenate([t.owners + by for t, by in zip(tables, shifts, strict=True)])
    keys = np.concatenate([table.keys for table in tables])
    order = np.argsort(keys, kind="stable")
    order = order[np.isin(articles, living)[owners[order]]]
    bases = np.cumsum([0, *map(len, tables)])
    sizes = np.concatenate([np.diff(table.starts) for table in tables])
    with CheckedWriter(path) as out:
        out.append("maker", np.frombuffer(maker.encode(), dtype=np.uint8))
        out.append("articles", articles)
        out.append("keys", keys[order])
        out.append("owners", owners[order].astype(np.int32))
        out.append("starts", np.cumsum([0, *sizes[order].tolist()]))
        for some in _batches(order):
            which = bases.searchsorted(some, "right") - 1
            places = zip(which.tolist(), (some - bases[which]).tolist(), strict=True)
            own = [tables[table].sentences(passage).ravel() for table, passage in places]
            out.append("vectors", np.concatenate([np.zeros(0, dtype=np.uint8), *own]))
    return read_table(path, maker)


def _batches(order: Array) -> Iterator[Array]:
    """Part the passages; at least one batch, be it empty."""
    for start in range(0, max(len(order), 1), _AT_ONCE):
        yield order[start : start + _AT_ONCE]
