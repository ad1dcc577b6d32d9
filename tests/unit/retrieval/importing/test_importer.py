from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.corpus import LEDGER, CorpusError, read
from retrieval.importing.id_registry import HEADER, IdRegistry, IdRegistryError, RegistryEntry
from retrieval.importing.importer import FileChange, ImportReport, import_files
from retrieval.importing.reader import MAX_PAGE_BYTES
from retrieval.importing.review_list import REVIEW_FILE

CORPUS = Path(__file__).parents[4] / "corpus"
OURS = CORPUS / "sources" / "zhejiang-page.txt"
PAGES = Path(__file__).parent / "newspaper" / "pages"

BRIDGE = "老桥新生 乡亲安心\n\n镇里修好了村口的老桥。(李小明)\n"
ROAD = "新路通车 乡亲开心\n\n通往镇上的路开了车。(王小红)\n"


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def page(folder: Path, text: str, name: str = "page.txt") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def changes(report: ImportReport) -> list[tuple[str, str, FileChange]]:
    return [(done.article.id, done.article.title, done.change) for done in report.imported]


def test_importing_our_page_reproduces_our_articles_byte_for_byte(tmp_path: Path) -> None:
    report = import_files([OURS], tmp_path / "new")
    made = files(tmp_path / "new")
    made.pop(REVIEW_FILE)  # what is unsure of them is not shipped
    assert made == files(CORPUS / "articles")
    assert {done.change for done in report.imported} == {FileChange.NEW}
    assert report.refused == ()


@pytest.mark.parametrize("file", [OURS, *sorted(PAGES.glob("*.txt"))], ids=lambda file: file.stem)
def test_importing_twice_changes_nothing(tmp_path: Path, file: Path) -> None:
    import_files([file], tmp_path)
    first = files(tmp_path)
    report = import_files([file, file], tmp_path)
    assert files(tmp_path) == first
    assert {done.change for done in report.imported} == {FileChange.SAME}


@pytest.mark.parametrize("file", [OURS, *sorted(PAGES.glob("*.txt"))], ids=lambda file: file.stem)
def test_what_is_imported_can_be_read_back(tmp_path: Path, file: Path) -> None:
    report = import_files([file], tmp_path)
    corpus = read(tmp_path)
    assert corpus.articles == tuple(done.article for done in report.imported)
    assert corpus.problems == ()


def test_another_page_goes_on_with_the_numbers(tmp_path: Path) -> None:
    import_files([page(tmp_path, BRIDGE, "one.txt")], tmp_path / "shelf")
    report = import_files([page(tmp_path, ROAD, "two.txt")], tmp_path / "shelf")
    assert changes(report) == [("a02", "新路通车 乡亲开心", FileChange.NEW)]


