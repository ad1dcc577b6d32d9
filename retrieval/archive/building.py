"""A whole corpus into an archive: on several cores, and taken up again where it was left."""

from __future__ import annotations

import hashlib
import multiprocessing
import shutil
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from retrieval.analysis import Analyzer
from retrieval.archive.archive import Archive, clean, locked
from retrieval.archive.checked import DamagedError, sync
from retrieval.archive.manifest import Entry, Manifest, read_manifest, write_manifest
from retrieval.archive.merging import merge
from retrieval.archive.part import NO_GRAVE, Part
from retrieval.archive.segment import Segment, passages_of, write_segment
from retrieval.article import Article
from retrieval.corpus import Corpus, read
from retrieval.folding import fold
from retrieval.lexicon import corpus_names
from retrieval.record import digest, packed

BATCH = 1_500_000
"""Characters that one process analyses at a time: about 300 MB of memory."""
_BUILDING = "building"
"""The folder inside the archive's where finished batches wait for the others."""
_TO_NAME = 20_000
"""So many passages, evenly spread, are looked through for the corpus's own names."""
_BY_CHANGE = 1000
"""Up to so many articles are changed one by one; for more, the archive is built again."""

Say = Callable[[str], None]
Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Builder:
    """Builds archives with so many processes at work (`jobs`).

    `say` is told what is found wrong, a sentence each; `tell`, how many characters of how many
    have been analysed.
    """

    jobs: int = 1
    say: Say = lambda _sentence: None
    tell: Tell = lambda _done, _total: None

    def open(self, source: Path, folder: Path, analyzer: Analyzer) -> Archive:
        """Open the archive of the corpus at `source` in `folder`, brought up to date.

        Built when it is not there, cannot be believed or is of another analysis; changed where the
        corpus has changed. `analyzer` learns the corpus's own names. Raises CorpusError when there
        is no corpus.
        """
        archive = self._existing(folder, analyzer)
        state = state_of(source)
        if archive and archive.manifest.source == state:
            return archive
        corpus = read(source)
        if archive and _changed(archive, corpus):
            problems, files = _problems(corpus), _files(corpus)
            archive.note(lambda was: replace(was, source=state, problems=problems, files=files))
            return archive
        self._build(corpus, folder, state)
        return _opened(folder, Analyzer())

    def _existing(self, folder: Path, analyzer: Analyzer) -> Archive | None:
        """Open what is in `folder`; None, and a sentence, when it must be built."""
        try:
            manifest = read_manifest(folder)
            if manifest.analysis != analyzer.version():
                self.say(f"{folder}: built again, because text is analysed in another way now")
                return None
            analyzer.learn(manifest.names)
            return Archive(folder, analyzer)
        except FileNotFoundError:
            return None
        except DamagedError as error:
            self.say(f"{error}: built again")
            return None

    def _build(self, corpus: Corpus, folder: Path, state: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder):
            names = own_names(corpus)
            segments = self._segments(corpus.articles, folder / _BUILDING, names)
            serial = _next_serial(folder)
            path = folder / f"segment-{serial}"
            _join(segments, path)
            sync(folder)
            manifest = Manifest(
                Analyzer().version(),
                serial,
                (Entry(path.name, Segment(path).file.check),),
                state,
                names,
                _problems(corpus),
                _files(corpus),
            )
            write_manifest(folder, manifest)
            clean(folder, manifest)
            shutil.rmtree(folder / _BUILDING)

    def _segments(
        self, articles: Sequence[Article], folder: Path, names: tuple[str, ...]
    ) -> list[Path]:
        """Write a segment of each batch, those that are there from an earlier try excepted."""
        folder.mkdir(exist_ok=True)
        total = sum(map(_size, articles))
        batches = list(_batches(articles))
        paths, done = [], 0
        for batch, path in zip(batches, self._analysed(batches, folder, names), strict=True):
            paths.append(path)
            done += sum(map(_size, batch))
            self.tell(done, total)
        return paths

    def _analysed(
        self, batches: Sequence[Sequence[Article]], folder: Path, names: tuple[str, ...]
    ) -> Iterator[Path]:
        """Analyse batches, a few ahead of the one that is asked for."""
        if self.jobs == 1 or len(batches) == 1:
            yield from (analyse(batch, folder, names) for batch in batches)
            return
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(self.jobs, mp_context=context) as pool:
            ahead: deque[Future[Path]] = deque()
            for batch in batches:
                ahead.append(pool.submit(analyse, batch, folder, names))
                if len(ahead) > self.jobs + 1:
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()


