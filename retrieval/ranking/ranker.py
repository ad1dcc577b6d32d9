"""Which passage answers best, and which of its windows: weighted signals of the close reading.

The weights were fitted by `python -m benchmarks tune` (a softmax over the windows of the right
paragraph, then over the candidates) on the tuning halves of several public sets at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.query.query import Query
from retrieval.ranking.features import Reading
from retrieval.ranking.layout import Floats, Ints, Layout
from retrieval.ranking.weights import LEARNED, Weights

Values = Mapping[str, Floats]
"""Signals by name."""
MEANING = "meaning"
"""The signal that is there only where the sentences of all passages have vectors."""
_TINY = 1e-9
_DIGITS = 9
"""Decimals of a score: what differs by less is equal, in whatever order a machine adds it up."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with one of its windows.

    `candidate` and `window` are indices into the reading, `span` the window's place in the
    passage, `score` the sum that ranked the candidate.
    """

    candidate: int
    window: int
    span: tuple[int, int]
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """In which order candidates come, best first, and what ranked them.

    `scores` and `best` windows (C each) are those of the candidates, in the order given. Beside
    them the reading, the signals of windows (W) and passages (C), and how well each window fits
    (W): the weighted sum that chose among those of one passage.
    """

    order: list[int]
    scores: Floats
    best: Ints
    reading: Reading
    windows: Values
    passages: Values
    fit: Floats

    def first(self, limit: int) -> list[Ranked]:
        """Return up to `limit` candidates, best first, each with its best window."""
        return self.placed(self.best[self.order[:limit]].tolist())

    def placed(self, windows: list[int]) -> list[Ranked]:
        """Return `windows`, each with its candidate, where it stands and what that scored."""
        page = self.reading.page
        owners, spans = page.owner[windows], page.spans(windows)
        return list(map(Ranked, owners.tolist(), windows, spans, self.scores[owners].tolist()))


def rank(
    asked: Query, scores: Sequence[float], reading: Reading, learned: Weights = LEARNED
) -> Ranking:
    """Rank the passages read for `asked`, of BM25 `scores` (C); equals keep the order given."""
    page = reading.page
    of_windows = window_signals(asked, reading)
    fit = _weigh(of_windows, learned.window)
    windows = _best_windows(page, fit)
    of_passages = passage_signals(asked, scores, reading, windows)
    total = _weigh(of_passages, learned.passage)
    order = (-total).argsort(kind="stable").tolist()
    return Ranking(order, total, windows, reading, of_windows, of_passages, fit)


def window_signals(asked: Query, reading: Reading) -> dict[str, Floats]:
    """Return each window's signals (W each), all between 0 and 1.

    Beside those of the reading: `kind` and `count`, the reading's `kind` and `near` only where the
    wanted kind has a plain form; `list`, its `kind` only where a list is wanted; `begins`, whether
    the window opens its passage, and `opens`, the same where the question asks for a definition;
    `whole`, whether it stops where a sentence ends, and not within one too long for a quote;
    `meaning`, how near its nearest sentence lies to the question in meaning, above and below 0,
    where that is known.
    """
    page, kind = reading.page, asked.wanted
    begins = np.zeros(len(page.owner))
    begins[page.opening] = 1.0
    meant = {} if reading.meaning is None else {MEANING: page.best(reading.meaning)}
    return {
        "rare": reading.rare,
        "sentence": reading.sentence,
        "nearest": reading.nearest,
        "near": reading.near,
        "kind": reading.kind * kind.strict,
        "count": reading.near * kind.strict,
        "list": reading.kind * kind.lists,
        "opens": begins * kind.defines,
        "begins": begins,
        "whole": page.whole(),
        **meant,
    }


def passage_signals(
    asked: Query, scores: Sequence[float], reading: Reading, windows: Ints
) -> dict[str, Floats]:
    """Return each passage's signals (C each), 0 to 1; `meaning` as it is of windows.

    `windows` (C) are the best ones, and `count` is theirs: the number or date asked for may stand
    in another paragraph than the name asked about. `about` is the share that the window meets, or
    the title or first paragraph of its report: what these name in full is named in short, or not at
    all, in the paragraphs that follow. Where nothing asked stands in any such title or paragraph,
    it is 0: what windows meet is told by `window`. All but `title`, `count` and `about` are parts
    of the highest among the passages, so that a question of which no passage meets much is judged
    like any other. `telling` is the share of words weighed by the square of their weight: a passage
    without the rarest word seldom answers.
    """
    weights, window_hits = reading.weights, reading.window_hits[windows]
    whole = max(weights.sum(), _TINY)
    words = weights * np.array([term.word for term in asked.terms])
    told = np.maximum(reading.passage_hits, reading.title_hits)
    about = np.maximum(window_hits, reading.opening_hits) @ weights / whole
    signals = {
        "bm25": np.array(scores),
        "passage": reading.passage_hits @ weights / whole,
        "article": reading.article_hits @ weights / whole,
        "window": window_hits @ weights / whole,
        "words": share(words, window_hits),
        "telling": share(words * weights, told),
        "run": reading.run[windows],
    }
    parts = np.array(list(signals.values()))
    parts /= np.maximum(parts.max(axis=1, keepdims=True), _TINY)
    others = {
        "title": reading.title_hits @ weights / whole,
        "count": reading.near[windows] * asked.wanted.strict,
        "about": about * bool(reading.opening_hits.any()),
    }
    if reading.meaning is not None:
        others[MEANING] = np.maximum.reduceat(reading.meaning, reading.page.heads)
    return others | dict(zip(signals, parts, strict=True))


def share(weights: Floats, hits: Floats) -> Floats:
    """How much of the weight (U) is met by each row of `hits` (… x U), 0 to 1."""
    result: Floats = hits @ weights / max(weights.sum(), _TINY)
    return result


def _weigh(signals: Values, weights: Mapping[str, float]) -> Floats:
    known = [name for name in weights if name != MEANING or name in signals]
    weighing, values = map(weights.__getitem__, known), map(signals.__getitem__, known)
    total = np.array([*weighing]) @ np.array([*values])
    weighed: Floats = total.round(_DIGITS)
    return weighed


def _best_windows(page: Layout, fit: Floats) -> Ints:
    """Return each passage's best window (C), the earliest of equals."""
    best: Ints = (fit == np.maximum.reduceat(fit, page.opening)[page.owner]).nonzero()[0]
    return best[page.owner[best].searchsorted(np.arange(len(page.opening)))]
