"""When time is over: an honest no, with what a quick look finds."""

import math
import time
from pathlib import Path

import pytest

from retrieval.analysis.analyzer import Analyzer
from retrieval.answer import Found, NotFound, Question, Why
from retrieval.deadline import OutOfTimeError, hurry, within
from retrieval.index.archive.segment import Segment
from retrieval.index.memory import MemoryIndex
from retrieval.index.passage_store import PassageStore
from retrieval.index.term_statistics import TermStatistics
from retrieval.library import Library
from retrieval.query.builder import QueryBuilder
from retrieval.ranking.retriever import Retriever
from tests.unit.retrieval.town import ARTICLES

REPORTS = Path(__file__).parents[3] / "corpus" / "articles"
ASKED = Question("双林镇有多少名快递小哥担任先锋骑士?")


def test_time_is_over_in_the_block_only() -> None:
    hurry()
    with within(math.inf):
        hurry()
        with within(-1.0), pytest.raises(OutOfTimeError):
            hurry()
        hurry()


@pytest.mark.parametrize("indexed", [True, False])
def test_who_has_no_time_gets_what_a_quick_look_finds(tmp_path: Path, *, indexed: bool) -> None:
    library = Library.open(REPORTS, index=tmp_path / "index" if indexed else None)
    answer = library.answer(ASKED, seconds=-1.0)
    assert isinstance(answer, NotFound)
    assert answer.reason.why is Why.OUT_OF_TIME
    assert 1 <= len(answer.reason.nearest) <= 3
    assert "快递" in answer.reason.nearest[0].text
    assert isinstance(library.answer(ASKED), Found)


def test_reading_many_passages_of_memory_stops_in_time(
    monkeypatch: pytest.MonkeyPatch, analyzer: Analyzer, builder: QueryBuilder
) -> None:
    shelf = PassageStore(ARTICLES)
    index = MemoryIndex(map(analyzer.index_terms, shelf))
    finder = Retriever(shelf, analyzer, index, TermStatistics(index, analyzer, len(shelf)))
    asked = builder.build("渡口停运")
    read = []

    def slowly(passage: int) -> int | None:
        read.append(passage)
        time.sleep(0.2)
        return None

    assert finder.find(asked, 1)
    monkeypatch.setattr(finder, "_lead", slowly)
    with within(0.5), pytest.raises(OutOfTimeError):
        finder.find_within(asked, range(len(shelf)))
    assert 1 <= len(read) < len(shelf)


def test_a_slow_disk_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Library.open(REPORTS, index=tmp_path / "index")
    library = Library.open(REPORTS, index=tmp_path / "index")
    read = Segment.record

    def slowly(segment: Segment, number: int) -> bytes:
        time.sleep(0.06)
        return read(segment, number)

    monkeypatch.setattr(Segment, "record", slowly)
    began = time.monotonic()
    answer = library.answer(ASKED, seconds=0.1)
    assert time.monotonic() - began < 2.0
    assert isinstance(answer, NotFound)
    assert answer.reason.why is Why.OUT_OF_TIME
