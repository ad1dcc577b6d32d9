"""Laws of an answer, over all development questions."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import opencc
import pytest

from retrieval.answer import Question
from retrieval.answer_json import record
from retrieval.article import Article
from retrieval.corpus import Corpus, read
from retrieval.library import Library

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
ARTICLES = ROOT / "corpus" / "articles"
QUESTIONS = tuple(
    json.loads(line)["question"]
    for name in ("answerable", "robust", "unanswerable")
    for line in (ROOT / "tests/questions" / f"{name}.jsonl").read_text("utf-8").splitlines()
)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(read(ARTICLES))


def told(library: Library, question: str) -> tuple[str, list[tuple[str, str]]]:
    """What was answered, and the words quoted first, with their report's title."""
    answer = record(library.answer(Question(question)))
    return answer["outcome"], [(q["article"]["title"], q["text"]) for q in answer["quotes"][:1]]


def test_traditional_script_changes_nothing(library: Library) -> None:
    to_traditional, to_simplified = opencc.OpenCC("s2t"), opencc.OpenCC("t2s")
    reversible = 0
    for question in QUESTIONS:
        traditional = to_traditional.convert(question)
        if to_simplified.convert(traditional) == question:
            reversible += 1
            assert told(library, traditional) == told(library, question)
    assert reversible > len(QUESTIONS) / 2


def test_full_width_changes_nothing(library: Library) -> None:
    wide = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
    for question in QUESTIONS:
        assert told(library, question.translate(wide)) == told(library, question)


def test_extra_spaces_change_nothing(library: Library) -> None:
    for question in QUESTIONS:
        spaced = "".join(f" {c} " if "\u4e00" <= c <= "\u9fff" else c for c in question)
        assert told(library, f"  {spaced}\u3000") == told(library, question)


def test_a_report_on_something_else_changes_no_words(library: Library) -> None:
    other = Article("z99", "Lorem ipsum", ("Dolor sit amet, consectetur adipiscing elit.",))
    larger = Library(Corpus((*library.articles, other)))
    for question in QUESTIONS:
        if not any(word in question.lower() for word in ("lorem", "dolor", "sit", "elit")):
            assert told(larger, question)[1] == told(library, question)[1]


def test_highlights_lie_inside_their_quotes(library: Library) -> None:
    marked = 0
    for question in QUESTIONS:
        answer = record(library.answer(Question(question)))
        nearest = answer["reason"]["nearest"] if answer["reason"] else ()
        for quote in (*answer["quotes"], *nearest):
            for start, stop in quote["highlights"]:
                assert 0 <= start < stop <= len(quote["text"])
                marked += 1
    assert marked > len(QUESTIONS) // 4


def test_every_run_gives_the_same_bytes() -> None:
    lines = "".join(
        json.dumps({"id": str(n), "question": q}) + "\n" for n, q in enumerate(QUESTIONS)
    )
    command = [sys.executable, "-m", "retrieval", "ask", "--json", "--corpus", str(ARTICLES)]
    runs = [
        subprocess.run(  # noqa: S603 - our own command
            command,
            input=lines.encode(),
            capture_output=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert runs[0].count(b"\n") == len(QUESTIONS)
