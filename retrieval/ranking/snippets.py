"""Which windows to quote: the most probable first, and none that mostly repeats one chosen.

The weights of windows and passages are those of softmaxes, so their scores tell how probable each
is: P(window) = P(its passage) x P(window | passage). A second window of the best passage is thus
quoted before another passage whenever it is the likelier to answer.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from retrieval.article import Span
from retrieval.ranking.layout import Floats
from retrieval.ranking.ranker import Ranked, Ranking


def choose(ranking: Ranking, limit: int) -> list[Ranked]:
    """Return up to `limit` windows to quote, the best window of the best passage first."""
    order = (-_chances(ranking)).argsort(kind="stable").tolist()
    starts, stops = (bounds.tolist() for bounds in ranking.reading.page.bounds())
    chosen: list[int] = []
    for window in (int(ranking.best[ranking.order[0]]), *order):
        if len(chosen) == limit:
            break
        if not _repeats((starts[window], stops[window]), [(starts[w], stops[w]) for w in chosen]):
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


def _repeats(window: Span, chosen: Iterable[Span]) -> bool:
    """Whether half of a window or more stands in one that is chosen."""
    start, stop = window
    return any(2 * (min(stop, b) - max(start, a)) >= stop - start for a, b in chosen)
