"""A library at work on an exercise: what its close reading sees, and what would have been right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from benchmarks.tuning.exercise import Exercise, Task
from benchmarks.tuning.fitting import Choice
from retrieval.answering.facts import Judged
from retrieval.library import Library
from retrieval.ranking.layout import Floats
from retrieval.ranking.ranker import Values
from retrieval.ranking.weights import Weights


class Workbench(Library):
    """Reads for questions whose answers are known."""

    def __init__(self, exercise: Exercise) -> None:
        """Index the reports of `exercise`."""
        super().__init__(exercise.corpus)
        self.name = exercise.name
        self.tasks = exercise.tasks

    def use(self, weights: Weights) -> None:
        """Rank by `weights` from now on."""
        self._retriever.learned = weights

    def judge(self, task: Task, *, gone: bool = False) -> Judged | None:
        """Read the best passages; with `gone`, as if the report that answers were not there."""
        query = self._builder.build(task.text)
        if not query.terms:
            return None
        if not gone:
            return self._judge.judge(query, self._retriever.find(query))
        article = self._store.articles.index(self.article(min(task.gold)[0]))
        return self._judge.judge(query, self._retriever.find_outside(query, article))

    def right_passages(self, task: Task, judged: Judged) -> Floats:
        """Tell which candidates (C) are the right paragraph, 1 or 0."""
        places = map(self._store.place, judged.hits.passages)
        found = [(self._store.articles[at.article].id, at.number) for at in places]
        return np.array([float(place in task.gold) for place in found])

    def right_windows(self, task: Task, judged: Judged) -> Floats:
        """Tell which windows (W) hold an answer, 1 or 0."""
        page = judged.hits.ranking.reading.page
        texts = [self._store.text(passage) for passage in judged.hits.passages]
        return np.array(
            [
                float(task.answered_by(texts[owner][slice(*page.span(window))]))
                for window, owner in enumerate(page.owner)
            ]
        )


def window_choice(bench: Workbench, task: Task, names: Iterable[str]) -> Iterator[Choice]:
    """Yield the windows of the right paragraph, if it was read, and those that answer."""
    judged = bench.judge(task)
    if judged is None:
        return
    owner = judged.hits.ranking.reading.page.owner
    inside = bench.right_passages(task, judged)[owner] > 0
    if inside.any():
        signals = _matrix(judged.hits.ranking.windows, names)
        yield signals[inside], bench.right_windows(task, judged)[inside]


def passage_choice(bench: Workbench, task: Task, names: Iterable[str]) -> Iterator[Choice]:
    """Yield the passages read, and which of them are right."""
    judged = bench.judge(task)
    if judged is not None:
        signals = _matrix(judged.hits.ranking.passages, names)
        yield signals, bench.right_passages(task, judged)


def _matrix(values: Values, names: Iterable[str]) -> Floats:
    return np.stack([values[name] for name in names], axis=1)
