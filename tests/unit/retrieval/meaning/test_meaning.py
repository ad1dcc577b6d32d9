from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from retrieval.analysis.normalizer import fold
from retrieval.answer import NotFound, Question
from retrieval.answer_json import record
from retrieval.article import Article
from retrieval.corpus import Corpus
from retrieval.index.open_index import in_memory, with_vectors
from retrieval.index.passage_store import PassageStore
from retrieval.library import Library
from retrieval.library_source import LibrarySource
from retrieval.meaning.meaning import Meaning
from retrieval.meaning.vector_folder import VectorFolder
from retrieval.ranking.retriever import Hits
from tests.support.concepts import ConceptEncoder
from tests.support.corpus import write
from tests.unit.retrieval.town import ARTICLES, FERRY, FIELD

TEXTS = [fold(text) for text in FERRY.texts]
QUESTIONS = (
    "渡口为什么不开?",
    "谁是青禾镇党委书记?",
    "柿子增长多少?",
    "月球上有几座桥?",
    "停运多久?",
)


def told_of(question: str, texts: list[str], *learned: Article) -> np.ndarray | None:
    kept = VectorFolder(ConceptEncoder())
    kept.learn(PassageStore(learned))
    return Meaning(kept.encoder, kept).nearness(question, range(len(texts)), texts)


def library(kept: VectorFolder | None = None) -> Library:
    opened = in_memory(Corpus(ARTICLES))
    return Library(with_vectors(opened, kept) if kept else opened)


def looked_up(asked: Library, question: str) -> Hits:
    found = asked._retriever.find(asked.query(Question(question)))  # noqa: SLF001
    assert found
    return found


def test_the_sentence_that_means_the_same_is_the_nearest() -> None:
    near = told_of("船什么时候不开", TEXTS, FERRY)
    assert near is not None
    assert near.argmax() == 2
    assert abs(near.mean()) < 1e-6


def test_nothing_is_told_while_a_passage_is_not_known() -> None:
    assert told_of("船不开", TEXTS) is None
    assert told_of("船不开", [*TEXTS, fold(FIELD.texts[0])], FERRY) is None


def test_a_question_is_encoded_once() -> None:
    encoder = ConceptEncoder()
    kept = VectorFolder(encoder)
    kept.learn(PassageStore((FERRY,)))
    meaning, before = Meaning(encoder, kept), len(encoder.asked)
    for _ in range(3):
        meaning.nearness("船不开", range(4), TEXTS)
    assert encoder.asked[before:] == ["船不开"]


def test_who_has_learned_nothing_answers_as_who_has_no_vectors() -> None:
    opened, kept = in_memory(Corpus(ARTICLES)), VectorFolder(ConceptEncoder())
    unlearned = Library(replace(opened, meaning=Meaning(kept.encoder, kept)))
    without = library()
    for question in map(Question, QUESTIONS):
        assert record(unlearned.answer(question)) == record(without.answer(question))
        one, other = (looked_up(asked, question.text).ranking for asked in (without, unlearned))
        assert one.scores.tobytes() == other.scores.tobytes()
        assert one.fit.tobytes() == other.fit.tobytes()


def test_of_two_that_a_word_meets_the_one_that_means_the_same_comes_first() -> None:
    told = ("渡口有三条船。渡口风景很好。", "渡口停运三个月。渡口水位上涨。")
    corpus = Corpus(tuple(Article(f"r{n}", "图片", (text,)) for n, text in enumerate(told)))
    near = looked_up(
        Library(with_vectors(in_memory(corpus), VectorFolder(ConceptEncoder()))), "渡口不开"
    )
    plain = looked_up(Library(in_memory(corpus)), "渡口不开")
    assert (near.ranking.scores - plain.ranking.scores)[near.passages.index(1)] > 0
    assert (near.ranking.scores - plain.ranking.scores)[near.passages.index(0)] < 0


def test_a_question_that_leans_is_encoded_with_the_words_it_leans_on() -> None:
    encoder = ConceptEncoder()
    known = library(VectorFolder(encoder))
    told = known.answer(Question("沙湾渡口始建于哪一年?")).told
    assert told
    known.answer(Question("它位于哪个县?", told))
    assert "位于哪个县" in encoder.asked[-1]
    assert "渡口" in encoder.asked[-1]


def test_it_ranks_and_confirms_nothing() -> None:
    """The same window is believed as much as it is without; what no word meets is refused."""
    known, plain = library(VectorFolder(ConceptEncoder())), library()
    assert known._judge.chance == plain._judge.chance  # noqa: SLF001
    compared = 0
    for question in QUESTIONS:
        query = known.query(Question(question))
        one, other = (asked._answerer._facts.look_up(query)[1] for asked in (known, plain))  # noqa: SLF001
        if one and other and one.hits.ranking.order == other.hits.ranking.order:
            assert one.hits.ranking.reading.meaning is not None
            assert one.signals == other.signals
            assert one.confidence == other.confidence
            compared += 1
    assert compared
    assert isinstance(known.answer(Question("加大了什么?")), NotFound)


@pytest.mark.parametrize("index", [False, True], ids=["memory", "index"])
def test_a_source_has_vectors_of_what_it_opens_and_of_what_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, index: bool
) -> None:
    monkeypatch.setattr(VectorFolder, "learn_beside", lambda self, store, _say: self.learn(store))
    reports, folder = write(tmp_path / "reports"), tmp_path / "index"
    kept = VectorFolder(ConceptEncoder(), folder if index else tmp_path / "vectors")
    source = LibrarySource(reports, folder if index else None, vectors=kept)
    for text in (None, "望月桥停运了。"):
        if text:
            (reports / "new.md").write_text(f"---\ntitle: 桥\n---\n{text}\n", "utf-8")
        opened = source.renewed(at_once=True) if text else source.open()
        assert opened
        found = looked_up(opened, "望月桥为什么不开?")
        assert found.ranking.reading.meaning is not None
        assert np.isfinite(found.ranking.reading.meaning).all()
    again = LibrarySource(reports, folder if index else None, vectors=kept).open()
    assert looked_up(again, "望月桥为什么不开?").ranking.reading.meaning is not None
