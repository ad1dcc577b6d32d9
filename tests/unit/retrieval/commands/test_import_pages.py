import subprocess
import sys
from pathlib import Path

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


def test_a_page_becomes_articles_and_importing_again_changes_nothing(tmp_path: Path) -> None:
    page, into = tmp_path / "page.txt", tmp_path / "reports"
    page.write_text(PAGE, "utf-8")
    first = run(page, "--into", into)
    assert first.returncode == 0
    assert "《新桥通车》" in first.stdout
    written = {file.name: file.read_bytes() for file in into.iterdir()}
    assert "unchanged" in run(page, "--into", into).stdout
    assert {file.name: file.read_bytes() for file in into.iterdir()} == written


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


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, "utf-8")
    done = run(page, "--into", page)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
