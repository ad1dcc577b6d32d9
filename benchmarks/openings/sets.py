"""The sets of opening questions: a question, its shape, and what must be shown, a row a line.

Both were written by reading the reports: `openings` beside the first rules, by what an answer
holds; `openings_independent` before any rule was read, by what a reader sees.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from retrieval.commands.arguments import PROJECT

QUESTIONS = PROJECT / "tests" / "questions"
REPORTS = {
    "page": PROJECT / "corpus" / "articles",
    "bulletin": QUESTIONS / "blind" / "bulletin" / "articles",
}
FIRST, INDEPENDENT = "openings", "openings_independent"
Row = Mapping[str, Any]


def rows(name: str, folder: Path = QUESTIONS) -> Iterator[Row]:
    """Yield the rows of a question set."""
    lines = (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    yield from map(json.loads, lines)
