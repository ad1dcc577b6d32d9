from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, strategies as st

from retrieval.index.archive.array_file import DamagedError
from retrieval.meaning.vector_table import VectorTable, read_table, table_of, write_merged
from retrieval.meaning.vectors import BYTES, Signs

Passages = list[tuple[int, int]]


def sentences(key: int, count: int) -> Signs:
    return np.full((count, BYTES), key % 100, dtype=np.uint8)


def table(article: int, passages: Passages) -> VectorTable:
    """A table of one article, of passages of these keys and numbers of sentences."""
    return table_of(
        np.array([article], dtype=np.uint64),
        np.zeros(len(passages), dtype=np.int32),
        np.array([key for key, _ in passages], dtype=np.uint64),
        [sentences(key, count) for key, count in passages],
    )


def found(one: VectorTable, key: int) -> list[list[int]] | None:
    held = one.find(key)
    return None if held is None else held.tolist()


@given(st.dictionaries(st.integers(0, 2**64 - 1), st.integers(0, 3), max_size=20))
def test_each_passage_has_its_own_sentences(passages: dict[int, int]) -> None:
    made = table(7, list(passages.items()))
    assert len(made) == len(passages)
    for key, count in passages.items():
        assert found(made, key) == sentences(key, count).tolist()
    absent = next(key for key in range(30) if key not in passages)
    assert made.find(absent) is None


def test_merged_tables_hold_what_is_of_living_articles(tmp_path: Path) -> None:
    tables = [table(1, [(9, 2), (4, 1)]), table(2, [(7, 3)]), table(3, [(8, 1), (4, 1)])]
    living = np.array([1, 3], dtype=np.uint64)
    merged = write_merged(tmp_path / "vectors-1", tables, living, "us")
    again = read_table(tmp_path / "vectors-1", "us")
    for one in (merged, again):
        assert len(one) == 4
        assert [found(one, key) for key in (9, 4, 8)] == [
            sentences(key, count).tolist() for key, count in ((9, 2), (4, 1), (8, 1))
        ]
        assert one.find(7) is None


def test_a_table_of_another_maker_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "vectors-1"
    write_merged(path, [table(1, [(9, 2)])], np.array([1], dtype=np.uint64), "us")
    with pytest.raises(DamagedError, match="not made by"):
        read_table(path, "them")


def test_what_was_altered_on_the_disk_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "vectors-1"
    many = [(key, 3) for key in range(200)]
    write_merged(path, [table(1, many)], np.array([1], dtype=np.uint64), "us")
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(DamagedError, match="altered"):
        [read_table(path, "us").find(key) for key in range(200)]
