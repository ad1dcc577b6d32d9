from __future__ import annotations

from retrieval.analysis.analyzer import Analyzer
from retrieval.analysis.normalizer import fold
from retrieval.expansion.synonyms import Thesaurus
from retrieval.expansion.word_likeness import like_words, listed_near
from retrieval.index.memory import MemoryIndex
from retrieval.index.term_statistics import TermStatistics
from retrieval.query.builder import QueryBuilder
from retrieval.ranking.confidence import Lacks, signals
from retrieval.ranking.features import Candidate, Reader
from retrieval.ranking.ranker import rank

TEXTS = ("驾驶员都到了。", "渡口停在冬天。")


def _builder() -> QueryBuilder:
    analyzer = Analyzer()
    index = MemoryIndex(analyzer.index_terms(fold(text)) for text in TEXTS)
    return QueryBuilder(analyzer, TermStatistics(index, analyzer, len(TEXTS)), Thesaurus())


def test_only_words_that_stand_in_the_reports_are_told() -> None:
    terms = Analyzer().terms("宾馆")
    assert [
        one.text for one in like_words(terms, listed_near, lambda words: {"客房"} & {*words})
    ] == ["客房"]
    assert like_words(terms, listed_near, lambda _: ()) == ()


def test_no_like_word_of_the_table_is_the_opposite() -> None:
    for word, other in (("停工", "开工"), ("增加", "减少"), ("合格", "不合格"), ("赞成", "反对")):
        near = like_words(Analyzer().terms(word), listed_near, lambda words: words)
        assert other not in [one.text for one in near]


def test_a_word_that_stands_in_the_reports_needs_no_like_word() -> None:
    assert _builder().build("驾驶员在哪里?").like_words == ()


def test_a_like_word_ranks_and_confirms_nothing() -> None:
    query = _builder().build("司机在哪里?")
    passages = [Candidate(fold(text), "", fold(text)) for text in TEXTS[::-1]]
    ranking = rank(query, [0.0, 0.0], Reader().read(query, passages))
    assert "驾驶员" in [one.text for one in query.like_words]
    assert query.alternatives == ()
    assert ranking.order[0] == 1
    assert signals(query, ranking, ranking.first(1)[0], Lacks()).window == 0.0
