"""From exercises to weights: first the windows, then the passages, then the confidence."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, fields, replace

import numpy as np

from retrieval.confidence import Signals, log_odds
from retrieval.evaluation.metrics import auroc, mean
from retrieval.evaluation.progress import watched
from retrieval.evaluation.questions import Half
from retrieval.facts import Judged
from retrieval.tuning.exercise import Exercise, Task, cut
from retrieval.tuning.fitting import Choice, logistic, softmax
from retrieval.tuning.workbench import Workbench, passage_choice, window_choice
from retrieval.weights import LEARNED, Weights

FIXED = {"kind_missing": -4.0, "name_missing": -3.0}
"""Weights set by hand, in log-odds: where the sentence that answers was cut out, the wanted number
or date was missing some 12 times as often, and a name some 7 times as often, as where it was
there; both are rounded up, since readers forgive a no more easily than a wrong quote."""

Chooser = Callable[[Workbench, Task, Collection[str]], Iterable[Choice]]
Labelled = tuple[list[Signals], list[Signals]]
"""Signals of questions that are answered, and of some that are not."""


class Tuner:
    """Learns weights on the tuning halves of exercises."""

    def __init__(self, exercises: Sequence[Exercise]) -> None:
        """Index the reports of `exercises`, whole and with holes."""
        self._benches = [Workbench(exercise) for exercise in exercises]
        self._holed = [Workbench(cut(exercise)) for exercise in exercises]

    def tune(self) -> Weights:
        """Learn the weights, the names of the signals kept from those in use."""
        window = self._learn(window_choice, LEARNED, LEARNED.window)
        weights = replace(LEARNED, window=window)
        passage = self._learn(passage_choice, weights, weights.passage)
        return self._sure(replace(weights, passage=passage))

    def _sure(self, weights: Weights) -> Weights:
        """Learn the weights of the confidence."""
        pairs = [self._labelled(index, "tune", weights) for index in range(len(self._benches))]
        names = [field.name for field in fields(Signals)]
        fixed = np.array([FIXED.get(name, np.nan) for name in names])
        right = np.concatenate([[1.0] * len(here) + [0.0] * len(gone) for here, gone in pairs])
        rows = [list(asdict(one).values()) for here, gone in pairs for one in (*here, *gone)]
        found, bias = logistic(np.array(rows), right, fixed)
        return replace(
            weights, confidence=dict(zip(names, map(float, found), strict=True)), bias=bias
        )

    def figures(self, weights: Weights) -> Iterator[list[str]]:
        """Yield a row a set and half: how well `weights` rank, quote and tell a missing answer."""
        yield ["set", "half", "n", "hit@1", "quote@1", "AUROC"]
        halves: tuple[Half, ...] = ("tune", "report")
        for index, bench in enumerate(self._benches):
            for half in halves:
                tasks = _of(bench, half)
                hits, quotes = self._scores(bench, tasks, weights)
                here, gone = self._labelled(index, half, weights, holed=False)
                odds = [[log_odds(one, weights) for one in side] for side in (here, gone)]
                values = mean(hits), mean(quotes), auroc(*odds)
                yield [bench.name, half, str(len(tasks)), *(f"{v or 0:.3f}" for v in values)]

    def _learn(self, choose: Chooser, weights: Weights, names: Collection[str]) -> dict[str, float]:
        """Learn to choose as is right, by the signals of those `names`."""
        found: list[Choice] = []
        for bench in self._benches:
            bench.use(weights)
            for task in watched(_of(bench, "tune"), f"{bench.name} {choose.__name__}"):
                found.extend(choose(bench, task, names))
        learned = softmax(found, len(names))
        return dict(zip(names, map(float, learned), strict=True))

    def _labelled(
        self, index: int, half: Half, weights: Weights, *, holed: bool = True
    ) -> Labelled:
        """Judge questions as they are; and with the report, or just the sentence, gone."""
        bench, other = self._benches[index], self._holed[index]
        bench.use(weights)
        other.use(weights)
        tasks = _of(bench, half)
        here = [bench.judge(task) for task in watched(tasks, f"{bench.name} here")]
        gone = [bench.judge(task, gone=True) for task in watched(tasks, "gone")]
        gone += [other.judge(task) for task in _of(other, half)] if holed else []
        return _signals(here), _signals(gone)

    def _scores(
        self, bench: Workbench, tasks: Sequence[Task], weights: Weights
    ) -> tuple[list[float], list[float]]:
        bench.use(weights)
        hits: list[float] = []
        quotes: list[float] = []
        for task in tasks:
            judged = bench.judge(task)
            if judged:
                best = judged.hits.best
                hits.append(float(bench.right_passages(task, judged)[best.candidate]))
                quotes.append(float(bench.right_windows(task, judged)[best.window]))
            else:
                hits.append(0.0)
                quotes.append(0.0)
        return hits, quotes


def _of(bench: Workbench, half: Half) -> list[Task]:
    return [task for task in bench.tasks if task.half == half]


def _signals(judged: Iterable[Judged | None]) -> list[Signals]:
    return [one.signals for one in judged if one]
