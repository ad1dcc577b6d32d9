from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from retrieval.article import Address, Article, Citation, Paragraph, Quote
from tests.unit.retrieval.town import FERRY

IDS = st.text(min_size=1).filter(lambda name: name == name.strip())


@given(IDS, st.integers(1, 10**9))
def test_an_address_is_read_as_it_is_printed(name: str, number: int) -> None:
    address = Address(name, number)
    assert Address.parse(str(address)) == address


def test_an_id_may_hold_hyphens() -> None:
    assert Address.parse(" a-1-02 ") == Address("a-1", 2)


@pytest.mark.parametrize(
    "text", ["", "a07", "-3", "a07-", "a07-0", "a07--", "a07-三", "a07-²", "a-٣"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="address"):
        Address.parse(text)


def test_an_endless_number_is_no_address() -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - Python's own words
        Address.parse("a-" + "9" * 5000)


def test_paragraphs_are_counted_from_one() -> None:
    assert FERRY.paragraph(1) == FERRY.paragraphs[0] == Paragraph(Address("b2", 1), FERRY.texts[0])
    for number in (0, -1, 5):
        with pytest.raises(IndexError, match="b2 has no paragraph"):
            FERRY.paragraph(number)


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("", ()),
        ("沈佳", ("沈佳",)),
        ("沈 佳 吴一帆", ("沈佳", "吴一帆")),
        ("沈\u3000佳 吴 帆", ("沈佳", "吴帆")),
        ("本报记者 沈佳 通讯员 吴一帆、何静", ("沈佳", "吴一帆", "何静")),
        ("首席记者沈佳，见习记者吴一帆", ("沈佳", "吴一帆")),
        ("文/沈佳 图/吴一帆", ("沈佳", "吴一帆")),
        ("沈佳 □何静", ("沈佳", "何静")),
    ],
)
def test_authors_are_named_without_their_roles(byline: str, authors: tuple[str, ...]) -> None:
    assert Article("a", "题", ("文",), byline).authors == authors


def test_a_citation_names_title_byline_and_paragraph() -> None:
    citation = Citation(FERRY, 2)
    assert str(citation) == "《老渡口换新颜》沈 佳 吴一帆 · 第2段"
    assert citation.address == Address("b2", 2)


@given(st.text(min_size=1), st.data())
def test_a_quote_is_a_slice(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    stop = data.draw(st.integers(start + 1, len(text)))
    quote = Quote(Article("a", "题", (text,)), 1, start, stop)
    assert quote.text == text[start:stop]
    assert (quote.address, quote.citation.number) == (Address("a", 1), 1)


@pytest.mark.parametrize(
    ("start", "stop", "highlights"),
    [
        (0, 0, ()),
        (3, 2, ()),
        (-1, 2, ()),
        (0, 99, ()),
        (0, 4, ((0, 5),)),
        (0, 4, ((-1, 2),)),
        (0, 4, ((2, 2),)),
    ],
)
def test_a_place_that_is_not_there_cannot_be_quoted(
    start: int, stop: int, highlights: tuple[tuple[int, int], ...]
) -> None:
    with pytest.raises(ValueError, match="no such place in b2-1"):
        Quote(FERRY, 1, start, stop, highlights)


def test_a_paragraph_that_is_not_there_cannot_be_quoted() -> None:
    with pytest.raises(IndexError):
        Quote(FERRY, 9, 0, 1)
