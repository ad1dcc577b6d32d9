"""A whole corpus into an archive: on several cores, and taken up again where it was left."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from retrieval.analysis.analyzer import Analyzer
from retrieval.analysis.corpus_names import corpus_names
from retrieval.analysis.normalizer import fold
from retrieval.article import Article
from retrieval.corpus import Corpus, read
from retrieval.corpus_change import CorpusChange, CorpusSeen, FileStates, difference, look
from retrieval.index.archive.analysing import BatchAnalysis, batches, in_processes, size
from retrieval.index.archive.archive import Archive, Noted
from retrieval.index.archive.array_file import DamagedError, sync
from retrieval.index.archive.folder import (
    BUILDING,
    clean,
    clean_building,
    locked,
    next_serial,
    refuse_foreign,
    refuse_shared,
)
from retrieval.index.archive.manifest import (
    FEW,
    NAME,
    Manifest,
    SegmentEntry,
    write_manifest,
)
from retrieval.index.archive.merging import merge
from retrieval.index.archive.segment import Segment, indexed_texts
from retrieval.index.archive.segment_view import NO_TOMBSTONES, SegmentView
from retrieval.index.passage_store import PassageStore

_TO_NAME = 20_000
"""So many passages, evenly spread, are looked through for the corpus's own names."""
BY_CHANGE, SHARE = 1000, 0.1
"""Up to so many articles, and so many of all, are changed one by one; for more, or among fewer
passages than `FEW`, the archive is built again, with names of its own."""

Say = Callable[[str], None]
Tell = Callable[[int, int], None]
Keep = Callable[[PassageStore], None]


@dataclass(frozen=True, slots=True)
class CorpusState:
    """Where a corpus stands, and in which state its files are."""

    path: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Builder:
    """Builds archives with so many processes at work (`jobs`); 0: in this one.

    `say` is told what is found wrong, a sentence each; `tell`, how many characters of how many
    have been analysed; `keep` is given what an archive held when it was opened.
    """

    jobs: int = 1
    say: Say = lambda _sentence: None
    tell: Tell = lambda _done, _total: None
    keep: Keep = lambda _store: None

    def open(self, source: Path, folder: Path, analyzer: Analyzer) -> Archive:
        """Open the archive of the corpus at `source` in `folder`, brought up to date.

        Built when it is not there, cannot be believed or is of another analysis; changed where the
        corpus has changed. `analyzer` learns the corpus's own names. Raises CorpusError when there
        is no corpus, and when the folder holds what is not ours.
        """
        refuse_shared(folder, source)
        refuse_foreign(folder)
        archive = self._existing(folder, analyzer)
        origin = origin_of(source)
        if archive and self._up_to_date(archive, origin):
            return archive
        corpus = read(source)
        if archive and _changed(archive, corpus, lambda was: made_of(was, corpus, origin)):
            return archive
        return self.build(corpus, folder, analyzer.blank() if archive else analyzer, origin)

    def change(self, archive: Archive, source: Path, change: CorpusChange) -> Archive:
        """Bring an archive to what became of its corpus at `source`; return it, or one built anew.

        Whoever reads `archive.view` as it was goes on. CorpusError, OSError when that fails.
        """
        origin = _origin(source, change.seen.states)
        differing = tuple(change.put.values()), change.gone
        if _is_changed(archive, differing, lambda was: made_of(was, change.seen, origin)):
            return archive
        corpus = change.corpus(archive.view.store)
        return self.build(corpus, archive.folder, archive.analyzer.blank(), origin)

    def _up_to_date(self, archive: Archive, origin: CorpusState) -> bool:
        """Tell whether an archive is that of a corpus; say so when it was made of another one."""
        before = archive.manifest.corpus
        if before and before != origin.path:
            self.say(f"{archive.folder}: was made of {before}, is brought to {origin.path}")
        return (before, archive.manifest.source) == (origin.path, origin.state)

    def _existing(self, folder: Path, analyzer: Analyzer) -> Archive | None:
        """Open what is in `folder`; None, and a sentence, when it must be built."""
        try:
            archive = Archive(folder, analyzer)
            self.keep(archive.view.store)
            if archive.manifest.analysis == analyzer.version():
                analyzer.learn(archive.manifest.names)
                return archive
            self.say(f"{folder}: built again, because text is analysed in another way now")
        except FileNotFoundError:
            if any(folder.glob("segment-*")):
                self.say(f"{folder / NAME}: missing: built again")
        except DamagedError as error:
            self.say(f"{error}: built again")
        return None

    def build(
        self, corpus: Corpus, folder: Path, analyzer: Analyzer, origin: CorpusState | None = None
    ) -> Archive:
        """Build the archive of `corpus`, which is of that `origin`, in `folder`."""
        refuse_foreign(folder)
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder):
            names = own_names(corpus, analyzer)
            analyzer.learn(names)
            (folder / BUILDING).mkdir(exist_ok=True)
            parts = batches(corpus.articles)
            work = BatchAnalysis(folder / BUILDING, names, analyzer.version())
            if len(parts) == 1:
                segments = [work.analyse(parts[0], analyzer)]
            else:
                segments = list(self._watched(work, parts, analyzer))
            serial = next_serial(folder)
            path = folder / f"segment-{serial}"
            _join(segments, path)
            sync(folder)
            entry = SegmentEntry(path.name, Segment(path).file.check)
            manifest = Manifest(analyzer.version(), serial, (entry,), names=names)
            manifest = made_of(manifest, corpus, origin or CorpusState())
            write_manifest(folder, manifest)
            clean(folder, manifest)
            clean_building(folder)
        return Archive(folder, analyzer)

    def _watched(
        self, work: BatchAnalysis, parts: Sequence[Sequence[Article]], analyzer: Analyzer
    ) -> Iterator[Path]:
        """Analyse in processes of their own, whose memory is then free again; tell how it goes."""
        total, done = sum(map(size, parts)), 0
        here = (work.analyse(part, analyzer) for part in parts)
        paths = in_processes(work.analyse, parts, self.jobs) if self.jobs else here
        for part, path in zip(parts, paths, strict=True):
            done += size(part)
            self.tell(done, total)
            yield path


