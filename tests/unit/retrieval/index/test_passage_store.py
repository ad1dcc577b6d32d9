from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from retrieval.article import Article
from retrieval.index.passage_store import LONGEST, PassageStore, spans_of
from tests.unit.retrieval.town import ARTICLES, FERRY, FIELD

GAPS = Article("g", "有 空段", ("", "第一段。", " \u3000", "其中有话。", "該項目很大。"), "何静")


def test_blank_paragraphs_are_no_passages_but_keep_their_numbers() -> None:
    shelf = PassageStore((FERRY, GAPS))
    assert len(shelf) == 7
    assert [shelf.place(passage).number for passage in range(7)] == [1, 2, 3, 4, 2, 4, 5]
    assert shelf.passage("g", 4) == 5
    for missing in (("g", 1), ("g", 9), ("h", 1)):
        with pytest.raises(KeyError):
            shelf.passage(*missing)


def test_a_passage_is_found_by_heading_and_text() -> None:
    first = next(iter(PassageStore((GAPS,))))
    assert first == "有 空段\n何静\n第一段。"


def test_matched_text_is_as_long_as_the_text() -> None:
    shelf = PassageStore((GAPS,))
    assert (shelf.text(2), shelf.folded(2)) == ("該項目很大。", "该项目很大。")


def test_only_a_paragraph_that_points_back_leans_on_the_one_before() -> None:
    shelf = PassageStore((GAPS, FIELD))
    assert [shelf.lead(passage) for passage in range(len(shelf))] == [
        None,
        None,
        1,
        None,
        None,
        None,
    ]


def test_an_article_without_a_paragraph_is_on_the_shelf() -> None:
    empty = Article("e", "空", ())
    assert len(PassageStore((empty,))) == 0
    assert PassageStore((empty,)).find("e") is empty


def test_the_version_tells_content_apart() -> None:
    versions = {
        PassageStore(some).version() for some in ((), (FERRY,), (FIELD,), ARTICLES, ARTICLES[::-1])
    }
    assert len(versions) == 5
    assert PassageStore(ARTICLES).version() == PassageStore(list(ARTICLES)).version()


PARAGRAPHS = st.lists(
    st.builds(
        lambda sentence, times, rest: sentence * times + rest,
        st.text("渡口停运。，！”\n ", min_size=1, max_size=150),
        st.integers(0, 60),
        st.text("渡口。 \u3000", max_size=9),
    ),
    max_size=3,
)


@given(PARAGRAPHS)
def test_passages_are_all_that_is_not_blank_in_bounded_parts(texts: list[str]) -> None:
    shown = [" " * len(text) for text in texts]
    for number, start, stop in spans_of(Article("a", "渡口", tuple(texts))):
        assert 0 < stop - start <= LONGEST
        text, at = texts[number - 1], shown[number - 1]
        assert text[start:stop].strip()
        assert not at[start:].strip()
        shown[number - 1] = at[:start] + text[start:stop] + at[stop:]
    assert ["".join(text.split()) for text in shown] == ["".join(text.split()) for text in texts]


def test_a_long_paragraph_is_several_passages_that_end_with_a_sentence() -> None:
    sentence = "渡口一九三七年停运,二十年后又开了。"
    long = Article("l", "渡口", ("短的。", sentence * 200, "该渡口又停了。"))
    shelf = PassageStore((FERRY, long))
    parts = shelf.passages("l", 2)
    assert len(parts) == 2
    assert shelf.passage("l", 2) == parts[0]
    assert "".join(map(shelf.text, parts)) == long.texts[1]
    assert all(shelf.folded(part).endswith("。") for part in parts)
    place = shelf.place(parts[1])
    assert (place.article, place.number, place.stop) == (1, 2, len(long.texts[1]))
    assert place.in_paragraph((0, 3)) == (place.start, place.start + 3)
    assert shelf.lead(parts[-1] + 1) == parts[-1]
    with pytest.raises(KeyError):
        shelf.passages("nobody", 1)
