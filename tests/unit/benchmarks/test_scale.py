"""The benchmark of large archives, on a small one: its table, its figures and its chart."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from benchmarks.__main__ import main
from benchmarks.scale.chart import chart
from benchmarks.scale.paragraphs import read_paragraphs, write_paragraphs
from benchmarks.scale.runner import Row
from benchmarks.scale.worker import WORDS, build

REPORTS = Path(__file__).parents[3] / "corpus" / "articles"


@pytest.mark.slow
def test_engines_are_measured_side_by_side(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sizes = ["--size", "200", "--count", "10", "--engine", "ours", "--engine", "rank_bm25"]
    assert main(["bench", "--corpus", str(REPORTS), *sizes, "--into", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "made of their clauses in another order" in said
    rows = json.loads((tmp_path / "bench.json").read_text("utf-8"))
    assert [row["engine"] for row in rows] == ["ours", "answers", "rank_bm25"]
    assert [row["why"] for row in rows] == ["", "", ""]
    ours = rows[0]["figures"]
    assert ours["questions"] == 10
    for row in rows:
        for name in ("cold_start_seconds", "resident_bytes", "median_ms", "per_second"):
            assert row["figures"][name] > 0
        assert row["figures"]["median_ms"] <= row["figures"]["p95_ms"]
    assert ours["index_bytes"] > 10_000
    ET.fromstring((tmp_path / "bench.svg").read_text("utf-8"))  # noqa: S314 - our own


def test_a_peer_is_built_from_nothing_and_adds_to_no_earlier_index(tmp_path: Path) -> None:
    (tmp_path / WORDS).write_text("望月 桥\n梨园 总产量\n", encoding="utf-8")
    sizes = [build("fts5", tmp_path)["index_bytes"] for _ in range(2)]
    assert sizes[0] == sizes[1] > 0


def test_paragraphs_are_made_when_there_are_too_few(tmp_path: Path) -> None:
    target = tmp_path / "some.jsonl"
    write_paragraphs(REPORTS, target, 300)
    made = list(read_paragraphs(target))
    assert len({article.id for article in made}) == 300
    assert all(article.texts[0].strip() for article in made)
    again = tmp_path / "again.jsonl"
    write_paragraphs(REPORTS, again, 300)
    assert again.read_bytes() == target.read_bytes()


def test_a_chart_shows_what_was_measured() -> None:
    rows = [Row("<a>", 1000, {"median_ms": 1.0}), Row("<a>", 9000, {"median_ms": 4.0})]
    drawn = chart([*rows, Row("b", 9000, {}, "failed")], "median_ms", "ms")
    names = [text.text for text in ET.fromstring(drawn).iter() if text.text]  # noqa: S314
    assert "<a>" in names
    assert "b" not in names
