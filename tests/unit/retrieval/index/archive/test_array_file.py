"""A file of arrays is whole or it is refused by name."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from retrieval.index.archive.array_file import BLOCK, CheckedFile, CheckedWriter, DamagedError


def write(path: Path) -> Path:
    with CheckedWriter(path) as out:
        out.append("many", np.arange(30_000, dtype=np.int64))
        out.append("none", np.zeros(0, dtype=np.uint8))
        out.append("many", np.arange(7, dtype=np.int64))
    return path


def test_what_was_appended_is_there(tmp_path: Path) -> None:
    file = CheckedFile(write(tmp_path / "file"))
    assert file.array("many").tolist() == [*range(30_000), *range(7)]
    assert file.array("none").tolist() == []
    file.verify()
    assert file.part("many", 29_999, 30_001).tolist() == [29_999, 0]


@settings(max_examples=30)
@given(st.integers(0, 240_000))
def test_a_torn_file_is_refused(tmp_path_factory: pytest.TempPathFactory, kept: int) -> None:
    path = write(tmp_path_factory.mktemp("torn") / "file")
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(DamagedError, match="torn"):
        CheckedFile(path)


@settings(max_examples=60)
@given(st.data())
def test_a_changed_byte_is_found(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = write(tmp_path_factory.mktemp("altered") / "file")
    content = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    path.write_bytes(content)
    with pytest.raises(DamagedError, match=str(path)):
        CheckedFile(path).verify()


def test_only_what_is_read_is_checked_and_it_is_checked_first(tmp_path: Path) -> None:
    path = write(tmp_path / "file")
    content = bytearray(path.read_bytes())
    content[BLOCK + 5] ^= 1
    path.write_bytes(content)
    file = CheckedFile(path)
    assert file.part("many", 0, 10).tolist() == list(range(10))
    with pytest.raises(DamagedError, match="altered near byte 65,536"):
        file.part("many", BLOCK // 8, BLOCK // 8 + 1)


def test_a_foreign_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "foreign"
    path.write_bytes(b"PK\x03\x04" * 1000)
    with pytest.raises(DamagedError, match="no file of ours"):
        CheckedFile(path)


def test_a_failed_writer_leaves_nothing(tmp_path: Path) -> None:
    def fail() -> None:
        with CheckedWriter(tmp_path / "file") as out:
            out.append("some", np.arange(1 << 20))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert list(tmp_path.iterdir()) == []
