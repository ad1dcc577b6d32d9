"""Batches of articles to segments, on several cores; a batch that is done is not done again."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from retrieval.analysis.analyzer import Analyzer
from retrieval.article import Article
from retrieval.index.archive.array_file import DamagedError
from retrieval.index.archive.manifest import FORMAT
from retrieval.index.archive.segment import Segment, write_segment
from retrieval.serialization import digest, packed

Part = TypeVar("Part")
Done = TypeVar("Done")
BATCH = 1_500_000
"""Characters that one process analyses at a time: about 300 MB of memory."""


@dataclass(frozen=True, slots=True)
class BatchAnalysis:
    """Segments to be made in `folder` by an analyser of that `version` that knows `names`.

    Each is called by what it is made of, so that it is found again after a build was killed.
    """

    folder: Path
    names: tuple[str, ...]
    version: str

    def analyse(self, batch: Sequence[Article], analyzer: Analyzer | None = None) -> Path:
        """Write the segment of a batch, unless it is there; return its path."""
        content = hashlib.blake2b(repr((FORMAT, self.version, self.names)).encode(), digest_size=16)
        for article in batch:
            content.update(digest(packed(article)))
        path = self.folder / content.hexdigest()
        try:
            Segment(path).file.verify()
        except (FileNotFoundError, DamagedError):
            write_segment(path, batch, analyzer or analyzer_of(self.names))
        return path


def in_processes(work: Callable[[Part], Done], parts: Iterable[Part], jobs: int) -> Iterator[Done]:
    """Do the work on parts in so many processes, a few ahead of the one that is asked for."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, context, _leave_with_parent) as pool:
        ahead: deque[Future[Done]] = deque()
        for part in parts:
            ahead.append(pool.submit(work, part))
            if len(ahead) > jobs + 1:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


def batches(articles: Sequence[Article]) -> list[Sequence[Article]]:
    """Part the articles by size; at least one batch, be it empty."""
    parts, start, characters = [], 0, 0
    for number, article in enumerate(articles):
        if characters >= BATCH:
            parts.append(articles[start:number])
            start, characters = number, 0
        characters += size([article])
    return [*parts, articles[start:]]


def size(articles: Sequence[Article]) -> int:
    """Return how many characters there are to analyse."""
    return sum(len(text) for article in articles for text in article.texts)


def _leave_with_parent() -> None:
    """End this process when the one that began it is killed."""

    def wait() -> None:
        parent = multiprocessing.parent_process()
        if parent:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


@cache
def analyzer_of(names: tuple[str, ...]) -> Analyzer:
    """Return this process's analyser, made once."""
    analyzer = Analyzer()
    analyzer.hasten()
    analyzer.learn(names)
    return analyzer
