"""The tables as they are packed: sorted for the search, the same from the same rows."""

import gzip
from pathlib import Path

import pytest

from benchmarks.commands.lexicon import packed
from retrieval.lexicon import sorted_table
from retrieval.lexicon.sorted_table import SortedTable

ROWS = [["b c", "3"], ["b", "1", "2"], ["渔", "4"], ["bc", "5"], ["a", "6"]]


def test_the_same_rows_make_the_same_bytes() -> None:
    assert packed(["source"], ROWS) == packed(["source"], ROWS[::-1])
    assert gzip.decompress(packed(["source"], ROWS)).startswith(b"# source\n")


def test_what_is_packed_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "some.tsv.gz").write_bytes(packed(["a source"], ROWS))
    monkeypatch.setattr(sorted_table, "FOLDER", tmp_path)
    table = SortedTable("some")
    for key, *cells in ROWS:
        assert table.row(key) == cells
    assert [row[0] for row in table.beginning("b")] == ["b", "b c", "bc"]
    assert [row[0] for row in table.beginning("b ")] == ["b c"]
    for key in ("", "#", "c", "鱼", "zz", "b c d"):
        assert table.row(key) == []


def test_no_table_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        SortedTable("nothing of the kind")
