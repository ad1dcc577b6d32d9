from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.article import Article, Quote
from retrieval.article_file import write
from retrieval.corpus import Corpus, read
from retrieval.importing.importer import import_files
from retrieval.verification.prover import Evidence, ProofError, Prover

PAGE = "新桥通车\n\n赵一\n\n昨日上午，横跨清水河的新桥正式通车。大桥全长三百米，设双向四车道。\n"


def quoted(corpus: Corpus) -> Quote:
    return Quote(corpus.articles[0], 1, 2, 8)


def prover_of(corpus: Corpus) -> Prover:
    return Prover(corpus.files, {article.id: article for article in corpus.articles}.__getitem__)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    assert import_files([page], tmp_path / "reports").imported
    return tmp_path / "reports"


def edit(folder: Path, old: str, new: str) -> None:
    (file,) = folder.glob("*.md")
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_quote_from_a_report_as_it_was_imported(folder: Path) -> None:
    corpus = read(folder)
    assert prover_of(corpus).prove(quoted(corpus)) is Evidence.IMPORTED


def test_a_report_that_a_person_has_edited(folder: Path) -> None:
    edit(folder, "三百米", "五百米")
    corpus = read(folder)
    assert prover_of(corpus).prove(quoted(corpus)) is Evidence.FILE


@pytest.mark.parametrize(
    ("old", "new"), [("上午", "下午"), ("昨日", "昨"), ("新桥通车", "旧桥通车"), ("赵一", "赵二")]
)
def test_words_or_names_changed_since_the_library_was_opened(
    folder: Path, old: str, new: str
) -> None:
    corpus = read(folder)
    prover = prover_of(corpus)
    edit(folder, old, new)
    with pytest.raises(ProofError, match=r"1, characters 2-8: .*\.md says something else now"):
        prover.prove(quoted(corpus))


def test_another_part_of_the_report_may_change(folder: Path) -> None:
    corpus = read(folder)
    prover = prover_of(corpus)
    edit(folder, "三百米", "五百米")
    assert prover.prove(quoted(corpus)) is Evidence.FILE


@pytest.mark.parametrize("contents", [None, b"", b"---\nid: [", b"\xff\xfe"])
def test_a_report_that_is_gone_or_broken(folder: Path, contents: bytes | None) -> None:
    corpus = read(folder)
    prover = prover_of(corpus)
    (file,) = folder.glob("*.md")
    file.unlink()
    if contents is not None:
        file.write_bytes(contents)
    with pytest.raises(ProofError) as failed:
        prover.prove(quoted(corpus))
    assert failed.value.quote == quoted(corpus)
    assert "清水河" not in str(failed.value)


def test_a_folder_without_a_ledger_and_with_names_of_its_own(tmp_path: Path) -> None:
    article = Article("b01", "题目", ("第一段的文字。",))
    (tmp_path / "any-name.md").write_text(write(article), encoding="utf-8")
    corpus = read(tmp_path)
    prover = prover_of(corpus)
    assert prover.prove(Quote(article, 1, 0, 3)) is Evidence.FILE
    (tmp_path / "ids.tsv").write_text("broken", encoding="utf-8")
    assert prover_of(corpus).prove(Quote(article, 1, 0, 3)) is Evidence.FILE
    with pytest.raises(ProofError):
        prover.prove(Quote(replace(article, texts=("另一段的文字。",)), 1, 0, 3))


def test_a_report_without_a_file_of_its_own(tmp_path: Path) -> None:
    lines = tmp_path / "reports.jsonl"
    lines.write_text('{"id": "x-1", "title": "题目", "text": "一段文字。"}\n', encoding="utf-8")
    corpus = read(lines)
    prover = prover_of(corpus)
    assert prover.prove(Quote(corpus.articles[0], 1, 0, 4)) is Evidence.OPENED
    for other in (
        replace(corpus.articles[0], texts=("两段文字。",)),
        replace(corpus.articles[0], title="别的"),
        replace(corpus.articles[0], id="x-2"),
    ):
        with pytest.raises(ProofError, match="not the report that the library holds"):
            prover.prove(Quote(other, 1, 0, 4))


def test_many_quotes_are_proved_each_for_itself(folder: Path) -> None:
    (folder / "b01.md").write_text(write(Article("b01", "题目", ("第一段的文字。",))), "utf-8")
    corpus = read(folder)
    prover = prover_of(corpus)
    first, second = (Quote(article, 1, 0, 4) for article in corpus.articles)
    assert prover.unproved([first, second, first]) == [None, None, None]
    (folder / "b01.md").unlink()
    problems = prover.unproved(quote for quote in (first, second, first, second))
    assert [problem and problem.quote for problem in problems] == [
        None if quote.article.id != "b01" else quote for quote in (first, second, first, second)
    ]
    assert prover.unproved([]) == []
