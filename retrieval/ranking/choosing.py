"""Which windows to quote: the most probable first, and none that mostly repeats one chosen.

The weights of windows and passages are those of softmaxes, so their scores tell how probable each
is: P(window) = P(its passage) x P(window | passage). A second window of the best passage is thus
quoted before another passage whenever it is the likelier to answer.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from retrieval.article import Span
from retrieval.ranking.ranker import Ranked, Ranking
from retrieval.ranking.spread import Floats


def choose(ranking: Ranking, limit: int) -> tuple[Ranked, ...]:
    """Return up to `limit` windows to quote, the best window of the best passage first."""
    page, order = ranking.reading.page, np.argsort(-_chances(ranking), kind="stable").tolist()
    starts, stops = (bounds.tolist() for bounds in page.bounds())
    chosen: list[int] = []
    for window in (ranking.ranked[0].window, *order):
        if len(chosen) == limit:
            break
        if not _repeats((starts[window], stops[window]), [(starts[w], stops[w]) for w in chosen]):
            chosen.append(window)
    scores = {ranked.candidate: ranked.score for ranked in ranking.ranked}
    places = zip(page.owner[chosen].tolist(), chosen, page.spans(chosen), strict=True)
    return tuple(Ranked(owner, window, span, scores[owner]) for owner, window, span in places)


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


def _repeats(window: Span, chosen: Iterable[Span]) -> bool:
    """Whether half of a window or more stands in one that is chosen."""
    start, stop = window
    return any(2 * (min(stop, b) - max(start, a)) >= stop - start for a, b in chosen)
