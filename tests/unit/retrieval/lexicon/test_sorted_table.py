"""A table searched as it lies: every row is found, and nothing that is not there."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from retrieval.lexicon import sorted_table
from retrieval.lexicon.sorted_table import SortedTable

KEYS = st.text(alphabet="ab 渔樵z#", min_size=1, max_size=5)


def table(rows: dict[str, str], folder: Path) -> SortedTable:
    lines = sorted(f"{key}\t{cell}".encode() for key, cell in rows.items())
    packed = gzip.compress(b"".join(line + b"\n" for line in [b"# a source", *lines]))
    (folder / "some.tsv.gz").write_bytes(packed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sorted_table, "FOLDER", folder)
        return SortedTable("some")


@given(st.dictionaries(KEYS, KEYS, max_size=20), KEYS)
def test_what_is_there_is_found_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, rows: dict[str, str], other: str
) -> None:
    rows = {key: cell for key, cell in rows.items() if not key.startswith("#")}
    some = table(rows, tmp_path_factory.mktemp("lexicon"))
    for key in {*rows, other.lstrip("#") or "a"}:
        assert some.row(key) == ([rows[key]] if key in rows else [])
        beginning = {row[0] for row in some.beginning(key)}
        assert beginning == {one for one in rows if f"{one}\t{rows[one]}".startswith(key)}


@pytest.mark.parametrize("half", ["\ud800", "渡\udfff", "\ud83d\t"])
def test_half_a_character_stands_in_no_table(half: str) -> None:
    characters = SortedTable("characters")
    assert not characters.row(half)
    assert not [*characters.beginning(half)]


def test_no_table_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        SortedTable("nothing of the kind")