def test_a_corrected_page_keeps_the_ids_of_its_titles(tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    import_files([page(tmp_path, BRIDGE + "\n" + ROAD)], shelf)
    corrected = ROAD.replace("路开了车", "公路开了车") + "\n" + BRIDGE
    report = import_files([page(tmp_path, corrected)], shelf)
    assert changes(report) == [
        ("a02", "新路通车 乡亲开心", FileChange.RENEWED),
        ("a01", "老桥新生 乡亲安心", FileChange.SAME),
    ]
    assert "公路开了车" in (shelf / "a02.md").read_text("utf-8")


def test_an_id_is_never_given_again(tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    import_files([page(tmp_path, BRIDGE, "one.txt")], shelf)
    (shelf / "a01.md").unlink()
    report = import_files([page(tmp_path, ROAD, "two.txt")], shelf)
    assert changes(report) == [("a02", "新路通车 乡亲开心", FileChange.NEW)]
    again = import_files([tmp_path / "one.txt"], shelf)
    assert changes(again) == [("a01", "老桥新生 乡亲安心", FileChange.NEW)]


def test_an_article_that_left_the_page_stays_and_is_named(tmp_path: Path) -> None:
    import_files([page(tmp_path, BRIDGE + "\n" + ROAD)], tmp_path / "shelf")
    report = import_files([page(tmp_path, ROAD)], tmp_path / "shelf")
    assert (tmp_path / "shelf" / "a01.md").exists()
    assert [problem.file for problem in report.problems] == ["a01.md"]
    assert "老桥新生" in report.problems[0].why


def test_a_file_edited_by_hand_is_never_overwritten(tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    import_files([page(tmp_path, BRIDGE)], shelf)
    edited = (shelf / "a01.md").read_text("utf-8").replace("老桥新生", "老桥焕新")
    (shelf / "a01.md").write_text(edited, "utf-8")
    for _ in range(2):
        report = import_files([page(tmp_path, BRIDGE)], shelf)
        assert [done.change for done in report.imported] == [FileChange.KEPT]
        assert report.problems[0].file == "a01.md"
        assert (shelf / "a01.md").read_text("utf-8") == edited


def test_two_captions_of_a_page_are_two_articles_each_time(tmp_path: Path) -> None:
    for _ in range(2):
        report = import_files([PAGES / "briefs.txt"], tmp_path)
        captions = [done for done in report.imported if done.article.title == "图片新闻"]
        assert [done.article.id for done in captions] == ["a01", "a05", "a06"]


def test_a_shelf_without_a_ledger_keeps_its_ids(tmp_path: Path) -> None:
    import_files([OURS], tmp_path)
    before = files(tmp_path)
    (tmp_path / LEDGER).unlink()
    (tmp_path / "a07.md").write_text("broken", "utf-8")
    report = import_files([PAGES / "valley.txt", OURS], tmp_path)
    assert [done.article.id for done in report.imported][:3] == ["a12", "a13", "a14"]
    assert (tmp_path / "a07.md").read_text("utf-8") == "broken"
    assert (tmp_path / "a01.md").read_bytes() == before["a01.md"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_page_may_be_marked_with_its_encoding(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "page.txt").write_bytes(BRIDGE.encode(encoding))
    report = import_files([tmp_path / "page.txt"], tmp_path / "shelf")
    assert report.imported[0].article.texts == ("镇里修好了村口的老桥。(李小明)",)


def test_a_page_in_gb18030_is_read_and_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_bytes(BRIDGE.encode("gb18030"))
    report = import_files([tmp_path / "page.txt"], tmp_path / "shelf")
    assert report.imported[0].article.byline == "李小明"
    assert "GB18030" in report.problems[0].why


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no article found"),
        (b"\n\n", "no article found"),
        (b"\x00\x01\x02", "not text"),
        (b"\xff\xff\xff", "not text"),
        (b"\xff\xfe\xfd", "not text"),
        (b"%PDF-1.7", "a broken PDF"),
        (b"a" * (MAX_PAGE_BYTES + 1), "larger than"),
        (None, "cannot be read"),
    ],
)
def test_what_is_no_page_is_refused_in_a_sentence_and_the_others_are_imported(
    tmp_path: Path, data: bytes | None, why: str
) -> None:
    bad = tmp_path / "bad.txt"
    if data is not None:
        bad.write_bytes(data)
    report = import_files([bad, page(tmp_path, BRIDGE)], tmp_path / "shelf")
    assert why in report.refused[0].why
    assert [problem.file for problem in report.refused] == [str(bad)]
    assert len(report.imported) == 1


def test_a_folder_that_cannot_be_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="cannot be written"):
        import_files([page(tmp_path, BRIDGE)], tmp_path / "page.txt")


@pytest.mark.parametrize(
    ("row", "why"),
    [("a01 page.txt", "2: not an id"), ("a01\tp\tt\t\na01\tp\tt\t", "3: id a01 stands here twice")],
)
def test_a_broken_ledger_is_told_and_nothing_is_written(tmp_path: Path, row: str, why: str) -> None:
    (tmp_path / LEDGER).write_text(f"{HEADER}\n{row}\n", "utf-8")
    before = files(tmp_path)
    with pytest.raises(CorpusError, match=why):
        import_files([OURS], tmp_path)
    assert files(tmp_path) == before


def test_a_ledger_is_read_back_as_it_was_written() -> None:
    ledger = IdRegistry(
        [RegistryEntry("a09", "p.txt", "题 目", "0123"), RegistryEntry("x", "", "")]
    )
    assert str(IdRegistry.parse(str(ledger))) == str(ledger)
    assert ledger.next() == "a10"
    with pytest.raises(IdRegistryError):
        IdRegistry.parse("x\n")


def test_a_report_is_a_line_for_each_thing_to_know(tmp_path: Path) -> None:
    lines = str(import_files([OURS, tmp_path / "none"], tmp_path / "shelf")).splitlines()
    assert lines[0] == "a01  《凝聚新力量 赋能城市发展》 倪俊杰 · 6 paragraphs · new"
    assert lines[10] == "a11  《图片新闻》 沈俊 · 1 paragraph · new"
    assert lines[-1].endswith("none: cannot be read (No such file or directory)")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ('{"title": "x", "text": "\\ud800"}', "no file can hold"),
        ('{"title": "x", "text": "' + "一" * 340_000 + '"}', "larger than 1,000,000 bytes"),
    ],
)
def test_an_article_that_no_file_can_hold_is_refused_and_the_others_are_imported(
    tmp_path: Path, row: str, why: str
) -> None:
    rows = page(tmp_path, f'{row}\n{{"title": "y", "text": "二。"}}\n', "a.jsonl")
    report = import_files([rows], tmp_path / "shelf")
    assert [done.article.title for done in report.imported] == ["y"]
    assert [why in problem.why for problem in report.refused] == [True]
    assert read(tmp_path / "shelf").problems == ()
