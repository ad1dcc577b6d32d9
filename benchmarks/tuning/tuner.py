"""From exercises to weights: first the windows, then the passages, then the confidence."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, fields, replace

import numpy as np

from benchmarks.metrics import auroc, mean
from benchmarks.progress import watched
from benchmarks.questions import Half
from benchmarks.tuning.exercise import Exercise, Task
from benchmarks.tuning.fitting import Choice, logistic, softmax
from benchmarks.tuning.workbench import Workbench, passage_choice, window_choice
from retrieval.answering.facts import Judged
from retrieval.ranking.confidence import Signals, log_odds
from retrieval.ranking.weights import LEARNED, Weights

FIXED = {"kind_missing": -4.0, "name_missing": -3.0}
"""Weights set by hand, in log-odds. Where the sentence that answers is cut out of its paragraph,
the wanted number or date is missing 4 to 8 times as often as where it is there, and a name 6 to 8
times (log 1.4 to 2.1, measured on three sets); questions whose whole report is gone would say -1.8
and -1.9. They are set further down, since a wrong quote is worse than a no."""

Chooser = Callable[[Workbench, Task, Collection[str]], Iterable[Choice]]
Labelled = tuple[list[Signals], list[Signals]]
"""Signals of questions that are answered, and of questions that are not."""


class Tuner:
    """Learns weights on the tuning halves of exercises."""

    def __init__(self, exercises: Sequence[Exercise]) -> None:
        """Index the reports of `exercises`."""
        self._benches = [Workbench(exercise) for exercise in exercises]

    def tune(self) -> Weights:
        """Learn the weights, the names of the signals kept from those in use."""
        window = self._learn(window_choice, LEARNED, LEARNED.window)
        weights = replace(LEARNED, window=window)
        passage = self._learn(passage_choice, weights, weights.passage)
        return self._sure(replace(weights, passage=passage))

    def _sure(self, weights: Weights) -> Weights:
        """Learn the weights of the confidence."""
        pairs = [_labelled(bench, "tune", weights) for bench in self._benches]
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
        for bench in self._benches:
            for half in halves:
                tasks = _of(bench, half)
                hits, quotes = _scores(bench, tasks, weights)
                here, gone = _labelled(bench, half, weights)
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


def _labelled(bench: Workbench, half: Half, weights: Weights) -> Labelled:
    """Judge each question as it is, and with the report that answers it gone."""
    bench.use(weights)
    tasks = _of(bench, half)
    here = [bench.judge(task) for task in watched(tasks, f"{bench.name} as it is")]
    gone = [bench.judge(task, gone=True) for task in watched(tasks, f"{bench.name} without")]
    return _signals(here), _signals(gone)


def _scores(
    bench: Workbench, tasks: Sequence[Task], weights: Weights
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
