from __future__ import annotations

import numpy as np
from hypothesis import given, strategies as st

from retrieval.analysis.sentences import QUOTE_LENGTH, sentences
from retrieval.ranking.layout import lay_out

SENTENCES = st.integers(0, 150).map(lambda size: "稻" * size + "。") | st.just("\n")
TEXTS = st.lists(SENTENCES, max_size=8).map(lambda some: "田" + "".join(some))


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_windows_are_all_runs_that_fit_and_cannot_grow(texts: list[str]) -> None:
    page = lay_out(texts)
    got = [(int(page.owner[w]), *page.span(w)) for w in range(len(page.owner))]
    assert got == [(c, a, b) for c, text in enumerate(texts) for a, b in naive_windows(text)]


def naive_windows(text: str) -> list[tuple[int, int]]:
    spans = [span for span in sentences(text) if text[slice(*span)].strip()]
    runs = [(a, b) for n, (a, _) in enumerate(spans) for _, b in spans[n:] if b - a <= QUOTE_LENGTH]
    return [(a, b) for a, b in runs if not any(c <= a and b <= d for c, d in {*runs} - {(a, b)})]


@given(st.lists(TEXTS, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_the_best_of_a_window_is_that_of_its_sentences(texts: list[str], random: object) -> None:
    page = lay_out(texts)
    values = np.random.default_rng(len(page.text)).random((2, len(page.starts)))
    for row, best in zip(values, page.best(values.T).T, strict=True):
        for window, value in enumerate(best):
            assert value == row[page.first[window] : page.last[window] + 1].max()


@given(st.lists(st.text(min_size=1).filter(lambda text: not text.isspace()), min_size=1))
def test_sentences_stand_where_they_stand(texts: list[str]) -> None:
    page = lay_out(texts)
    for start, stop, passage in zip(page.starts, page.stops, page.passage, strict=True):
        at = page.offsets[passage]
        assert page.text[start:stop] == texts[passage][start - at : stop - at]
    assert "".join(map(chr, page.codes)) == page.text


@given(st.lists(TEXTS, min_size=1, max_size=4), st.lists(TEXTS | st.just(""), max_size=3))
def test_each_character_knows_its_stretch(texts: list[str], beside: list[str]) -> None:
    page = lay_out(texts, beside)
    assert page.text[: page.size] == "\0".join([*texts, ""])
    for sentence, (start, stop) in enumerate(zip(page.starts, page.stops, strict=True)):
        assert (page.stretch[start:stop] == sentence).all()
    for at, text in enumerate(beside, len(page.starts)):
        stands = "".join(map(chr, page.codes[page.stretch == at]))
        assert stands == text + "\0"


def test_a_blank_sentence_is_no_window() -> None:
    page = lay_out(["\n" + "稻" * 119 + "。"])
    assert [page.span(window) for window in range(len(page.owner))] == [(1, 121)]


def test_a_window_is_whole_that_stops_where_a_sentence_or_its_passage_ends() -> None:
    long = "稻，" * 70 + "田。"
    page = lay_out(["稻田很美。", long, "没有句号"])
    texts = ["稻田很美。", long, "没有句号"]
    got = [
        (texts[page.owner[window]][slice(*page.span(window))], bool(whole))
        for window, whole in enumerate(page.whole())
    ]
    assert got[0] == ("稻田很美。", True)
    assert got[-1] == ("没有句号", True)
    assert [whole for text, whole in got[1:-1]] == [text.endswith("。") for text, _ in got[1:-1]]
    assert not got[1][1]
