"""The benchmark measures: every bot answers everything, and gets its line."""

from __future__ import annotations

import pytest

from bot import bench
from retrieval.library import Library


def test_every_bot_gets_its_line(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "UPDATES", 20)
    scores = bench.measure(library)
    assert [score.name.partition(",")[0] for score in scores] == ["echo", "echo", "Wenbao"]
    assert all(score.rate > 0 and score.cost > 0 for score in scores)
    assert len(bench.table(scores).splitlines()) == 4 + len(scores)
