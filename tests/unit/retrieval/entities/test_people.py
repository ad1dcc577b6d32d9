"""Persons are named beside a title, a verb of speaking, or in a row that says what they are."""

from __future__ import annotations

import pytest

from retrieval.analysis.analyzer import Analyzer
from retrieval.entities.people import people


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("站长顾晓棠说,桥修好了。", ["顾晓棠"]),
        ("“快了。”顾晓棠说。", ["顾晓棠"]),
        ("村民方女士也来了。", ["方女士"]),
        ("渔民欧阳松带着网。", ["欧阳松"]),
        ("纪念顾晓棠、林小满等历史名人。", ["顾晓棠", "林小满"]),
        ("居民楼三楼起火。", []),
        ("代表团队领奖。", []),
        ("党员干部学习文件。", []),
        ("", []),
    ],
)
def test_a_name_needs_somebody_to_vouch_for_it(
    analyzer: Analyzer, text: str, names: list[str]
) -> None:
    found = dict.fromkeys(text[a:b] for a, b in people(text, analyzer.commonness))
    assert [*found] == names
