"""However much is typed, so much is done: work is counted here; `benchmarks` measures time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from retrieval.answer import Found, NotFound, Question
from retrieval.answering import absence, search
from retrieval.answering.search import Searcher
from retrieval.article import Article
from retrieval.corpus import Corpus
from retrieval.correction.corrector import Corrector
from retrieval.correction.vocabulary import Vocabulary
from retrieval.expansion import numbers
from retrieval.expansion.synonyms import Thesaurus
from retrieval.index.memory import MemoryIndex
from retrieval.library import Library
from retrieval.query.builder import QueryBuilder
from retrieval.query.reading import LONGEST
from retrieval.ranking import retriever
from retrieval.ranking.retriever import Retriever

STRANGE = "".join(map(chr, range(0x4E00, 0x4E00 + 2000)))
"""Characters in a row as no report has them."""


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any, str], Counter[Any]]:
    """Count the calls of a function or method by their last argument."""

    def count(owner: Any, name: str) -> Counter[Any]:  # noqa: ANN401 -- a class or a module
        calls: Counter[Any] = Counter()
        done = getattr(owner, name)

        def call(*arguments: Any) -> Any:  # noqa: ANN401
            calls[arguments[-1]] += 1
            return done(*arguments)

        monkeypatch.setattr(owner, name, call)
        return calls

    return count


def test_a_question_is_read_once_for_all_that_is_done_with_it(
    town: Library, counted: Callable[[Any, str], Counter[Any]]
) -> None:
    read = counted(Corrector, "mend")
    weighed = counted(QueryBuilder, "_weighed")
    text = "沙湾渡口始建于哪一年,是真的吗"
    town.claim_in(text)
    town.leans(text)
    town.answer(Question(text))
    assert read[text] == 1
    assert weighed.total() == 1


@pytest.mark.parametrize(
    "text",
    [
        "听说沙湾渡口要停运了,为什么?",
        "沙湾渡口,始建于哪一年?",
        "稻田音乐会 在 哪里 举行",
        "云浦市今年办了音乐会。有多少人参加?",
    ],
)
def test_a_message_with_one_question_word_is_not_read_in_pieces(
    town: Library, counted: Callable[[Any, str], Counter[Any]], text: str
) -> None:
    read = counted(Corrector, "mend")
    town.answer(Question(text))
    assert read.total() == 1


def test_of_a_long_text_the_question_at_its_end_is_answered(town: Library) -> None:
    text = STRANGE + "。沙湾渡口始建于哪一年?"
    answer = town.answer(Question(text))
    assert isinstance(answer, Found)
    assert "1937年" in answer.quotes[0].text


def test_no_more_is_read_of_a_text_than_a_question_may_be_long(town: Library) -> None:
    for text in (STRANGE, "和" * 2000, "渡口," * 700, "渡口？" * 700, "<b>" * 700):
        assert len(town.query(Question(text)).text) <= LONGEST
        assert isinstance(town.answer(Question(text)), Found | NotFound)


def test_a_text_about_other_things_is_not_searched_for_misprints(
    town: Library, counted: Callable[[Any, str], Counter[Any]]
) -> None:
    looked_up = counted(Vocabulary, "count")
    town.query(Question(STRANGE))
    assert not looked_up


def test_words_that_are_not_chinese_are_looked_for_in_one_reading(
    town: Library, counted: Callable[[Any, str], Counter[Any]]
) -> None:
    read = counted(absence, "_all_of")
    unread = town.beside(town.articles)
    query = unread.query(Question(" ".join(f"zq{n}x" for n in range(60))))
    found = unread._judge.absence.words(query)  # noqa: SLF001
    assert len(found) > 40
    assert read == Counter(town.articles)


def test_only_some_of_many_quantities_are_written_otherwise(
    town: Library, counted: Callable[[Any, str], Counter[Any]]
) -> None:
    written = counted(numbers, "_ways")
    town.query(Question("".join(f"第{n}篇" for n in range(100, 190))))
    assert 0 < written.total() <= 32


@pytest.fixture(scope="module")
def many(thesaurus: Thesaurus) -> Library:
    """Reports that name one place; the characters of 中国 stand in all titles, the word in one."""
    named = [Article(f"m{n}", f"国中记事{n}", (f"第{n}天,沙湾渡口有客。",)) for n in range(90)]
    return Library(Corpus((*named, Article("m90", "中国渡口", ("渡口还在。",)))), thesaurus)


def test_of_all_that_fits_a_search_no_more_is_quoted_than_is_shown(
    many: Library, counted: Callable[[Any, str], Counter[Any]]
) -> None:
    quoted = counted(Searcher, "_quote")
    found = many.look_up("沙湾渡口", 5)
    assert len(found.whole) == quoted.total() == 5
    assert found.whole == many.look_up("沙湾渡口", 90).whole[:5]


def test_of_what_fits_a_search_in_part_no_more_is_quoted_than_is_shown(
    many: Library, counted: Callable[[Any, str], Counter[Any]]
) -> None:
    quoted = counted(Retriever, "quote")
    found = many.look_up("渡口 灯塔", 5)
    assert len(found.part) == quoted.total() == 5
    assert not found.whole


def test_the_words_of_a_search_are_weighed_once(
    town: Library, counted: Callable[[Any, str], Counter[Any]]
) -> None:
    weighed = counted(QueryBuilder, "_weighed")
    town.look_up(" ".join(f"渡口{n}" for n in range(60)), 5)
    assert weighed.total() == 1


def test_only_titles_that_may_hold_the_words_are_looked_at(
    many: Library, counted: Callable[[Any, str], Counter[Any]]
) -> None:
    looked_at = counted(search, "heading")
    assert [one.id for one in many.look_up("中国", 5).reports] == ["m90"]
    assert [one.id for one in looked_at] == ["m90"]


def test_a_report_named_by_its_title_is_looked_up_once(
    town: Library, counted: Callable[[Any, str], Counter[Any]]
) -> None:
    looked_up = counted(QueryBuilder, "words")
    town.answer(Question("《没有这篇报道》讲了什么"))
    town.answer(Question("《没有这篇报道》 讲了什么"))
    assert looked_up["没有这篇报道"] == 1


def test_of_a_long_text_only_the_most_telling_terms_are_read(
    town: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[dict[str, float]] = []
    best = MemoryIndex.best

    def noted(index: MemoryIndex, weights: dict[str, float], limit: int) -> Any:  # noqa: ANN401
        asked.append(weights)
        return best(index, weights, limit)

    monkeypatch.setattr(MemoryIndex, "best", noted)
    query = town.query(Question("".join(one.texts[0] for one in town.articles)[:LONGEST]))
    find, statistics = town._retriever.find, town._retriever.statistics  # noqa: SLF001
    find(query)
    monkeypatch.setattr(retriever, "_POSTINGS", 150)
    find(query)
    monkeypatch.setattr(retriever, "_POSTINGS", 0)
    find(query)
    every, some, least = asked
    assert {term.text for term in query.terms} <= every.keys()
    assert len(every) > len(some) > len(least) == retriever._TERMS  # noqa: SLF001
    assert sum(statistics.frequencies(list(some))) <= 150
    left = [term for term in every if term not in least]
    told = dict(zip(every, statistics.rarity(list(every)), strict=True))
    assert min(least[t] * told[t] for t in least) >= max(every[t] * told[t] for t in left)


def test_a_short_question_is_asked_with_all_its_terms(
    town: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = town.query(Question("临溪县第二小学的气象站占地多少亩?"))
    monkeypatch.setattr(retriever, "_POSTINGS", 0)
    bounded = town._retriever._bounded({term.text: 1.0 for term in query.terms})  # noqa: SLF001
    assert list(bounded) == list(dict.fromkeys(term.text for term in query.terms))
