"""Organisations end as such names do, and begin with a name."""

from __future__ import annotations

import pytest

from retrieval.analysis.analyzer import Analyzer
from retrieval.entities.organisations import OrganisationFinder, is_body, is_district


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("由北京木兰居酒店管理有限公司运营,", {"北京木兰居酒店管理有限公司"}),
        ("最远的石岭卫生院离县城很远", {"石岭卫生院"}),
        ("当地的医院和学校", set()),
        ("成立了公司", set()),
        ("", set()),
    ],
)
def test_a_name_begins_with_a_name(analyzer: Analyzer, text: str, names: set[str]) -> None:
    finder = OrganisationFinder(analyzer.commonness, lambda word: word in {"北京", "石岭"})
    assert {text[a:b] for a, b in finder.find(text, analyzer.words(text))} == names


def test_a_district_is_a_place() -> None:
    assert is_district("永宁历史街区")
    assert not is_body("永宁历史街区")
    assert is_body("石岭卫生院")