def analyse(batch: Sequence[Article], folder: Path, names: tuple[str, ...]) -> Path:
    """Write the segment of a batch into `folder`, unless it is there; return its path."""
    analyzer = _analyzer(names)
    content = hashlib.blake2b(repr((analyzer.version(), names)).encode(), digest_size=16)
    for article in batch:
        content.update(digest(packed(article)))
    path = folder / content.hexdigest()
    try:
        Segment(path).file.verify()
    except (FileNotFoundError, DamagedError):
        write_segment(path, batch, analyzer)
    return path


def own_names(corpus: Corpus) -> tuple[str, ...]:
    """Return the names that the corpus has by form, in a sample of it, and its authors."""
    step = max(1, len(corpus.articles) // _TO_NAME)
    sample = (fold(text) for a in corpus.articles[::step] for _, text in passages_of(a))
    authors = sorted({name for article in corpus.articles for name in article.authors})
    return (*corpus_names(sample, Analyzer().commonness), *authors)


def state_of(source: Path) -> str:
    """Name the state of the files at `source` by their names, sizes and times of change."""
    files = sorted(source.iterdir()) if source.is_dir() else [source]
    state = hashlib.blake2b(digest_size=16)
    for file in files:
        if file.exists():
            seen = file.stat()
            state.update(repr((file.name, seen.st_size, seen.st_mtime_ns)).encode())
    return state.hexdigest()


def _problems(corpus: Corpus) -> tuple[tuple[str, int, str], ...]:
    return tuple((problem.file, problem.line, problem.why) for problem in corpus.problems)


def _files(corpus: Corpus) -> tuple[tuple[str, str], ...]:
    return tuple((article, str(path)) for article, path in corpus.files.items())


def _changed(archive: Archive, corpus: Corpus) -> bool:
    """Change the articles that differ from the corpus, if they are few; tell whether it is done."""
    articles = archive.view.shelf.articles
    if abs(len(articles) - len(corpus.articles)) > _BY_CHANGE:
        return False
    wanted = {digest(packed(article)): article for article in corpus.articles}
    there = dict(zip(articles.each_digest(), range(len(articles)), strict=True))
    new = [article for name, article in wanted.items() if name not in there]
    old = {articles[number].id for name, number in there.items() if name not in wanted}
    if len(new) + len(old) > _BY_CHANGE:
        return False
    gone = old - {article.id for article in new}
    if gone:
        archive.remove(*gone)
    if new:
        archive.put(*new)
    return True


def _opened(folder: Path, analyzer: Analyzer) -> Archive:
    analyzer.learn(read_manifest(folder).names)
    return Archive(folder, analyzer)


def _join(segments: Sequence[Path], path: Path) -> None:
    if len(segments) == 1:
        segments[0].replace(path)
        return
    parts = [Part(Segment(segment), NO_GRAVE, 0) for segment in segments]
    merge(path, parts)


def _next_serial(folder: Path) -> int:
    """Return a number that no file of the folder has in its name yet."""
    numbers = [path.name.split("-")[1] for path in folder.glob("segment-*")]
    return max((int(number) for number in numbers if number.isdecimal()), default=0) + 1


def _batches(articles: Sequence[Article]) -> Iterator[Sequence[Article]]:
    """Part the articles by size; at least one batch, be it empty."""
    start, size = 0, 0
    for number, article in enumerate(articles):
        if size >= BATCH:
            yield articles[start:number]
            start, size = number, 0
        size += _size(article)
    yield articles[start:]


def _size(article: Article) -> int:
    return sum(map(len, article.texts))


@cache
def _analyzer(names: tuple[str, ...]) -> Analyzer:
    """Return this process's analyser, made once."""
    analyzer = Analyzer()
    analyzer.hasten()
    analyzer.learn(names)
    return analyzer
