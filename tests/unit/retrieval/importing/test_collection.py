"""Folders and zips of mixed files, and ids that no two documents share."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from retrieval.importing.importer import FileChange, FrontMatter, import_files
from retrieval.importing.review_list import ReviewList
from tests.unit.retrieval.importing.formats import made

BRIDGE = "老桥新生 乡亲安心\n\n镇里修好了村口的老桥，大家走得安心。(李小明)\n"
ROAD = "老桥新生 乡亲安心\n\n通往县城的公路昨天开工，明年完成。(王小红)\n"


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


@pytest.mark.slow
def test_a_folder_is_imported_file_by_file_and_again_nothing_changes(tmp_path: Path) -> None:
    folder = tmp_path / "五月"
    put(folder / "a" / "page.txt", BRIDGE)
    put(folder / "b" / "page.txt", ROAD)
    put(folder / ".hidden.txt", ROAD)
    made.epub(folder / "c.epub")
    (folder / "d.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    report = import_files([folder], tmp_path / "into")
    assert [done.article.source for done in report.imported] == [
        *["五月/c.epub"] * 3,
        "五月/a/page.txt",
        "五月/b/page.txt",
    ]
    assert [problem.file for problem in report.refused] == [str(folder / "d.png")]
    again = import_files([folder], tmp_path / "into")
    assert {done.change for done in again.imported} == {FileChange.SAME}


def test_the_articles_folder_is_not_imported_into_itself(tmp_path: Path) -> None:
    put(tmp_path / "page.txt", BRIDGE)
    import_files([tmp_path / "page.txt"], tmp_path / "into")
    report = import_files([tmp_path], tmp_path / "into")
    assert len(report.imported) == 1


@pytest.mark.parametrize("together", [True, False])
def test_files_of_one_name_in_two_folders_share_no_id(tmp_path: Path, *, together: bool) -> None:
    pages = [put(tmp_path / "a" / "page.txt", BRIDGE), put(tmp_path / "b" / "page.txt", ROAD)]
    runs = [pages] if together else [pages[:1], pages[1:]]
    for _ in range(2):
        done = [one for run in runs for one in import_files(run, tmp_path / "into").imported]
        assert [(one.article.id, one.article.byline) for one in done] == [
            ("a01", "李小明"),
            ("a02", "王小红"),
        ]


def test_a_zip_is_read_with_the_names_that_stand_in_it(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "五月.zip", "w") as archive:
        archive.writestr("要闻/page.txt", BRIDGE)
        archive.writestr("../../outside.txt", ROAD)
        archive.write(made.docx(tmp_path / "a.docx"), "a.docx")
        archive.writestr("inner.zip", b"PK\x05\x06" + bytes(18))
    report = import_files([tmp_path / "五月.zip"], tmp_path / "into")
    assert [done.article.source for done in report.imported] == [
        "五月.zip/要闻/page.txt",
        "五月.zip/../../outside.txt",
        "五月.zip/a.docx",
    ]
    assert [problem.why for problem in report.refused] == ["a zip inside a zip"]
    assert not (tmp_path.parent / "outside.txt").exists()


def test_a_zip_of_names_in_gb18030_is_read(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("xxxx.txt", BRIDGE)
    packed = (tmp_path / "a.zip").read_bytes().replace(b"xxxx", "要闻".encode("gb18030"))
    (tmp_path / "a.zip").write_bytes(packed)
    report = import_files([tmp_path / "a.zip"], tmp_path / "into")
    assert [done.article.source for done in report.imported] == ["a.zip/要闻.txt"]


def test_bombs_and_broken_zips_are_refused_in_a_sentence(tmp_path: Path) -> None:
    bomb = made.bomb(tmp_path / "bomb.zip", "page.txt", 600_000_000)
    large = made.bomb(tmp_path / "large.zip", "page.txt", 100_000_000)
    (tmp_path / "cut.zip").write_bytes(bomb.read_bytes()[:150])
    report = import_files([bomb, large, tmp_path / "cut.zip"], tmp_path / "into")
    whys = [problem.why for problem in report.refused]
    assert "a zip that unpacks to more than 500,000,000 bytes" in whys
    assert "larger than 50,000,000 bytes" in whys
    assert "a broken or truncated zip or office document" in whys
    assert report.imported == ()


def test_what_is_known_of_all_documents_stands_in_their_front_matter(tmp_path: Path) -> None:
    known = FrontMatter(source="乡村日报", date="2026-05-01", page=3)
    report = import_files([put(tmp_path / "page.txt", BRIDGE)], tmp_path / "into", known)
    text = (tmp_path / "into" / "a01.md").read_text("utf-8")
    assert "source: 乡村日报 第3版\ndate: '2026-05-01'\n" in text
    assert report.imported[0].article.date == "2026-05-01"


HELD = (
    "老桥新生 乡亲安心\n\n李小明\n\n镇里修好了村口的老桥，大家走得安心。\n\n"
    "俄军在某省巡逻时遇路边炸弹袭击\n\n美军奉命前往支援，双方没有人受伤。(张三)\n"
)


def test_a_held_text_waits_in_the_review_list_until_its_page_is_mended(tmp_path: Path) -> None:
    page, into = put(tmp_path / "page.txt", HELD), tmp_path / "into"
    report = import_files([page], into)
    assert [done.article.byline for done in report.imported] == ["李小明"]
    (held,) = ReviewList.of(into).texts()
    assert (held.file, held.line, held.page) == ("page.txt", 7, 0)
    assert "美军奉命" in held.text
    put(
        page,
        HELD.replace("俄军在", "\n\n\n俄军在")
        .replace("(张三)", "")
        .replace("美军", "张三\n\n美军"),
    )
    mended = import_files([page], into)
    assert [done.article.byline for done in mended.imported] == ["李小明", "张三"]
    assert ReviewList.of(into).texts() == ()
