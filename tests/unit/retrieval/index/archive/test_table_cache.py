"""Tables of the dictionaries: made once, kept, and believed only when they prove themselves."""

from pathlib import Path

import numpy as np
import pytest

from retrieval.answer import Question
from retrieval.correction import glyphs
from retrieval.expansion import dictionary
from retrieval.expansion.synonyms import Thesaurus
from retrieval.index.archive.table_cache import Arrays, Tables
from retrieval.library import Library

REPORTS = Path(__file__).parents[5] / "corpus" / "articles"
WORDS = ("提高", "清华", "医生", "the", "beijing", "marathon", "harvard", "无此词", "q" * 500)


class Maker:
    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> Arrays:
        self.times += 1
        return {"words": np.array(["好", "很好"]), "counts": np.arange(70_000, dtype=np.int32)}


def test_a_table_is_made_once_and_kept(tmp_path: Path) -> None:
    make = Maker()
    for _ in range(2):
        table = Tables(tmp_path / "kept").get("some", "1", make)
        assert table["words"].tolist() == ["好", "很好"]
        assert table["counts"][-1] == 69_999
    assert make.times == 1
    Tables(tmp_path / "kept").get("some", "2", make)
    assert make.times == 2
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["some-2"]


@pytest.mark.parametrize("broken", [b"", b"GIF89a" * 50, None])
def test_a_broken_table_is_made_again(tmp_path: Path, broken: bytes | None) -> None:
    make = Maker()
    Tables(tmp_path).get("some", "1", make)
    path = tmp_path / "some-1"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 4
    path.write_bytes(data if broken is None else broken)
    assert Tables(tmp_path).get("some", "1", make)["counts"][-1] == 69_999
    assert make.times == 2
    Tables(tmp_path).get("some", "1", make)
    assert make.times == 2


def test_a_table_that_cannot_be_kept_is_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    make = Maker()
    assert len(Tables(tmp_path / "file").get("some", "1", make)["words"]) == 2


def test_what_was_kept_says_the_same(tmp_path: Path) -> None:
    plain = Thesaurus()
    made, kept = (Thesaurus(None, Tables(tmp_path)) for _ in range(2))
    for word in WORDS:
        assert kept.alternatives(word) == made.alternatives(word) == plain.alternatives(word)
    kept_glyphs = glyphs.Glyphs(Tables(tmp_path))
    for one, others in glyphs.look_alikes().items():
        assert kept_glyphs.alike(one) == others
    assert kept_glyphs.alike("a") == kept_glyphs.alike("\U0002a6df") == ""


def test_the_second_start_makes_no_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Question("双林镇 marathon 有多少名快递小哥旦任先锋骑士?")
    first = Library.open(REPORTS, index=tmp_path / "index").answer(asked)

    def refuse() -> Arrays:
        raise AssertionError

    monkeypatch.setattr(dictionary, "_synonyms", refuse)
    monkeypatch.setattr(dictionary, "_glosses", refuse)
    monkeypatch.setattr(glyphs, "_tabulated", refuse)
    assert Library.open(REPORTS, index=tmp_path / "index").answer(asked) == first
    kept = {path.name.partition("-")[0] for path in (tmp_path / "index/tables").iterdir()}
    assert kept >= {"synonyms", "glosses"}
