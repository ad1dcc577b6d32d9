"""The scores on the development questions, with a floor under each: a regression fails.

`python -m retrieval eval --failures` shows the same figures and what went wrong.
"""

from pathlib import Path

import pytest

from retrieval.corpus import read
from retrieval.evaluation.development import measure, read_page
from retrieval.evaluation.engine import OURS
from retrieval.evaluation.figures import Measured
from retrieval.evaluation.questions import read_development
from retrieval.evaluation.report import style_table

PROJECT = Path(__file__).parents[1]

FLOORS = {
    ("honest", "quotes"): 1.0,
    ("quote@1", "direct"): 0.95,
}


@pytest.fixture(scope="module")
def measured(request: pytest.FixtureRequest) -> Measured:
    corpus = read(PROJECT / "corpus" / "articles")
    page = read_page(PROJECT / "corpus" / "sources")
    figures = measure(OURS, corpus, read_development(PROJECT / "tests" / "questions"), page)
    reporter = request.config.pluginmanager.getplugin("terminalreporter")
    if reporter:
        reporter.write_line("")
        for line in style_table([figures]):
            reporter.write_line(line)
    return figures


@pytest.mark.parametrize(("measure", "style"), FLOORS)
def test_no_figure_falls_below_its_floor(measured: Measured, measure: str, style: str) -> None:
    values = {(figure.measure, figure.style): figure.value for figure in measured.figures}
    value = values[measure, style]
    assert value is not None
    assert value >= FLOORS[measure, style]
