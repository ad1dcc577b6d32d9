"""A paragraph of a million characters costs no more than others do."""

from __future__ import annotations

import resource
import time

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
    """Half of its characters stand in one paragraph, which also has the answer."""
    half = FILLER * (500_000 // len(FILLER))
    few = [Article(f"s{n}", f"图书馆{n}", (FILLER, f"渡口{n}的音乐会改期了。")) for n in range(20)]
    return Library(Corpus((Article("l", "长文", ("开头。", half + TOLD + half)), *few)), thesaurus)


def test_a_quote_from_it_is_a_place_in_the_paragraph(library: Library) -> None:
    answer = library.answer(ASKED)
    assert isinstance(answer, Found)
    best = answer.quotes[0]
    assert (best.article.id, best.number) == ("l", 2)
    assert TOLD in best.text
    assert best.text[slice(*best.highlights[0])] == "三百二十六名"
    assert library.prove(best)


@pytest.mark.parametrize("typed", [ASKED.text, "图书馆开到几点?", "的" * 400, "渡口" * 200])
def test_asking_takes_bounded_time_and_memory(library: Library, typed: str) -> None:
    library.answer(ASKED)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    library.answer(Question(typed))
    assert time.process_time() - began < 1.0
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_a_phrase_of_it_is_found(library: Library) -> None:
    (found, *_) = library.search('"三百二十六名村民"')
    assert "三百二十六名村民" in found.quote.text
    assert found.quote.number == 2
