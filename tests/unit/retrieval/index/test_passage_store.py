from __future__ import annotations

import pytest

from retrieval.article import Article
from retrieval.index.passage_store import PassageStore
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
