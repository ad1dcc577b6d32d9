"""Kinds of faults of files: lines without a title, synonyms that cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from retrieval.__main__ import main
from retrieval.corpus import read


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"title": ""},
        {"title": "  "},
        {"title": "\u3000"},
        {"title": "\t\n"},
        {"title": "\u00a0"},
        {"title": "\u200b"},
        {"title": "\ufeff"},
        {"title": "\u2060\u200d"},
        {"Title": "甲"},
        {"headline": "甲"},
        {"title": None},
        {"title": 3},
        {"title": ["甲"]},
        {"title": False},
    ],
)
def test_a_line_without_a_title_is_reported(tmp_path: Path, row: dict[str, object]) -> None:
    file = tmp_path / "reports.jsonl"
    rows = ({"id": "a", "title": "乙", "text": "一。"}, {"id": "b", "text": "二。", **row})
    file.write_text("\n".join(json.dumps(one) for one in rows), "utf-8")
    (problem,) = read(file).problems
    assert problem.line == 2
    assert "title" in problem.why


GROUPS = "渡船 轮渡\n虫情灯 杀虫灯\n"


@pytest.mark.parametrize(
    "data",
    [
        GROUPS.encode("gbk"),
        GROUPS.encode("gb18030"),
        GROUPS.encode("big5", "replace") + "風箏 紙鳶\n".encode("big5"),
        GROUPS.encode("utf-16"),
        GROUPS.encode("utf-16-le"),
        GROUPS.encode("utf-32"),
        b"# our own\nKW kilowatt\n" + GROUPS.encode("gbk"),
        "ﾌｪﾘｰ 渡船\n風船 凧\n".encode("cp932", "replace"),
        b"PK\x03\x04\x14\x00\x06\x00" + bytes(range(256)),
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"SQLite format 3\x00",
        ("渡船 轮渡\n" * 80_000).encode(),
    ],
)
def test_a_file_of_synonyms_that_is_none_ends_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes
) -> None:
    file = tmp_path / "own.txt"
    file.write_bytes(data)
    ends_with_a_sentence(file, capsys)


@pytest.mark.parametrize("kind", ["missing", "folder", "broken link", "ring", "under a file"])
def test_what_is_no_file_of_synonyms_ends_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    file = tmp_path / "own.txt"
    if kind == "folder":
        file.mkdir()
    elif kind == "broken link":
        file.symlink_to(tmp_path / "gone")
    elif kind == "ring":
        file.symlink_to(file)
    elif kind == "under a file":
        file.write_text(GROUPS, "utf-8")
        file /= "own.txt"
    ends_with_a_sentence(file, capsys)


def ends_with_a_sentence(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reports = file.parent.parent / "reports.jsonl" if file.parent.is_file() else file.parent
    corpus = (reports if reports.is_dir() else reports.parent) / "reports.jsonl"
    corpus.write_text('{"id": "a", "title": "渡口", "text": "渡船下水。"}\n', "utf-8")
    status = main(("ask", "渡船下水了吗?", "--corpus", str(corpus), "--synonyms", str(file)))
    said = capsys.readouterr()
    assert (status, said.out) == (2, "")
    assert file.name in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"# nothing yet\n",
        GROUPS.encode(),
        b"\xef\xbb\xbf" + GROUPS.encode(),
        GROUPS.encode().replace(b"\n", b"\r\n"),
        GROUPS.encode() + "风筝 纸鸢".encode("gbk"),
        "渡船".encode() + b"\n",
        b"ferry boat\n",
        b"\xff\xfe\n" + GROUPS.encode(),
        "渡船,轮渡;ferry=摆渡".encode(),
    ],
)
def test_a_file_of_which_some_can_be_read_is_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes
) -> None:
    (tmp_path / "reports.jsonl").write_text(
        '{"id": "a", "title": "渡口", "text": "渡船下水。"}\n', "utf-8"
    )
    file = tmp_path / "own.txt"
    file.write_bytes(data)
    asked = ("search", "渡船", "--corpus", str(tmp_path / "reports.jsonl"))
    assert main((*asked, "--synonyms", str(file))) == 0
    assert "渡船下水" in capsys.readouterr().out
