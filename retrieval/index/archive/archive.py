"""An index on the disk that grows: segments in a folder, and what one reader sees of them.

A change writes new files aside and then replaces the manifest. A reader has an `ArchiveView`, which
never changes and never waits; what is no longer needed of the files goes when its last reader goes.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from retrieval.analysis.analyzer import Analyzer
from retrieval.article import Article
from retrieval.index.archive.archived_index import ArchivedIndex
from retrieval.index.archive.archived_passages import ArchivedPassages
from retrieval.index.archive.array_file import DamagedError
from retrieval.index.archive.folder import clean, locked
from retrieval.index.archive.manifest import Manifest, ManifestFile, SegmentEntry
from retrieval.index.archive.merging import merge
from retrieval.index.archive.segment import MOST_POSTINGS, Segment, indexed_texts, write_segment
from retrieval.index.archive.segment_view import (
    NO_TOMBSTONES,
    SegmentView,
    read_tombstones,
    write_tombstones,
)
from retrieval.index.archive.term_ids import occurrences
from retrieval.index.passage_store import spans_of

_SMALL = 500
"""Segments of up to so many passages are merged into the next change at once."""
_SEGMENTS = 8
"""With more segments than these, all but the largest are merged beside the readers."""
Noted = Callable[[Manifest], Manifest]
"""Writes something about what is there into the manifest."""

_AT_ONCE = 128 << 20
"""Archives of up to so many bytes are verified to the last when opened; others as they are read."""


@dataclass(frozen=True, slots=True)
class ArchiveView:
    """An archive at one moment: an index and a store that number passages alike."""

    index: ArchivedIndex
    store: ArchivedPassages


class Archive:
    """The archive in a folder. Readers take its `view`; one change is made at a time."""

    def __init__(self, folder: Path, analyzer: Analyzer) -> None:
        """Open the archive in `folder`, made with the like of `analyzer`.

        Raises FileNotFoundError when there is none, DamagedError when it cannot be believed.
        """
        self.folder = folder
        self.analyzer = analyzer
        self._change = threading.Lock()
        self._parts: tuple[SegmentView, ...] = ()
        self._file = ManifestFile(folder)
        self.manifest = self._file.manifest
        self._show(self.manifest)

    def verify(self) -> None:
        """Check every byte; DamagedError when any is altered."""
        for part in self._parts:
            part.segment.file.verify()

    def put(self, *articles: Article) -> None:
        """Add articles, or put them in the place of those with their ids."""
        self.change(articles)

    def remove(self, *ids: str) -> None:
        """Remove articles; KeyError when one is not there."""
        for article_id in ids:
            self.view.store.find(article_id)
        self.change(gone=ids)

    def note(self, noted: Noted) -> None:
        """Remember something about what is there now."""
        with self._writing():
            self.manifest = noted(self.manifest)
            self._file.write(self.manifest)

    def change(
        self,
        articles: Sequence[Article] = (),
        gone: Iterable[str] = (),
        noted: Noted = lambda manifest: manifest,
    ) -> None:
        """Put articles, remove those of the ids `gone` as far as they are there, and note it.

        All in one step: a reader sees it, and after a kill finds it, whole or not at all.
        """
        ids = {article.id for article in articles}.union(gone)
        with self._writing():
            serial = self.manifest.serial + 1
            changed = self._size(ids) + sum(len(spans_of(article)) for article in articles)
            entries = [
                self._without(entry, part, ids, serial)
                for entry, part in zip(self.manifest.segments, self._parts, strict=True)
            ]
            if articles:
                entries = self._written(entries, articles, serial)
            # What is put here is not what its file says; whoever put it for that file says so.
            files = tuple(file for file in self.manifest.files if file[0] not in ids)
            manifest = replace(self.manifest, files=files, changed=self.manifest.changed + changed)
            self._replace(noted(manifest), tuple(entries), serial)
        if len(entries) > _SEGMENTS:
            threading.Thread(target=self.tidy, name="tidy", daemon=True).start()

    def tidy(self) -> None:
        """Merge all segments but the largest; readers go on, the next change waits."""
        with self._writing():
            entries, parts = self.manifest.segments, self._parts
            largest = max(range(len(parts)), key=lambda at: len(parts[at].segment), default=0)
            tail = list(range(largest + 1, len(parts)))
            postings = sum(int(parts[at].segment.starts[-1]) for at in tail)
            if len(tail) > 1 and postings <= MOST_POSTINGS:
                serial = self.manifest.serial + 1
                path = self.folder / f"segment-{serial}"
                merge(path, [parts[at] for at in tail])
                merged = SegmentEntry(path.name, Segment(path).file.check)
                self._replace(self.manifest, (*entries[: largest + 1], merged), serial)

    def _size(self, ids: Iterable[str]) -> int:
        """Return how many passages the articles of these ids have."""
        there = ((part, a) for part in self._parts for a in _living(part, ids))
        return sum(len(part.segment.passages(a)) for part, a in there)

    def _without(
        self, entry: SegmentEntry, part: SegmentView, ids: Iterable[str], serial: int
    ) -> SegmentEntry:
        """Write tombstones for the articles of these ids in one segment."""
        found = _living(part, ids)
        if not found:
            return entry
        texts = [text for a in found for text in indexed_texts(part.segment.article(a))]
        terms = occurrences(texts, self.analyzer)
        pairs = np.unique(np.stack([terms.keys, terms.texts.astype(np.uint64)]), axis=1)
        tombstones = part.tombstones.joined(np.array(sorted(found), dtype=np.int32), pairs[0])
        name = f"{entry.name}-dead-{serial}"
        write_tombstones(self.folder / name, tombstones)
        return replace(entry, tombstones=name)

    def _written(
        self, entries: Sequence[SegmentEntry], articles: Sequence[Article], serial: int
    ) -> list[SegmentEntry]:
        """Write a segment of `articles`, and merge the small ones before it into it."""
        path = self.folder / f"segment-{serial}"
        write_segment(path, articles, self.analyzer)
        kept = len(entries)
        while kept and len(self._parts[kept - 1].segment) <= _SMALL:
            kept -= 1
        segment = Segment(path)
        if kept < len(entries):
            small = [self._part(entry) for entry in entries[kept:]]
            path = path.with_name(f"{path.name}-merged")
            merge(path, [*small, SegmentView(segment, NO_TOMBSTONES, 0)])
            segment = Segment(path)
        return [*entries[:kept], SegmentEntry(path.name, segment.file.check)]

    def _replace(self, manifest: Manifest, entries: tuple[SegmentEntry, ...], serial: int) -> None:
        """Make these segments the archive, of which `manifest` tells all else."""
        manifest = replace(manifest, segments=entries, serial=serial)
        self._file.write(manifest)
        self._show(manifest)
        clean(self.folder, manifest)

    def _show(self, manifest: Manifest) -> None:
        known = {part.segment.name: part.segment for part in self._parts}
        parts: list[SegmentView] = []
        base = 0
        for entry in manifest.segments:
            part = self._part(entry, known.get(entry.name), base)
            parts.append(part)
            base += len(part.segment)
        fresh = [part.segment.file for part in parts if part.segment.name not in known]
        if sum(file.size for file in fresh) <= _AT_ONCE:
            for file in fresh:
                file.verify()
        self.manifest, self._parts = manifest, tuple(parts)
        self.view = ArchiveView(ArchivedIndex(parts), ArchivedPassages(parts))

    def _part(
        self, entry: SegmentEntry, known: Segment | None = None, base: int = 0
    ) -> SegmentView:
        path = self.folder / entry.name
        try:
            segment = known or Segment(path)
            dead = entry.tombstones
            tombstones = read_tombstones(self.folder / dead) if dead else NO_TOMBSTONES
        except FileNotFoundError as error:
            raise DamagedError(Path(error.filename), "missing") from error
        if segment.file.check != entry.check:
            raise DamagedError(path, "not the file that was written")
        return SegmentView(segment, tombstones, base)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Keep other writers out, of this process and of others, and see what they did before."""
        with self._change, locked(self.folder):
            if self._file.read() is not self.manifest:
                self._show(self._file.manifest)
            yield


def _living(part: SegmentView, ids: Iterable[str]) -> list[int]:
    """Return the articles of a part that have one of these ids."""
    return [a for one in ids for a in part.segment.find(one) if part.lives(a)]
