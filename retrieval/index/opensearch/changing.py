"""Articles put into the index that readers take, and removed from it, a generation at a time."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from retrieval.analysis.analyzer import Analyzer
from retrieval.article import Article
from retrieval.index.engine import UnreachableError
from retrieval.index.opensearch.cluster_state import GRACE, STATE, Change, ClusterState
from retrieval.index.opensearch.cluster_view import ClusterView, read_changes
from retrieval.index.opensearch.connection import ChangedMeanwhileError, Connection
from retrieval.index.opensearch.cutting import cut
from retrieval.index.opensearch.documents import BITS
from retrieval.index.opensearch.loading import refresh, write
from retrieval.meaning.encoder import SentenceEncoder


class Changer:
    """Changes an index of the cluster. Of two at a time, one is told that it was too late."""

    def __init__(
        self,
        view: ClusterView,
        analyzer: Analyzer,
        encoder: SentenceEncoder | None = None,
        grace: float = GRACE,
    ) -> None:
        """Change what `view` shows, by the like of the `analyzer` and `encoder` that made it."""
        self._view, self._analyzer, self._grace = view, analyzer, grace
        self._encoder = encoder
        self._connection: Connection = view.connection
        self._path = f"/{view.index}/_doc"

    def change(self, put: Sequence[Article], gone: Sequence[int]) -> None:
        """Put articles, and remove those of these numbers, in one step for every reader."""
        state, place = self.state()
        if state.generation != self._view.state.generation:
            message = "somebody else has changed these reports; try again"
            raise UnreachableError(message)
        begun, known = self._begun(state)
        first = len(self._view.tables.sizes) + sum(len(one.sizes) for one in known)
        batch = cut(put, first, self._analyzer, self._encoder)
        removed = self._removed(gone)
        numbers = np.array(sorted(gone), dtype=np.int64)
        counts = batch.counts, removed.counts
        change = Change(begun.pending, time.time(), numbers, batch.sizes, *counts)
        self._connection.ask(
            "PUT", f"/{self._view.index}/_create/change-{begun.pending}", change.written()
        )
        place = self._note(begun, place)
        write(self._connection, self._view.index, batch.requests)
        refresh(self._connection, self._view.index)
        added, lost = int(batch.sizes.sum()), int(removed.sizes.sum())
        content = state.version.encode() + removed.digests + batch.digests
        done = replace(
            begun,
            changed=begun.changed + added + lost,
            generation=begun.pending,
            passages=state.passages + added - lost,
            length=state.length + batch.length - removed.length,
            version=hashlib.sha256(content).hexdigest()[:12],
        )
        self._clear(done, self._note(done, place), [*known, change])

    def note(self, point: float | None) -> None:
        """Remember the operating point of what is there now."""
        state, place = self.state()
        self._note(replace(state, point=point, changed=0), place)

    def _begun(self, state: ClusterState) -> tuple[ClusterState, list[Change]]:
        """Return the next generation, and all changes that were begun before it.

        A number that somebody took, and did not live to announce, is used for nothing.
        """
        index, last = self._view.index, state.pending
        known = [*read_changes(self._connection, index, 0, last)]
        while taken := [*read_changes(self._connection, index, last, last + 1)]:
            known += taken
            last += 1
        return state.begun(last + 1), known

    def state(self) -> tuple[ClusterState, dict[str, int]]:
        """Return the generation that counts, and by what to tell whether it still does."""
        reply = self._connection.ask("GET", f"{self._path}/{STATE}")
        place = {"if_seq_no": reply["_seq_no"], "if_primary_term": reply["_primary_term"]}
        return ClusterState.read(reply["_source"]), place

    def _removed(self, gone: Sequence[int]) -> Any:  # noqa: ANN401 - a CutBatch
        """Cut what is removed, to know its terms."""
        self._view.expect(gone)
        articles = [self._view.article(number).folded.article for number in gone]
        return cut(articles, 0, self._analyzer)

    def _clear(self, state: ClusterState, place: dict[str, int], changes: Sequence[Change]) -> None:
        """Remove for good what was removed so long ago that nobody reads it any more."""
        old = [one for one in changes if one.when < time.time() - self._grace]
        kept = max((one.generation for one in old), default=0)
        if kept <= state.kept:
            return
        self._note(replace(state, kept=kept), place)
        sizes = np.concatenate([self._view.tables.sizes, *(one.sizes for one in changes)])
        first = len(self._view.tables.sizes)
        for change in changes:
            numbers = change.removed
            if change.generation in state.void:
                numbers = np.arange(first, first + len(change.sizes))
            first += len(change.sizes)
            if state.kept < change.generation <= kept and len(numbers):
                self._delete(numbers.tolist(), sizes[numbers].tolist())

    def _delete(self, numbers: Sequence[int], sizes: Sequence[int]) -> None:
        """Remove articles of so many passages for good."""
        names = [f"a{number}" for number in numbers]
        for number, size in zip(numbers, sizes, strict=True):
            names += [f"p{number << BITS | place}" for place in range(size)]
        lines = [json.dumps({"delete": {"_id": name}}) for name in names]
        for start in range(0, len(lines), 5000):
            body = "\n".join(lines[start : start + 5000]) + "\n"
            self._connection.ask("POST", f"/{self._view.index}/_bulk", body, seconds=60.0)

    def _note(self, state: ClusterState, place: dict[str, int]) -> dict[str, int]:
        """Write the state, unless somebody else has; return by what to tell that next time.

        A reply that is lost comes again as a conflict: then what is there tells whether it is ours.
        """
        body = state.written()
        try:
            reply = self._connection.ask("PUT", f"{self._path}/{STATE}", body, parameters=place)
        except ChangedMeanwhileError as error:
            reply = self._connection.ask("GET", f"{self._path}/{STATE}")
            if reply["_source"] != body:
                message = "somebody else is changing these reports; try again"
                raise UnreachableError(message) from error
        return {"if_seq_no": reply["_seq_no"], "if_primary_term": reply["_primary_term"]}
