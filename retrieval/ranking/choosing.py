"""Which windows to quote: the most probable first, and none that mostly repeats one chosen.

The weights of windows and passages are those of softmaxes, so their scores tell how probable each
is: P(window) = P(its passage) x P(window | passage). A second window of the best passage is thus
quoted before another passage whenever it is the likelier to answer.
"""

from __future__ import annotations

import numpy as np

from retrieval.ranking.ranker import Ranked, Ranking
from retrieval.ranking.spread import Floats, Ints


def choose(ranking: Ranking, limit: int) -> tuple[Ranked, ...]:
    """Return up to `limit` windows to quote, the best window of the best passage first."""
    page, order = ranking.reading.page, np.argsort(-_chances(ranking), kind="stable")
    starts, stops = page.bounds()
    chosen: list[int] = []
    for window in (ranking.ranked[0].window, *map(int, order)):
        if len(chosen) == limit:
            break
        if not _repeats(window, chosen, starts, stops):
            chosen.append(window)
    scores = {ranked.candidate: ranked.score for ranked in ranking.ranked}
    owners = [int(page.owner[window]) for window in chosen]
    return tuple(
        Ranked(owner, window, page.span(window), scores[owner])
        for owner, window in zip(owners, chosen, strict=True)
    )


def _chances(ranking: Ranking) -> Floats:
    """Return how probable each window is (W), up to a factor."""
    page, fit = ranking.reading.page, ranking.fit
    scores = np.array([ranked.score for ranked in ranking.ranked])
    of_passages = np.empty(len(page.offsets))
    of_passages[[ranked.candidate for ranked in ranking.ranked]] = np.exp(scores - scores[0])
    best = np.maximum.reduceat(fit, page.opening)
    within = np.exp(fit - best[page.owner])
    share = of_passages / np.add.reduceat(within, page.opening)
    chances: Floats = np.round(share[page.owner] * within, 9)
    return chances


def _repeats(window: int, chosen: list[int], starts: Ints, stops: Ints) -> bool:
    """Whether half of a window or more stands in one that is chosen."""
    length = stops[window] - starts[window]
    shared = [
        min(stops[window], stops[other]) - max(starts[window], starts[other]) for other in chosen
    ]
    return any(2 * characters >= length for characters in shared)
