"""`cluster`: whether a cluster says what memory and disk say, how fast, in how many requests."""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.questions import read_rows
from benchmarks.scale.paragraphs import read_paragraphs, write_paragraphs
from retrieval.analysis.analyzer import Analyzer
from retrieval.answer import Question
from retrieval.article import Article
from retrieval.commands.arguments import add_cluster, add_corpus, cluster_address, positive
from retrieval.corpus import Corpus
from retrieval.index.archive.archive import Archive
from retrieval.index.archive.building import Builder, CorpusState
from retrieval.index.memory import MemoryIndex
from retrieval.index.open_index import OpenIndex, seen
from retrieval.index.opensearch.cluster import OpenCluster, brought, opened
from retrieval.index.opensearch.connection import Connection
from retrieval.index.opensearch.loading import PATIENCE, Loader
from retrieval.index.passage_store import PassageStore
from retrieval.library import Library

_PARAGRAPHS = 4
"""So many paragraphs are a report."""
_AT_ONCE = 50
"""So many reports are changed in one step."""


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_corpus(parser)
    add_cluster(parser)
    parser.add_argument("--questions", type=Path, required=True, metavar="FILE")
    parser.add_argument("--size", type=positive, default=50_000, help="paragraphs (%(default)s)")
    parser.add_argument("--count", type=positive, default=1000, help="questions (%(default)s)")
    parser.add_argument("--changes", type=int, default=1000, help="of reports (%(default)s)")
    parser.add_argument("--jobs", type=int, default=2, help="processes that cut (%(default)s)")
    parser.add_argument("--alone", action="store_true", help="measure the cluster only")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked, by kinds."""

    kinds: dict[str, Sequence[str]]

    def said(self, library: Library) -> dict[str, list[str]]:
        """Return all that a library says to it."""
        ways: dict[str, Callable[[str], object]] = {
            "answers": lambda text: library.answer(Question(text)),
            "lists": lambda text: library.answer(Question(text)),
            "verdicts": library.verify,
            "searches": library.look_up,
        }
        return {kind: [repr(ways[kind](one)) for one in some] for kind, some in self.kinds.items()}


def run(arguments: argparse.Namespace) -> Iterator[str]:
    """Yield what is measured, a line each."""
    connection = Connection(cluster_address(arguments.cluster), PATIENCE)
    with tempfile.TemporaryDirectory(prefix="wenbao-cluster-") as folder:
        corpus = _corpus(arguments, Path(folder))
        began, cpu = time.perf_counter(), time.process_time()
        loader = Loader(connection, jobs=arguments.jobs)
        yield from brought(connection, corpus, CorpusState("made", "so"), loader)
        took, used = time.perf_counter() - began, time.process_time() - cpu
        yield f"loaded in {took:.0f} s (loaded machine), {used:.0f} s of this process's own"
        cluster = opened(connection, Analyzer())
        yield f"{len(cluster.store)} passages, {len(cluster.view.tables.counts.keys)} terms"
        asked = _asked(arguments, corpus)
        yield from _timed(cluster, asked.kinds["answers"])
        if arguments.alone:
            return
        archive = Builder(jobs=0).build(corpus, Path(folder) / "index", Analyzer())
        yield from _compared("fresh", asked, archive, cluster)
        if arguments.changes:
            cluster = _changed(archive, cluster, arguments.changes)
            yield from _compared(f"after {arguments.changes} changes", asked, archive, cluster)


def _corpus(arguments: argparse.Namespace, folder: Path) -> Corpus:
    """Make reports of several paragraphs each."""
    write_paragraphs(arguments.corpus, folder / "paragraphs.jsonl", arguments.size)
    rows = list(read_paragraphs(folder / "paragraphs.jsonl"))
    parts = [rows[at : at + _PARAGRAPHS] for at in range(0, len(rows), _PARAGRAPHS)]
    articles = (
        Article(f"r{n}", part[0].title, tuple(one.texts[0] for one in part))
        for n, part in enumerate(parts)
    )
    return Corpus(tuple(articles), (), {})


def _asked(arguments: argparse.Namespace, corpus: Corpus) -> Asked:
    rows = read_rows(arguments.questions)
    chance = random.Random(0)  # noqa: S311 - no secret
    questions = [str(row["question"]) for row in chance.sample(rows, arguments.count)]
    few = max(1, arguments.count // 5)
    texts = [chance.choice(chance.choice(corpus.articles).texts) for _ in range(few)]
    clauses = [text[len(text) // 3 :][:30] for text in texts]
    altered = [f"{one[:12]}九千{one[14:]}" for one in clauses]
    names = [str(row["answers"][0])[:6] for row in rows[:: len(rows) // few]][: few // 4]
    lists = [f"哪些报道提到了{name}？" for name in names]
    searches = [*(text[:6] for text in texts), *(f"“{text[4:8]}”" for text in texts)]
    kinds = {"answers": questions, "lists": lists, "verdicts": [*clauses, *altered]}
    return Asked({**kinds, "searches": searches})


def _timed(cluster: OpenCluster, questions: Sequence[str]) -> Iterator[str]:
    """Tell how long whole answers take once all is warm, and how many requests each makes."""
    library, connection = _library(cluster), cluster.view.connection
    for question in questions[: len(questions) // 3]:
        library.answer(Question(question))
    times, trips = [], []
    for question in questions[len(questions) // 3 :]:
        before, began = connection.trips, time.perf_counter()
        library.answer(Question(question))
        times.append(1000 * (time.perf_counter() - began))
        trips.append(connection.trips - before)
    times.sort()
    trips.sort()
    middle, late = len(times) // 2, int(len(times) * 0.95)
    yield (
        f"whole answers: median {times[middle]:.0f} ms, p95 {times[late]:.0f} ms (loaded machine);"
        f" requests: median {trips[middle]}, p95 {trips[late]}; unproved {cluster.index.unproved}"
    )


def _compared(when: str, asked: Asked, archive: Archive, cluster: OpenCluster) -> Iterator[str]:
    """Tell how much of what is said is the same to the letter."""
    store = PassageStore(tuple(archive.view.store.articles))
    index = MemoryIndex(map(archive.analyzer.index_terms, store))
    memory = Library(OpenIndex(store, index, archive.analyzer, notes=archive))
    said = [asked.said(one) for one in (memory, Library(seen(archive)), _library(cluster))]
    for kind, expected in said[0].items():
        others = zip(expected, said[1][kind], said[2][kind], strict=True)
        same = [(one == disk, one == far) for one, disk, far in others]
        disk, far = (sum(column) for column in zip(*same, strict=True))
        yield f"{when}: {kind}: of {len(expected)} as in memory: disk {disk}, cluster {far}"


def _changed(archive: Archive, cluster: OpenCluster, count: int) -> OpenCluster:
    """Change and remove reports in both, the same ones."""
    chance = random.Random(1)  # noqa: S311 - no secret
    for _ in range(0, count, _AT_ONCE):
        ids = chance.sample([*archive.view.store.ids()], _AT_ONCE)
        gone, kept = ids[: _AT_ONCE // 4], ids[_AT_ONCE // 4 :]
        articles = [archive.view.store.find(one) for one in kept]
        put = [replace(one, texts=(*one.texts[::-1], articles[0].texts[0])) for one in articles]
        archive.remove(*gone)
        archive.put(*put)
        cluster.change(put, gone)
        cluster = opened(cluster.view.connection, cluster.analyzer, cluster.view)
    return cluster


def _library(cluster: OpenCluster) -> Library:
    return Library(OpenIndex(cluster.store, cluster.index, cluster.analyzer, notes=cluster))