def own_names(corpus: Corpus, analyzer: Analyzer) -> tuple[str, ...]:
    """Return the names that the corpus has by form, in a sample of it, and its authors."""
    step = max(1, len(corpus.articles) // _TO_NAME)
    sample = (fold(text) for a in corpus.articles[::step] for text in indexed_texts(a))
    authors = sorted({name for article in corpus.articles for name in article.authors})
    return (*corpus_names(sample, analyzer.commonness), *authors)


def origin_of(source: Path) -> CorpusState:
    """Name the state of the files at `source` by their names, sizes and times of change."""
    return _origin(source, look(source))


def _origin(source: Path, states: FileStates) -> CorpusState:
    state = hashlib.blake2b(digest_size=16)
    for name, found in sorted(states.items()):
        state.update(repr((name, *found)).encode())
    return CorpusState(os.path.realpath(source), state.hexdigest())


def made_of(manifest: Manifest, corpus: Corpus | CorpusSeen, origin: CorpusState) -> Manifest:
    """Write into a manifest of which corpus the archive is made."""
    return replace(
        manifest,
        corpus=origin.path,
        source=origin.state,
        problems=tuple((problem.file, problem.line, problem.why) for problem in corpus.problems),
        files=tuple(corpus.files.items()),
    )


def _changed(archive: Archive, corpus: Corpus, noted: Noted) -> bool:
    """Change the articles that differ from the corpus, if they are few; tell whether it is done."""
    articles = archive.view.store.articles
    if abs(len(articles) - len(corpus.articles)) > BY_CHANGE:
        return False
    new, gone = difference(corpus, archive.view.store)
    return _is_changed(archive, (tuple(new.values()), gone), noted)


def _is_changed(
    archive: Archive, differing: tuple[Sequence[Article], frozenset[str]], noted: Noted
) -> bool:
    """Put articles, remove those that are gone, and note it all; False when they are too many."""
    (new, gone), store = differing, archive.view.store
    changes, most = len(new) + len(gone), min(BY_CHANGE, SHARE * len(store.articles))
    if changes > most or (changes and len(store) < FEW):
        return False
    if changes:
        archive.change(new, gone, noted)
    else:
        archive.note(noted)
    return True


def _join(segments: Sequence[Path], path: Path) -> None:
    if len(segments) == 1:
        segments[0].replace(path)
        return
    parts = [SegmentView(Segment(segment), NO_TOMBSTONES, 0) for segment in segments]
    merge(path, parts)
