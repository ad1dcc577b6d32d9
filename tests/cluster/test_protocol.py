"""The engine on a cluster keeps the protocol: what it holds, what changes, who reads meanwhile."""

from __future__ import annotations

import random
from typing import Any

import pytest

from retrieval.analysis.analyzer import Analyzer
from retrieval.article import Article
from retrieval.index.engine import UnreachableError
from retrieval.index.opensearch import cutting
from retrieval.index.opensearch.changing import Changer
from retrieval.index.opensearch.cluster import opened
from retrieval.index.opensearch.connection import Connection
from tests.cluster.filled import filled
from tests.cluster.nodes import Nodes
from tests.unit.retrieval.index.conformance import assert_keeps_protocol

pytestmark = pytest.mark.slow

ASKED = {"中国": 1.0, "人民": 2.0, "国人": 0.4, "湖州市": 7.5, "gdp": 1.0, "的": 1.0, "无此词": 1.0}
ODD = "第三段" + "长" * 80 + "　abc" + "x" * 300


def drawn(seed: int, count: int) -> list[Article]:
    """Draw articles of several paragraphs of few words, so that many score alike."""
    chance = random.Random(seed)
    words = ["中国", "人民", "日报", "湖州市", "的", "是", "，", "。", "gdp", "2024", " ", ODD]

    def text() -> str:
        return "".join(chance.choices(words, k=chance.randrange(1, 20)))

    return [
        Article(f"d{seed}-{n}", text(), tuple(text() for _ in range(chance.randrange(1, 4))))
        for n in range(count)
    ]


def test_articles_are_found_and_read_as_in_memory(nodes: Nodes, analyzer: Analyzer) -> None:
    cluster = filled(nodes, "held", drawn(1, 40), analyzer)
    assert_keeps_protocol(cluster.index, cluster.store, cluster.analyzer, ASKED)
    assert cluster.index.unproved == 0


def test_nothing_is_found_in_nothing(nodes: Nodes, analyzer: Analyzer) -> None:
    cluster = filled(nodes, "empty", [], analyzer)
    assert_keeps_protocol(cluster.index, cluster.store, cluster.analyzer, ASKED)


def test_a_change_is_seen_whole_or_not_at_all(nodes: Nodes, analyzer: Analyzer) -> None:
    before = filled(nodes, "changed", drawn(2, 35), analyzer)
    now = before
    for seed in (3, 4):
        put = [*drawn(seed, 7), Article("d2-9", "改过的题", ("改过的中国。", "gdp是2024。"))]
        now.change(put, [f"d2-{seed}", f"d2-{5 * seed}"])
        now = opened(now.view.connection, analyzer, now.view)
        assert_keeps_protocol(now.index, now.store, now.analyzer, ASKED)
    # Who opened it before the changes still sees what was there.
    assert_keeps_protocol(before.index, before.store, before.analyzer, ASKED)
    fresh = opened(Connection(nodes.address("changed")), analyzer)
    assert fresh.store.version() == now.store.version() != before.store.version()
    assert [*fresh.store.ids()] == [*now.store.ids()]


def test_a_writer_that_died_half_way_leaves_nothing(
    nodes: Nodes, analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = filled(nodes, "died", drawn(6, 20), analyzer)
    with monkeypatch.context() as patch:
        patch.setattr("retrieval.index.opensearch.changing.refresh", _die)
        with pytest.raises(InterruptedError):
            before.change(drawn(7, 9), ["d6-1"])
    late = opened(before.view.connection, analyzer)
    assert_keeps_protocol(late.index, late.store, late.analyzer, ASKED)
    late.change(drawn(8, 3), ["d6-2"])
    now = opened(late.view.connection, analyzer)
    assert len(now.store.articles) == 22
    assert_keeps_protocol(now.index, now.store, now.analyzer, ASKED)


def test_of_two_writers_one_is_told_that_it_came_too_late(nodes: Nodes, analyzer: Analyzer) -> None:
    first = filled(nodes, "both", drawn(9, 20), analyzer)
    second = opened(first.view.connection, analyzer)
    first.change(drawn(10, 2), [])
    with pytest.raises(UnreachableError, match="somebody else has changed"):
        second.change(drawn(11, 2), [])


def test_what_was_removed_goes_for_good_later(nodes: Nodes, analyzer: Analyzer) -> None:
    old = filled(nodes, "cleared", drawn(12, 15), analyzer)
    Changer(old.view, analyzer, grace=-1).change([], [3, 4, 5])
    now = opened(old.view.connection, analyzer)
    assert now.view.state.kept == 1
    assert_keeps_protocol(now.index, now.store, now.analyzer, ASKED)
    with pytest.raises(UnreachableError, match="kept no more"):
        old.index.best({"中国": 1.0}, 3)


def test_loading_goes_on_where_it_was_left(
    nodes: Nodes, analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = drawn(13, 20)
    monkeypatch.setattr("retrieval.index.archive.analysing.BATCH", 400)
    cut, done = cutting.cut, list[Any]()

    def cut_some(*given: Any) -> Any:  # noqa: ANN401 -- as it is
        done.append(given)
        if len(done) == 3:
            raise InterruptedError
        return cut(*given)

    monkeypatch.setattr("retrieval.index.opensearch.loading.cut", cut_some)
    with pytest.raises(InterruptedError):
        filled(nodes, "resumed", articles, analyzer)
    cluster = filled(nodes, "resumed", articles, analyzer)
    starts = [int(str(given[1])) for given in done]
    assert starts[:2] + starts[3:] == sorted({*starts})
    assert_keeps_protocol(cluster.index, cluster.store, cluster.analyzer, ASKED)


def _die(*_: object) -> None:
    raise InterruptedError
