"""The lexicon's data files, and the errors of broken ones."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from retrieval.analysis.normalizer import fold
from retrieval.lexicon import files
from retrieval.lexicon.files import rows, sections, words

LISTS = sorted(file.stem for file in Path(files.__file__).parent.glob("*.txt"))


@pytest.mark.parametrize("name", LISTS)
def test_every_list_says_where_it_is_from_and_has_words(name: str) -> None:
    file = Path(files.__file__).with_name(f"{name}.txt")
    assert file.read_text("utf-8").lstrip().startswith("# ")
    assert sections(name)
    assert all(listed for listed in sections(name).values())


AS_PUBLISHED = {"surnames", "byline_words", "page_words", "quotation_frames", "search_fields"}
"""Lists of words that are met as they are published or typed, in any script and width."""


@pytest.mark.parametrize("name", sorted({*LISTS} - AS_PUBLISHED))
def test_words_are_written_as_questions_are_normalised(name: str) -> None:
    """A word in another form (traditional, full width) would never be met."""
    unmet = [word for word in words(name) if fold(word) != word]
    assert unmet == []


def test_words_are_those_of_a_section_or_of_all() -> None:
    assert "多少" in words("question_words", "number")
    assert words("numerals", "digits") < words("numerals")
    assert words("numerals") == {
        word for listed in sections("numerals").values() for word in listed
    }


def test_no_such_list_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        sections("no such list")
    with pytest.raises(KeyError):
        words("numerals", "no such section")


@pytest.mark.parametrize(
    ("text", "message"),
    [("桥\n[a]\n路\n", "words before the first section"), ("[a]\n桥 路\n桥\n", "twice in \\[a\\]")],
)
def test_a_broken_list_is_an_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str, message: str
) -> None:
    monkeypatch.setattr(files, "FOLDER", tmp_path)
    (tmp_path / "broken.txt").write_text(text, "utf-8")
    with pytest.raises(ValueError, match=message):
        sections("broken")


def test_remarks_and_empty_lines_say_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(files, "FOLDER", tmp_path)
    (tmp_path / "small.txt").write_text("# source\n\n[a]\n桥  路\n# more\n河\n[b]\n桥\n", "utf-8")
    assert sections("small") == {"a": ("桥", "路", "河"), "b": ("桥",)}


def test_a_table_is_read_packed_or_plain(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(files, "FOLDER", tmp_path)
    data = "# source\n桥\tqiao\n\n路\tlu\n".encode()
    (tmp_path / "plain.tsv").write_bytes(data)
    (tmp_path / "packed.tsv.gz").write_bytes(gzip.compress(data))
    assert list(rows("plain")) == list(rows("packed")) == [["桥", "qiao"], ["路", "lu"]]
