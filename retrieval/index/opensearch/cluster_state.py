"""What all readers of a cluster agree on: one document that says which generation counts.

A change first announces what it will write (`pending`), then writes it, and then makes its
generation the one that counts: a reader sees all of it or nothing. What a generation removed stays
for `GRACE` seconds, for readers that still have the one before.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from retrieval.index.archive.array_file import Array, Int64s
from retrieval.index.opensearch.documents import arrays_read, arrays_written
from retrieval.index.opensearch.term_counts import NO_COUNTS, TermCounts

STATE = "state"
MANIFEST = "manifest"
GRACE = 600.0


@dataclass(frozen=True, slots=True)
class ClusterState:
    """The generation that counts.

    `pending` is the last that was begun, `kept` the first that can still be read, and `void` those
    that were begun and never finished. There are so many `passages` with `length` terms in all, and
    so many documents of `tables`; `version` names the content. `point` and `changed` are those of
    the manifest, which does not change with every generation.
    """

    tables: int
    passages: int
    length: int
    version: str
    point: float | None = None
    changed: int = 0
    generation: int = 0
    pending: int = 0
    kept: int = 0
    void: tuple[int, ...] = ()

    def written(self) -> dict[str, str]:
        """Return its document."""
        return written(asdict(self))

    @classmethod
    def read(cls, source: Mapping[str, Any]) -> ClusterState:
        """Read its document."""
        body = read(source)
        return cls(**{**body, "void": tuple(body["void"])})

    def begun(self, number: int) -> ClusterState:
        """Announce a generation; those between that were begun and never finished are void."""
        between = range(self.generation + 1, number)
        return replace(self, pending=number, void=tuple(sorted({*self.void, *between})))


def written(body: Mapping[str, Any]) -> dict[str, str]:
    """Return the document of what JSON can say."""
    text = json.dumps(body).encode()
    return {"record": b64encode(zlib.compress(text)).decode()}


def read(source: Mapping[str, Any]) -> dict[str, Any]:
    """Read the document of what JSON can say."""
    body: dict[str, Any] = json.loads(zlib.decompress(b64decode(source["record"])))
    return body


@dataclass(frozen=True, slots=True)
class Change:
    """What a generation does: numbers of articles `removed`; `sizes`, the passages of those put.

    `put` and `gone` count the terms of passages that came and went; `when` is seconds (epoch).
    """

    generation: int
    when: float
    removed: Int64s
    sizes: Array
    put: TermCounts = NO_COUNTS
    gone: TermCounts = NO_COUNTS

    def written(self) -> dict[str, str]:
        """Return its document."""
        return arrays_written(
            generation=np.array(self.generation),
            when=np.array(self.when),
            removed=self.removed,
            sizes=self.sizes,
            **self.put.written("put-"),
            **self.gone.written("gone-"),
        )

    @classmethod
    def read(cls, source: Mapping[str, Any]) -> Change:
        """Read its document."""
        arrays = arrays_read(source)
        put, gone = TermCounts.read(arrays, "put-"), TermCounts.read(arrays, "gone-")
        number, when = int(arrays["generation"]), float(arrays["when"])
        return cls(number, when, arrays["removed"], arrays["sizes"], put, gone)
