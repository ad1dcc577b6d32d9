from __future__ import annotations

import re
import string

import pytest
from hypothesis import given, strategies as st

from retrieval.article import Article
from retrieval.citation.address import Reference, fingerprint, resolve

ARTICLE = Article("a07", "题目", ("第一段。", "第二段。", "第三段。", "第四段。"))
SHELF = {
    article.id: article
    for article in (
        ARTICLE,
        Article("drcd_dev-1147", "题目", ("一段。",)),
        Article("drcd_dev", "题目", ("甲",) * 1200),
        Article("Q-3-5", "题目", ("一段。",)),
        Article("标题 甲", "题目", ("一段。", "两段。")),
        Article("_x", "题目", ("一段。",)),
        Article("x--abcdef", "题目", ("一段。",)),
        Article("长" * 40, "题目", ("一段。",)),
    )
}


def found(typed: str) -> str | None:
    reference = resolve(typed, SHELF.__getitem__)
    return str(reference) if reference else None


@pytest.mark.parametrize(
    "typed",
    [
        "a07-3",
        "A07-3",
        "ａ０７－３",
        " a07-3 ",
        "a07 - 3",
        "a07—3",
        "a07–3",
        "a07第3段",
        "a07 · 第 3 段",
        "https://t.me/wenbao_bot?start=a07-3",
        "a07-3-3",
        "a07-٣",
        "a07-۳",
        "a07-३",
        "a07-③",
        "a07-𝟑",
        "a07 第３段",
    ],
)
def test_a_paragraph(typed: str) -> None:
    assert found(typed) == "a07-3"


@pytest.mark.parametrize(
    "typed", ["a07-2-4", "a07-4-2", "a07-2~4", "a07第2-4段", "a07 第2段至第4段"]
)
def test_a_range(typed: str) -> None:
    reference = resolve(typed, SHELF.__getitem__)
    assert reference == Reference(ARTICLE, 2, 4)
    assert [paragraph.text for paragraph in reference.paragraphs] == list(ARTICLE.texts[1:])


def test_a_range_ends_with_its_article() -> None:
    assert found("a07-3-99") == "a07-3-4"


@pytest.mark.parametrize("typed", ["a07", "A07", " ａ０７ "])
def test_a_whole_article(typed: str) -> None:
    reference = resolve(typed, SHELF.__getitem__)
    assert reference == Reference(ARTICLE)
    assert reference.is_whole
    assert reference.paragraphs == ARTICLE.paragraphs


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "\u200b", "a", "a08-1", "a07-0", "a07-5", "a07-9-99", "a07-", "-", "--"),
        *("a07-1-2-3", "a07-三", "_", "_%%", "_" + "A" * 63, "a07-1" * 200, "第3段"),
    ],
)
def test_what_names_nothing(typed: str) -> None:
    assert found(typed) is None


def test_an_id_may_look_like_an_address() -> None:
    assert found("drcd_dev-1147") == "drcd_dev-1147"
    assert found("drcd_dev-1147-1") == "drcd_dev-1147-1"
    assert found("drcd_dev-1146") == "drcd_dev-1146"
    assert found("q-3-5") == "Q-3-5"
    assert found("x--abcdef") == "x--abcdef"


@pytest.mark.parametrize("key", SHELF)
@pytest.mark.parametrize("numbers", [(0, 0), (1, 1)])
def test_a_deep_link_leads_to_where_it_came_from(key: str, numbers: tuple[int, int]) -> None:
    for reference in (
        Reference(SHELF[key], *numbers),
        Reference(SHELF[key], *numbers).marked(),
    ):
        parameter = reference.parameter()
        if key == "长" * 40:
            assert parameter is None
        else:
            assert parameter is not None
            assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", parameter)
            assert resolve(parameter, SHELF.__getitem__) == reference


def test_an_address_knows_that_its_text_has_changed() -> None:
    given_out = Reference(ARTICLE, 3, 3).marked().parameter()
    assert given_out is not None
    edited = Article("a07", "题目", ("第一段。", "第二段。", "第三段改了。", "第四段。"))
    for now, changed in ((ARTICLE, False), (edited, True)):
        reference = resolve(given_out, {"a07": now}.__getitem__)
        assert reference is not None
        assert reference.has_changed is changed
    assert not Reference(edited, 3, 3).has_changed


@given(st.text(), st.text())
def test_fingerprints(one: str, other: str) -> None:
    assert len(fingerprint(one)) == 6
    assert set(fingerprint(one)) <= set(string.hexdigits)
    assert (fingerprint(one) == fingerprint(other)) == (one == other)


@given(st.text(max_size=30) | st.text("a07-_ 第段至", max_size=12))
def test_whatever_is_typed_names_a_place_or_nothing(typed: str) -> None:
    reference = resolve(typed, SHELF.__getitem__)
    if reference:
        assert reference.paragraphs
        assert resolve(str(reference), SHELF.__getitem__) == Reference(
            reference.article, reference.first, reference.last
        )
