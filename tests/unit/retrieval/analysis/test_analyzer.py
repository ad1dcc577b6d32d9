from __future__ import annotations

from hypothesis import given, strategies as st

from retrieval.analysis.analyzer import Analyzer, grams
from retrieval.analysis.normalizer import fold

TEXTS = st.text(st.sampled_from("稻田音樂會柳湾村Ａb12.-，。 😀𠮷\ud800"), max_size=30)


@given(TEXTS)
def test_every_term_stands_where_it_says(analyzer: Analyzer, text: str) -> None:
    for term in (*analyzer.terms(text), *grams(text)):
        assert term.text == fold(text)[term.start : term.stop]
        assert term.text.strip()


@given(TEXTS)
def test_an_index_is_given_the_same_terms(analyzer: Analyzer, text: str) -> None:
    assert analyzer.index_terms(text) == [term.text for term in analyzer.terms(text)]
    words = [term.text for term in analyzer.terms(text) if term.word]
    assert sorted(analyzer.cut(text).words) == sorted(words)


@given(TEXTS)
def test_words_are_the_text_without_white_space(analyzer: Analyzer, text: str) -> None:
    assert "".join("".join(analyzer.words(text)).split()) == "".join(fold(text).split())


def test_pairs_and_characters_stand_beside_words(analyzer: Analyzer) -> None:
    terms = {(term.text, term.word) for term in analyzer.terms("稻田")}
    assert terms == {("稻田", True), ("稻田", False), ("稻", False), ("田", False)}


def test_numbers_and_words_in_letters_stay_whole(analyzer: Analyzer) -> None:
    words = [term.text for term in analyzer.terms("占地2.5亩，Wi-Fi已通")]
    assert {"2.5", "wi-fi", "亩"} <= {*words}


def test_a_name_learned_is_kept_whole() -> None:
    analyzer = Analyzer()
    assert "柳湾村" not in analyzer.words("来到柳湾村看稻田")
    analyzer.learn(["柳湾村", "村"])
    assert "柳湾村" in analyzer.words("来到柳湾村看稻田")
    assert Analyzer().words("来到柳湾村看稻田") != analyzer.words("来到柳湾村看稻田")


def test_a_name_learned_again_changes_nothing() -> None:
    analyzer = Analyzer()
    analyzer.learn(["柳湾村"])
    before = analyzer.commonness("的")
    analyzer.learn(["柳湾村"])
    assert analyzer.commonness("的") == before


def test_commonness_is_a_share(analyzer: Analyzer) -> None:
    assert (
        0 == analyzer.commonness("柳湾村") < analyzer.commonness("渡口") < analyzer.commonness("的")
    )
    assert analyzer.commonness("的") < 1


def test_what_is_no_word_has_no_terms(analyzer: Analyzer) -> None:
    for text in ("", " ", "？！", "😀", "\ud800", "——"):
        assert analyzer.terms(text) == []
