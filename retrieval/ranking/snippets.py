"""Which windows to quote: the most probable first, and none that mostly repeats one chosen.

The weights of windows and passages are those of softmaxes, so their scores tell how probable each
is: P(window) = P(its passage) x P(window | passage). A second window of the best passage is thus
quoted before another passage whenever it is the likelier to answer.
"""

from __future__ import annotations

import numpy as np

from retrieval.ranking.layout import Floats
from retrieval.ranking.ranker import Ranked, Ranking


def choose(ranking: Ranking, limit: int, first: int | None = None) -> list[Ranked]:
    """Return up to `limit` windows to quote, the most probable first.

    The window `first` stands before them; where it is None, the best one of the best passage.
    """
    best = int(ranking.best[ranking.order[0]]) if first is None else first
    order = (-_chances(ranking)).argsort(kind="stable").tolist()
    starts, stops = (bounds.tolist() for bounds in ranking.reading.page.bounds())
    chosen: list[int] = []
    for window in (best, *order):
        if len(chosen) == limit:
            break
        start, stop = starts[window], stops[window]
        # Half of it or more may stand in one that is chosen.
        shared = [min(stop, stops[one]) - max(start, starts[one]) for one in chosen]
        if 2 * max(shared, default=0) < stop - start:
            chosen.append(window)
    return ranking.placed(chosen)


def _chances(ranking: Ranking) -> Floats:
    """Return how probable each window is (W), up to a factor."""
    page, fit = ranking.reading.page, ranking.fit
    of_passages = np.exp(ranking.scores - ranking.scores[ranking.order[0]])
    best = np.maximum.reduceat(fit, page.opening)
    within = np.exp(fit - best[page.owner])
    share = of_passages / np.add.reduceat(within, page.opening)
    chances: Floats = (share[page.owner] * within).round(9)
    return chances
