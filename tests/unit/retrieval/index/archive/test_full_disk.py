"""A disk that is full while an index is made: said in a sentence, and what was there stays."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from retrieval.article import Article
from retrieval.article_file import write

ROOT = Path(__file__).parents[5]
LIMITED = """
import resource, runpy, sys
most = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
runpy.run_module("retrieval", run_name="__main__")
"""


def put(folder: Path, name: str) -> None:
    folder.mkdir(exist_ok=True)
    text = write(Article(name, "题", (f"{name}的桥长42米。" * 200,)))
    (folder / f"{name}.md").write_text(text, encoding="utf-8")


def retrieval(*arguments: str | Path, most: int = resource.RLIM_INFINITY) -> tuple[int, str, str]:
    """Run a command that can write files of so many bytes at most."""
    done = subprocess.run(  # noqa: S603 -- our own command
        [sys.executable, "-c", LIMITED, str(most), *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("most", [1, 3000])
def test_the_index_that_was_there_still_answers(tmp_path: Path, most: int) -> None:
    reports, index = tmp_path / "reports", tmp_path / "index"
    put(reports, "a01")
    make = ("index", "--corpus", reports, "--into", index)
    assert retrieval(*make, most=most) == (2, "", f"{index}: File too large\n")
    assert retrieval(*make)[0] == 0
    put(reports, "a02")
    status, _, said = retrieval(*make, most=most)
    assert (status, said.count("\n")) == (2, 1)
    assert "File too large" in said
    asking = ("ask", "桥长多少米?", "--index", index, "--corpus", tmp_path / "reports")
    (reports / "a02.md").rename(tmp_path / "a02.md")
    assert "42米" in retrieval(*asking)[1]
    (tmp_path / "a02.md").rename(reports / "a02.md")
    assert retrieval(*make)[1].startswith("2 reports")
    assert not list(index.glob("*.part"))
