"""Each kind of file is read as what it is, or refused in a sentence, in bounded time."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from retrieval.importing import worker
from retrieval.importing.document import ParsedDocument, UnreadableError
from retrieval.importing.formats.detection import DocumentFormat
from retrieval.importing.reader import read_file
from tests.unit.retrieval.importing.formats import made

TITLE, BYLINE, TEXTS = made.ARTICLES[0]
SENTENCE = "镇里修好了村口的老桥，大家走得安心。"
BRIDGE = f"老桥新生 乡亲安心\n\n{SENTENCE}(李小明)\n"


def written(folder: Path, data: str | bytes, name: str = "page.txt") -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def read(path: Path) -> ParsedDocument:
    return read_file(path, path.name)


def told(parsed: ParsedDocument) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(a.title, a.byline, a.texts) for a in parsed.articles]


ALL = [(title, byline, tuple(texts)) for title, byline, texts in made.ARTICLES]


@pytest.mark.slow
def test_a_docx_is_one_article_with_its_subheads_and_tables(tmp_path: Path) -> None:
    parsed = read(made.docx(tmp_path / "a.txt"))  # its name says nothing
    assert told(parsed) == [(TITLE, BYLINE, (TEXTS[0], "夜里的灯", TEXTS[1], "路灯三十盏"))]


@pytest.mark.slow
def test_a_web_page_is_its_article_without_menus_with_the_date_it_tells(tmp_path: Path) -> None:
    parsed = read(made.html(tmp_path / "a.txt"))
    assert told(parsed) == [(TITLE, BYLINE, tuple(text * 6 for text in TEXTS))]
    assert parsed.articles[0].date == "2026-05-01"


@pytest.mark.slow
def test_a_book_has_an_article_a_chapter(tmp_path: Path) -> None:
    assert told(read(made.epub(tmp_path / "a.epub"))) == ALL


@pytest.mark.slow
@pytest.mark.parametrize("shuffled", [False, True], ids=["in order", "at random"])
def test_a_pdf_page_of_columns_has_an_article_a_column(tmp_path: Path, *, shuffled: bool) -> None:
    parsed = read(made.pdf(tmp_path / "a.pdf", shuffled=shuffled))
    assert told(parsed) == ALL
    set_aside = [problem.why for problem in parsed.problems]
    assert any("乡村日报 2026年5月1日" in why for why in set_aside)


@pytest.mark.slow
def test_running_heads_and_page_numbers_are_set_aside_and_said_with_their_page(
    tmp_path: Path,
) -> None:
    parsed = read(made.pdf(tmp_path / "a.pdf", pages=3))
    assert told(parsed) == ALL * 3
    assert [p.why for p in parsed.problems if "page 2" in p.why] == [
        "page 2: set aside, in no article: '2'",
        "page 2: set aside, in no article: '乡村日报 2026年5月1日'",
    ]


def test_markdown_loses_its_marks_and_keeps_its_subheads(tmp_path: Path) -> None:
    front = "---\nauthor: 李小明\ntags: 桥\n---\n"
    text = f"{front}# {TITLE}\n\n镇里**修好**了[老桥](http://a.b)。\n\n## 灯\n\n亮。\n"
    parsed = read(written(tmp_path, text, "a.md"))
    assert told(parsed) == [(TITLE, "李小明", ("镇里修好了老桥。", "灯", "亮。"))]
    assert [problem.why for problem in parsed.problems] == [
        "'tags' of the front matter is not read"
    ]


def test_headings_of_the_first_level_begin_articles_and_what_is_above_is_held(
    tmp_path: Path,
) -> None:
    text = "开头的话。\n\n# 老桥\n\n李小明\n\n桥修好了。\n\n# 新路\n\n王小红\n\n路通了。\n"
    parsed = read(written(tmp_path, text, "a.md"))
    assert told(parsed) == [
        ("老桥", "李小明", ("桥修好了。",)),
        ("新路", "王小红", ("路通了。",)),
    ]
    assert [(held.line, held.text) for held in parsed.held] == [(1, "开头的话。")]


def test_jsonl_has_an_article_a_line_and_says_what_it_leaves_out(tmp_path: Path) -> None:
    text = '{"id": 7, "title": "老桥", "text": "一。\\n二。", "tags": ["x"]}\n{"title": "x"}\nno\n'
    parsed = read(written(tmp_path, text))
    assert told(parsed) == [("老桥", "", ("一。", "二。"))]
    assert [(p.line, p.why) for p in parsed.problems] == [
        (1, "'tags' is not read"),
        (2, "no object with a text; left out"),
        (3, "not JSON; left out"),
    ]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "big5", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("text", [BRIDGE, BRIDGE * 20])
def test_any_encoding_is_read(tmp_path: Path, encoding: str, text: str) -> None:
    data = text.replace("镇里", "鎮裡").replace("桥", "橋").replace("亲", "親").replace("乡", "鄉")
    if encoding == "big5":
        data = data.replace("大家", "大夥").replace("走得", "走得")
    data = "".join(c for c in data if c.encode(encoding, "ignore"))
    parsed = read(written(tmp_path, data.encode(encoding)))
    words = "".join("".join(article.texts) for article in parsed.articles)
    assert "修好了村口的老橋" in words
    unmarked = encoding in {"utf-8", "utf-8-sig"}
    assert any("not UTF-8" in problem.why for problem in parsed.problems) != unmarked


@pytest.mark.parametrize(
    ("character", "what"),
    [
        ("\ufffd", "U+FFFD"),
        ("\u200b", "U+200B"),
        ("\ue123", "U+E123"),
        ("⽇", "U+2F47"),
        ("\x07", "U+0007"),
    ],
)
def test_damage_is_said_by_line_and_the_rest_is_read(
    tmp_path: Path, character: str, what: str
) -> None:
    parsed = read(written(tmp_path, BRIDGE.replace("老桥，", f"老{character}桥，")))
    assert [(p.line, what in p.why) for p in parsed.problems] == [(3, True)]
    kept = "" if character == "\x07" else character
    assert f"老{kept}桥，" in parsed.articles[0].texts[0]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"{\\rtf1\\ansi hello}", "RTF"),
        (b'{"a": [1, 2],\n "b": 3}', "JSON is not read"),
        (b'[{"title": "a", "text": "b"}]', "JSON is not read"),
        ("姓名,年龄,住址\n张三,1,甲\n李四,2,乙\n王五,3,丙\n", "a table"),
        ("import os\nfrom sys import argv\n\ndef main():\n    print(1)\n", "program code"),
        (b"#!/bin/sh\necho 1\n", "program code"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "before 2007"),
        (b"\x89PNG\r\n\x1a\n" + bytes(600), "no picture|make ocr"),
        (b"\xff\xd8\xff\xe0" + bytes(600), "no picture|make ocr"),
        (b"a\0b\0\0\0", "not text"),
        (b"%PDF-1.7\n" + b"x" * 500, "a broken PDF"),
        (b"PK\x03\x04" + b"x" * 500 + b"word/document.xml", "broken"),
        (b"<html><body></body></html>", "no article"),
    ],
)
@pytest.mark.slow
def test_what_is_no_report_is_refused_by_its_kind(
    tmp_path: Path, data: str | bytes, why: str
) -> None:
    with pytest.raises(UnreadableError, match=why):
        read(written(tmp_path, data))


@pytest.mark.slow
def test_a_truncated_document_is_refused_in_a_sentence(tmp_path: Path) -> None:
    for make, ending in ((made.docx, "docx"), (made.epub, "epub"), (made.pdf, "pdf")):
        whole = make(tmp_path / f"whole.{ending}").read_bytes()
        cut = written(tmp_path, whole[: len(whole) // 2], f"cut.{ending}")
        with pytest.raises(UnreadableError, match=r"^\S.{5,80}$"):
            read(cut)


@pytest.mark.slow
def test_a_document_that_unpacks_to_far_too_much_is_refused_unread(tmp_path: Path) -> None:
    path = made.bomb(tmp_path / "a.docx", "word/document.xml", 300_000_000)
    begun = time.monotonic()
    with pytest.raises(UnreadableError, match="unpacks to more than"):
        read(path)
    assert time.monotonic() - begun < 30


def test_a_large_document_is_told_by_its_kind_before_its_size(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"larger than 50,000,000 bytes: not one document"):
        read(written(tmp_path, b"%PDF-1.7" + bytes(50_000_000)))
    with pytest.raises(UnreadableError, match=r"larger than 1,000,000 bytes: not one page"):
        read(written(tmp_path, "一" * 400_000))


@pytest.mark.slow
def test_an_encrypted_and_an_endless_pdf_are_refused_in_a_sentence(tmp_path: Path) -> None:
    locked = made.pdf(tmp_path / "locked.pdf", password="secret")  # noqa: S106 - of a test
    with pytest.raises(UnreadableError, match="an encrypted PDF; save it without a password"):
        read(locked)
    with pytest.raises(UnreadableError, match="a PDF of 5,000 pages; at most 1,000 are read"):
        read(made.blank_pdf(tmp_path / "long.pdf", 5_000))


@pytest.mark.slow
def test_a_scan_of_too_many_pages_is_refused_before_any_is_recognised(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="a scan of 60 pages; at most 40"):
        read(made.blank_pdf(tmp_path / "scan.pdf", 60))


@pytest.mark.slow
def test_a_sentence_of_a_web_page_is_in_the_article_or_told(tmp_path: Path) -> None:
    lost = "<div class=box><b>另据了解，镇里还要修一座新桥。</b></div>"
    page = made.html(tmp_path / "a.html")
    page.write_text(page.read_text("utf-8").replace("</article>", f"</article>{lost}"), "utf-8")
    parsed = read(page)
    inside = "另据了解" in "".join(parsed.articles[0].texts)
    assert inside or any("另据了解" in problem.why for problem in parsed.problems)


@pytest.mark.slow
def test_a_parser_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sleeper = written(tmp_path, "#!/bin/sh\nexec sleep 60\n", "python")
    sleeper.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(sleeper))
    with pytest.raises(UnreadableError, match=r"took longer than 0\.2 seconds"):
        read_file(made.docx(tmp_path / "a.docx"), "a.docx", seconds=0.2)


@pytest.mark.slow
def test_a_parser_that_dies_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dying = written(tmp_path, "#!/bin/sh\nkill -9 $$\n", "python")
    dying.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(dying))
    with pytest.raises(UnreadableError, match="too much memory or time"):
        read(made.docx(tmp_path / "a.docx"))


def test_an_extra_that_is_not_installed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(path: Path, source: str) -> ParsedDocument:
        raise ModuleNotFoundError(name="mammoth")

    monkeypatch.setitem(worker.READERS, DocumentFormat.DOCX, missing)
    assert worker.read(tmp_path, DocumentFormat.DOCX, "a.docx") == {
        "unreadable": "mammoth, which reads DOCX, is not installed: `make documents`"
    }


@pytest.mark.slow
def test_a_parser_that_takes_all_memory_is_ended() -> None:
    code = """if True:
        from pathlib import Path
        from retrieval.importing import worker
        from retrieval.importing.formats.detection import DocumentFormat
        worker.READERS[DocumentFormat.PDF] = lambda path, source: bytearray(3_000_000_000)
        worker.main(Path("a.pdf"), DocumentFormat.PDF, "a.pdf")
    """
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)  # noqa: S603
    assert b"needs too much memory" in done.stdout
