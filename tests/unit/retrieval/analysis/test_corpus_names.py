from __future__ import annotations

import pytest

from retrieval.analysis.analyzer import Analyzer
from retrieval.analysis.corpus_names import corpus_names


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["云浦市青禾镇办了音乐会。"], ("青禾镇",)),
        (["青禾镇很大。", "来到青禾镇。"], ("青禾镇",)),
        (["来到青禾镇。"], ()),
        (["全镇推动城区建设。", "全镇推动城区建设，城区变美。"], ()),
        ([], ()),
        ([""], ()),
    ],
)
def test_names_stand_alone_or_under_a_larger_unit(
    analyzer: Analyzer, texts: list[str], found: tuple[str, ...]
) -> None:
    assert corpus_names(texts, analyzer.commonness) == found
