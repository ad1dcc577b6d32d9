"""Whole answers, verdicts, searches and lists are those of the library in memory, word for word."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.analysis.analyzer import Analyzer
from retrieval.answer import Question
from retrieval.article import Article
from retrieval.corpus import SHIPPED, Corpus, read
from retrieval.index.archive.building import Builder
from retrieval.index.memory import MemoryIndex
from retrieval.index.open_index import OpenIndex, in_memory, seen, with_vectors
from retrieval.index.opensearch.cluster import opened
from retrieval.index.opensearch.cluster_vectors import meaning_of
from retrieval.index.passage_store import PassageStore
from retrieval.library import Library
from retrieval.meaning.vector_folder import VectorFolder
from tests.cluster.filled import filled, library_of
from tests.cluster.nodes import Nodes
from tests.support.concepts import ConceptEncoder

pytestmark = pytest.mark.slow

QUESTIONS = Path(__file__).parents[1] / "questions"
LISTS = (
    "哪些报道提到了浙江？",
    "有多少篇报道提到企业？",
    "一共有几篇报道？",
    "第三篇报道讲了什么？",
)


def asked() -> Iterator[str]:
    for name in ("answerable", "unanswerable", "robust"):
        for line in (QUESTIONS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            yield str(json.loads(line)["question"])


def asked_of(library: Library, articles: list[Article], every: int = 1) -> Iterator[str]:
    """Yield all that a library says to what can be asked of it, `every` so many questions."""
    chance, questions = random.Random(0), [*asked()][::every]
    yield from (repr(library.answer(Question(one))) for one in (*questions, *LISTS))
    for article in articles[::2]:
        text = chance.choice(article.texts)
        start = chance.randrange(max(1, len(text) - 30))
        yield repr(library.verify(text[start : start + 30]))
        yield repr(library.verify(f"{text[start : start + 15]}九千{text[start + 17 : start + 30]}"))
        yield repr(library.look_up(text[start : start + 6]))
        yield repr(library.look_up(f"“{text[start : start + 4]}” {article.title[:2]}"))
        yield repr(library.about(article.title[:3]))


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read(SHIPPED)


def test_three_engines_say_the_same(
    nodes: Nodes, analyzer: Analyzer, corpus: Corpus, tmp_path: Path
) -> None:
    cluster = filled(nodes, "said", corpus.articles, analyzer)
    archive = Builder(jobs=0).build(corpus, tmp_path / "index", Analyzer())
    said = [
        [*asked_of(library, list(corpus.articles))]
        for library in (Library(in_memory(corpus)), Library(seen(archive)), library_of(cluster))
    ]
    assert said[0] == said[1] == said[2]


def test_with_vectors_of_sentences_they_say_the_same_too(
    nodes: Nodes, analyzer: Analyzer, corpus: Corpus
) -> None:
    """Those of the cluster come with its articles, also with one that was put there later."""
    encoder = ConceptEncoder((("骑士", "小哥"), ("企业", "公司"), ("多少", "几")))
    first, *others = corpus.articles
    cluster = filled(nodes, "vectors", others, analyzer, encoder=encoder)
    cluster.change([first], encoder=encoder)
    cluster = opened(cluster.view.connection, cluster.analyzer, cluster.view)
    articles = list(cluster.store.articles)
    store = PassageStore(articles)
    index = MemoryIndex(map(cluster.analyzer.index_terms, store))
    memory = OpenIndex(store, index, cluster.analyzer, notes=cluster)
    open_cluster = OpenIndex(cluster.store, cluster.index, cluster.analyzer, notes=cluster)
    kept = VectorFolder(encoder)
    said, scores = [], []
    for library in (
        Library(with_vectors(memory, kept)),
        Library(replace(open_cluster, meaning=meaning_of(cluster.view, encoder))),
    ):
        said.append([*asked_of(library, articles)])
        hits = [library._retriever.find(library.query(Question(one))) for one in asked()]  # noqa: SLF001
        assert all(one is None or one.ranking.reading.meaning is not None for one in hits)
        scores.append([one.ranking.scores.tolist() for one in hits if one])
    assert said[0] == said[1]
    assert scores[0] == scores[1]
    # Whoever has no encoder asks the same reports as ever.
    plain = Library(memory)
    expected = [*asked_of(plain, articles, every=4)]
    assert expected == [*asked_of(library_of(cluster), articles, every=4)]


def test_they_say_the_same_after_changes(
    nodes: Nodes, analyzer: Analyzer, corpus: Corpus, tmp_path: Path
) -> None:
    cluster = filled(nodes, "altered", corpus.articles, analyzer)
    archive = Builder(jobs=0).build(corpus, tmp_path / "index", Analyzer())
    chance, titles = random.Random(1), [article.title for article in corpus.articles]
    for _ in range(4):
        there = [article.id for article in archive.view.store.articles]
        gone = chance.sample(there, 2)
        put = [
            replace(archive.view.store.find(one), title=chance.choice(titles))
            for one in chance.sample([one for one in there if one not in gone], 3)
        ]
        archive.remove(*gone)
        archive.put(*put)
        cluster.change(put, gone)
        cluster = opened(cluster.view.connection, cluster.analyzer, cluster.view)
    articles = list(archive.view.store.articles)
    assert list(cluster.store.articles) == articles
    store = PassageStore(articles)
    index = MemoryIndex(map(archive.analyzer.index_terms, store))
    # What was kept of all reports is kept by each engine alike: the operating point is one.
    memory = OpenIndex(store, index, archive.analyzer, notes=archive)
    libraries = (Library(memory), Library(seen(archive)), library_of(cluster))
    said = [[*asked_of(one, articles, every=2)] for one in libraries]
    assert said[0] == said[1] == said[2]
