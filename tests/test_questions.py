"""The scores on the development questions, with a floor under each: a regression fails.

`python -m benchmarks eval --failures` shows the same figures and what went wrong.
"""

import sys
from pathlib import Path

import pytest

from benchmarks.development import NAME, DevelopmentSet, read_page
from benchmarks.figures import Measured
from benchmarks.peers import OURS
from benchmarks.questions import read_development
from benchmarks.report import set_tables
from retrieval.corpus import read

PROJECT = Path(__file__).parents[1]

FLOORS = {
    ("honest", "quotes"): 1.0,
    ("quote@1", "direct"): 0.95,
    ("quote@1", "all"): 0.88,
    ("quote@1", "meta"): 0.9,
    ("robust", "all"): 0.95,
    ("multi F1", "all"): 0.95,
    ("dialogues", "turns right"): 0.8,
    ("answered right", "found"): 0.84,
    ("refused", "all"): 0.93,
    ("AUROC", "confidence"): 0.92,
}


@pytest.fixture(scope="module")
def measured() -> Measured:
    corpus = read(PROJECT / "corpus" / "articles")
    page = read_page(PROJECT / "corpus" / "sources")
    dialogues = read_development(PROJECT / "tests" / "questions")
    return DevelopmentSet(NAME, corpus, dialogues, page).measure(OURS)


def test_every_figure_is_reported(measured: Measured, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        sys.stdout.write("\n".join([*set_tables([measured]), ""]))
    assert {(figure.measure, figure.style) for figure in measured.figures} >= FLOORS.keys()


@pytest.mark.parametrize(("measure", "style"), FLOORS)
def test_no_figure_falls_below_its_floor(measured: Measured, measure: str, style: str) -> None:
    values = {(figure.measure, figure.style): figure.value for figure in measured.figures}
    value = values[measure, style]
    assert value is not None
    assert value >= FLOORS[measure, style]


def test_hardly_any_that_can_be_answered_is_answered_wrongly(measured: Measured) -> None:
    values = {(figure.measure, figure.style): figure.value for figure in measured.figures}
    assert (values["answered wrongly", "all"] or 0.0) <= 0.03
