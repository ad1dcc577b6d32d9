"""A paragraph of 1 MB costs hardly more than others do."""

from __future__ import annotations

import time
import tracemalloc

import pytest

from retrieval.answer import Found, Question
from retrieval.article import Article
from retrieval.corpus import Corpus
from retrieval.expansion.synonyms import Thesaurus
from retrieval.library import Library

FILLER = "市里的图书馆每天开到晚上九点,借书的人比去年多了一成。"
TOLD = "青石渡口的音乐会来了三百二十六名村民。"
ASKED = Question("青石渡口的音乐会来了多少名村民?")


@pytest.fixture(scope="module")
def library(thesaurus: Thesaurus) -> Library:
    half = FILLER * (500_000 // len(FILLER.encode()))
    few = [Article(f"s{n}", f"图书馆{n}", (FILLER, f"渡口{n}的音乐会改期了。")) for n in range(20)]
    return Library(Corpus((Article("l", "长文", ("开头。", half + TOLD + half)), *few)), thesaurus)


@pytest.mark.slow
def test_a_quote_from_it_is_a_place_in_the_paragraph(library: Library) -> None:
    answer = library.answer(ASKED)
    assert isinstance(answer, Found)
    best = answer.quotes[0]
    assert (best.article.id, best.number) == ("l", 2)
    assert TOLD in best.text
    assert best.text[slice(*best.highlights[0])] == "三百二十六名"
    library.prove(best)


@pytest.mark.parametrize(
    ("typed", "megabytes"),
    [(ASKED.text, 20), ("图书馆开到几点?", 20), ("的" * 400, 120), ("渡口" * 200, 120)],
)
def test_asking_takes_bounded_time_and_memory(library: Library, typed: str, megabytes: int) -> None:
    library.answer(ASKED)
    began = time.process_time()
    library.answer(Question(typed))
    assert time.process_time() - began < 1.0
    tracemalloc.start()
    library.answer(Question(typed))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < megabytes * 1e6


def test_a_phrase_of_it_is_found(library: Library) -> None:
    (found, *_) = library.search('"三百二十六名村民"')
    assert "三百二十六名村民" in found.quote.text
    assert found.quote.number == 2


def test_a_question_that_leans_on_it_reads_what_shares_most(library: Library) -> None:
    first = library.answer(ASKED)
    answer = library.answer(Question("那里的音乐会来了多少名村民?", first.told))
    assert isinstance(answer, Found)
    assert TOLD in answer.quotes[0].text
