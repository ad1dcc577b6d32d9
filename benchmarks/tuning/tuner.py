"""From data sets to weights: first the windows, then the passages, then the confidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from functools import partial

import numpy as np

from benchmarks.metrics import auroc, mean
from benchmarks.questions import Half
from benchmarks.running import run_all, watched
from benchmarks.tuning.data_set import DataSet, Task
from benchmarks.tuning.fitting import Choice, belief, gather
from benchmarks.tuning.harness import Chooser, Harness, passage_choice, window_choice
from retrieval.ranking.confidence import Signals, log_odds
from retrieval.ranking.ranker import MEANING
from retrieval.ranking.weights import LEARNED, Weights

FIXED = {"kind_missing": -4.0, "name_missing": -3.0}
"""Weights set by hand, in log-odds. Where the sentence that answers is cut out of its paragraph,
the wanted number or date is missing 4 to 8 times as often as where it is there, and a name 6 to 8
times (log 1.4 to 2.1, measured on three sets); questions whose whole report is gone would say -1.8
and -1.9. They are set further down, since a wrong quote is worse than a no."""

HELD = {"about": 12.0}
"""A weight of passages set by hand. The likelihood says 3 to 4; between 4 and 12, with the others
fitted beside it, more right passages come first on the tuning halves."""

_BIAS = "bias"

HALVES: tuple[Half, ...] = ("tune", "report")


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of a question: whether its paragraph came first, whether its answer was quoted.

    `here` are the signals of the confidence, `gone` those without the report that answers; each is
    None where nothing was found.
    """

    half: Half
    hit: float
    quoted: float
    here: Signals | None
    gone: Signals | None


class Tuner:
    """Learns weights on the tuning halves of data sets."""

    def __init__(self, sets: Sequence[DataSet], jobs: int = 1, *, vectors: bool = False) -> None:
        """Read `jobs` data sets at a time, each in a process of its own.

        With `vectors` of sentences their weights are learned, and the others are held: those must
        suit whoever has no vectors.
        """
        self._sets, self._jobs, self._vectors = sets, jobs, vectors

    def tune(self) -> Weights:
        """Learn the weights of windows, and of passages by their best windows.

        Of windows there are enough only where paragraphs are long: in the sets as they are.
        """
        apart = [one for one in self._sets if one.apart]
        window = self._fitted(apart, window_choice, LEARNED, LEARNED.window)
        weights = replace(LEARNED, window=window)
        passage = self._fitted(self._sets, passage_choice, weights, LEARNED.passage)
        return replace(weights, passage=passage)

    def judge(self, weights: Weights) -> list[list[Trial]]:
        """Ask every question of each data set, and again without the report that answers."""
        tasks = [partial(_trials, one, weights, vectors=self._vectors) for one in self._sets]
        return run_all(tasks, self._jobs)

    def figures(self, weights: Weights, judged: Sequence[Sequence[Trial]]) -> Iterator[list[str]]:
        """Yield a row a set and half: how well `weights` rank, quote and tell a missing answer."""
        yield ["set", "half", "n", "hit@1", "quote@1", "AUROC"]
        for one, trials in zip(self._sets, judged, strict=True):
            for half in HALVES:
                asked = [trial for trial in trials if trial.half == half]
                odds = [[log_odds(s, weights) for s in side] for side in _signals(asked)]
                hits, quoted = (mean(getattr(v, name) for v in asked) for name in ("hit", "quoted"))
                values = (hits, quoted, auroc(*odds))
                yield [one.name, half, str(len(asked)), *(f"{v or 0:.3f}" for v in values)]

    def _fitted(
        self, sets: Sequence[DataSet], choose: Chooser, weights: Weights, used: Mapping[str, float]
    ) -> dict[str, float]:
        """Learn to choose what is worth most, by the signals that are `used` with weights."""
        names = [name for name in used if self._vectors or name != MEANING]
        held = {n: used[n] for n in used if n != MEANING} if self._vectors else HELD
        vectors = {"vectors": self._vectors}
        tasks = [partial(_choices, one, choose, weights, names, **vectors) for one in sets]
        return {**used, **_learned(names, held, run_all(tasks, self._jobs))}


def sure(weights: Weights, judged: Sequence[Sequence[Trial]]) -> Weights:
    """Learn the weights of the confidence from the tuning halves of what was judged."""
    tuned = [trial for trials in judged for trial in trials if trial.half == "tune"]
    examples = [
        belief(list(asdict(signals).values()), right=right)
        for right, side in zip((True, False), _signals(tuned), strict=True)
        for signals in side
    ]
    names = [*(field.name for field in fields(Signals)), _BIAS]
    found = _learned(names, FIXED, [examples])
    bias = found.pop(_BIAS, weights.bias)
    return replace(weights, confidence={**weights.confidence, **found}, bias=bias)


def _learned(
    names: Sequence[str], given: Mapping[str, float], groups: Sequence[Sequence[Choice]]
) -> dict[str, float]:
    """Fit the weights of the signals `names` that are not `given`; nothing where none is told."""
    choices, fixed = gather(groups), np.array([given.get(name, np.nan) for name in names])
    return dict(zip(names, choices.fit(fixed).tolist(), strict=True)) if choices else {}


def _choices(
    data_set: DataSet, choose: Chooser, weights: Weights, names: Sequence[str], *, vectors: bool
) -> list[Choice]:
    harness = Harness(data_set, vectors=vectors)
    harness.use(weights)
    tasks = [task for task in data_set.tasks if task.half == "tune"]
    found: list[Choice] = []
    for task in watched(tasks, f"{data_set.name} {choose.__name__}"):
        judged = harness.judge(task)
        if judged:
            found.extend(choose(harness, task, judged, names))
    return found


def _trials(data_set: DataSet, weights: Weights, *, vectors: bool) -> list[Trial]:
    harness = Harness(data_set, vectors=vectors)
    harness.use(weights)
    return [_trial(harness, task) for task in watched(data_set.tasks, f"{data_set.name} judged")]


def _trial(harness: Harness, task: Task) -> Trial:
    judged, without = harness.judge(task), harness.judge(task, gone=True)
    gone = without.signals if without else None
    if judged is None:
        return Trial(task.half, 0.0, 0.0, None, gone)
    best = judged.best
    hit = harness.right_passages(task, judged)[best.candidate]
    quoted = harness.right_windows(task, judged)[best.window]
    return Trial(task.half, float(hit), float(quoted), judged.signals, gone)


def _signals(judged: Sequence[Trial]) -> tuple[list[Signals], list[Signals]]:
    """Return the signals of questions that are answered, and of those that are not."""
    return [v.here for v in judged if v.here], [v.gone for v in judged if v.gone]
