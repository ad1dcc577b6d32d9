"""The words marked bold are the answer: measured on questions made by reading the reports.

Each line of `questions/highlights.jsonl` is a question, the reports it is asked of (the shipped
page, or the blind bulletin), the kind of answer, and what may be marked: none for a question whose
answer has no plain form.
"""

import json
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from retrieval.answer import Found, Question
from retrieval.corpus import read
from retrieval.library import Library

PROJECT = Path(__file__).parents[1]
QUESTIONS = PROJECT / "tests" / "questions"
REPORTS = {
    "page": PROJECT / "corpus" / "articles",
    "bulletin": QUESTIONS / "blind" / "bulletin" / "articles",
}
RIGHT = 0.9
"""The least share of questions whose marked words are right; a refusal counts as wrong."""
LOOKS = {
    "number": re.compile("[0-9一二两三四五六七八九十百千万亿半几]"),
    "date": re.compile("[年月日时点春夏秋冬天]"),
    "person": re.compile(r"[^0-9,。]{2,8}\Z"),
    "place": re.compile(r"[^0-9,。]{2,20}\Z"),
    "organisation": re.compile(r"[^0-9,。]{3,20}\Z"),
    "none": re.compile(r"(?!)"),
}


@pytest.fixture(scope="module")
def marked() -> list[tuple[dict[str, object], list[str] | None]]:
    libraries = {name: Library(read(folder)) for name, folder in REPORTS.items()}
    lines = (QUESTIONS / "highlights.jsonl").read_text("utf-8").splitlines()
    return [
        (one, _marked(libraries[one["reports"]], one["question"])) for one in map(json.loads, lines)
    ]


def _marked(library: Library, question: str) -> list[str] | None:
    """Return the words marked in the best quote; None where nothing is found."""
    answer = library.answer(Question(question))
    if not isinstance(answer, Found):
        return None
    best = answer.quotes[0]
    return [best.text[start:stop] for start, stop in best.highlights]


def test_what_is_marked_is_the_answer(
    marked: list[tuple[dict[str, object], list[str] | None]], capsys: pytest.CaptureFixture[str]
) -> None:
    right: Counter[object] = Counter()
    whole = Counter(one["kind"] for one, _ in marked)
    for one, found in marked:
        allowed = one["bold"]
        assert isinstance(allowed, list)
        right[one["kind"]] += found is not None and (
            found == [] if not allowed else len(found) == 1 and found[0] in allowed
        )
    with capsys.disabled():
        told = ", ".join(f"{kind} {right[kind]}/{count}" for kind, count in whole.items())
        sys.stdout.write(f"\nmarked right: {right.total()}/{len(marked)} ({told})\n")
    assert right.total() >= RIGHT * len(marked)


def test_nothing_of_another_kind_is_marked(
    marked: list[tuple[dict[str, object], list[str] | None]],
) -> None:
    wrong = [
        (one["question"], span)
        for one, found in marked
        for span in found or ()
        if not LOOKS[str(one["kind"])].search(span)
    ]
    assert wrong == []
