import subprocess
import sys
from pathlib import Path

import pytest

PAGE = """新桥通车

赵一

跨江大桥全长三百米，今年五月建成通车，两岸居民往来只要五分钟，比从前快了许多。

施工单位说，大桥的建设历时三年，先后有两百多名工人参与，没有发生一起安全事故。
"""


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "retrieval", "import", *map(str, arguments)]
    return subprocess.run(  # noqa: S603
        command, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False
    )


@pytest.mark.slow
def test_a_page_becomes_articles_and_importing_again_changes_nothing(tmp_path: Path) -> None:
    page, into = tmp_path / "page.txt", tmp_path / "reports"
    page.write_text(PAGE, "utf-8")
    first = run(page, "--into", into)
    assert first.returncode == 0
    assert "《新桥通车》" in first.stdout
    written = {file.name: file.read_bytes() for file in into.iterdir()}
    assert "unchanged" in run(page, "--into", into).stdout
    assert {file.name: file.read_bytes() for file in into.iterdir()} == written


@pytest.mark.slow
def test_a_page_that_cannot_be_read_is_named_and_the_others_are_imported(tmp_path: Path) -> None:
    page, broken = tmp_path / "page.txt", tmp_path / "broken.txt"
    page.write_text(PAGE, "utf-8")
    broken.write_bytes(b"\xff\xfe\xfd")
    done = run(broken, tmp_path / "missing.txt", page, "--into", tmp_path / "reports")
    assert done.returncode == 2
    assert "broken.txt" in done.stderr
    assert "missing.txt" in done.stderr
    assert "Traceback" not in done.stderr
    assert "《新桥通车》" in done.stdout


@pytest.mark.slow
def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, "utf-8")
    done = run(page, "--into", page)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


HELD = """老桥新生 乡亲安心

李小明

镇里修好了村口的老桥，大家走得安心。

俄军在某省巡逻时遇路边炸弹袭击

美军奉命前往支援，双方没有人受伤。(张三)
"""


@pytest.mark.slow
def test_what_is_held_back_is_listed_with_its_place_and_reason(tmp_path: Path) -> None:
    page, into = tmp_path / "page.txt", tmp_path / "reports"
    page.write_text(HELD, "utf-8")
    done = run(page, "--into", into, "--source", "乡村日报", "--date", "2026-05-01", "--page", "3")
    assert "1 held back" in done.stdout
    assert "source: 乡村日报 第3版" in (into / "a01.md").read_text("utf-8")
    listed = run("--review", "--into", into).stdout
    assert listed.startswith("page.txt, line 7: a title without a byline")
    assert "俄军在某省" in listed


@pytest.mark.slow
def test_a_day_that_is_none_is_refused(tmp_path: Path) -> None:
    done = run(tmp_path / "page.txt", "--into", tmp_path, "--date", "2026-02-30")
    assert done.returncode == 2
    assert "'2026-02-30' is no day" in done.stderr
