"""Places are told by their endings, and never made of everyday words."""

from __future__ import annotations

import pytest

from retrieval.analysis.analyzer import Analyzer
from retrieval.entities.places import PlaceFinder


@pytest.fixture
def finder(analyzer: Analyzer) -> PlaceFinder:
    return PlaceFinder(analyzer.commonness)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (",青禾县修了桥", "青禾县"),
        ("东至送子庵弄,", "送子庵弄"),
        ("去年在温哥华展出", "温哥华"),
    ],
)
def test_places_are_found(finder: PlaceFinder, analyzer: Analyzer, text: str, named: str) -> None:
    assert named in {text[a:b] for a, b in finder.find(text, analyzer.words(text))}


@pytest.mark.parametrize("text", ["助力村集体增收", "全市各镇", "工业园区里", "市场区域", ""])
def test_everyday_words_are_no_places(finder: PlaceFinder, analyzer: Analyzer, text: str) -> None:
    assert [*finder.find(text, analyzer.words(text))] == []


def test_a_chain_is_parted_into_its_levels(finder: PlaceFinder) -> None:
    field = "湖州市南浔区双林镇"
    assert [field[a:b] for a, b in finder.chain(field)] == ["湖州市", "南浔区", "双林镇"]
