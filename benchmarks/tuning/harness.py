"""A library that reads for questions whose answers are known: what it sees, what would be right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter

import numpy as np

from benchmarks.parts import opened_with_vectors
from benchmarks.tuning.data_set import DataSet, Task
from benchmarks.tuning.fitting import Choice
from retrieval.answering.judge import Judged
from retrieval.library import Library
from retrieval.ranking.layout import Floats
from retrieval.ranking.weights import Weights


class Harness(Library):
    """Reads for the questions of a data set."""

    def __init__(self, data_set: DataSet, *, vectors: bool = False) -> None:
        """Index the reports of `data_set`, with vectors of their sentences or without."""
        corpus = data_set.corpus
        super().__init__(opened_with_vectors(corpus) if vectors else corpus)
        self.name = data_set.name
        self.tasks = data_set.tasks

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
        spans = zip(page.owner.tolist(), page.spans(np.arange(len(page.owner))), strict=True)
        return np.array([float(task.answered_by(texts[at][slice(*span)])) for at, span in spans])


Chooser = Callable[[Harness, Task, Judged, Iterable[str]], Iterator[Choice]]


def window_choice(
    harness: Harness, task: Task, judged: Judged, names: Iterable[str]
) -> Iterator[Choice]:
    """Yield the windows of the right paragraph, if it was read; those are right that answer."""
    ranking = judged.hits.ranking
    inside = harness.right_passages(task, judged)[ranking.reading.page.owner] > 0
    if inside.any():
        signals = np.stack(itemgetter(*names)(ranking.windows), axis=1)
        yield signals[inside], harness.right_windows(task, judged)[inside]


def passage_choice(
    harness: Harness, task: Task, judged: Judged, names: Iterable[str]
) -> Iterator[Choice]:
    """Yield the passages read: the right one is worth 1 if its best window answers, else a half."""
    ranking = judged.hits.ranking
    answers = harness.right_windows(task, judged)[ranking.best]
    signals = np.stack(itemgetter(*names)(ranking.passages), axis=1)
    yield signals, harness.right_passages(task, judged) * (1 + answers) / 2
