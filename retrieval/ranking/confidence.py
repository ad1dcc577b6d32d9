"""How sure we are that the best passage answers: signals, and a probability made of them.

A logistic regression over the signals below, fitted by `python -m benchmarks tune` on questions of
several public sets, each asked twice: as the set is, and with the report that answers taken away.
It never looks at the raw BM25 score.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.query.query import Query
from retrieval.ranking.layout import Floats
from retrieval.ranking.ranker import Ranked, Ranking, share
from retrieval.ranking.weights import LEARNED, Weights


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for the best passage; each between 0 and 1, but `margin` between -1 and 1.

    Shares of the question's weight that are met by the `passage` (or its title), by the `window`
    (or the title), by the `article`; `margin`, how much more of it the passage meets than any
    other does; `kind_missing`, 1 when the window holds no number or date though one is wanted;
    `name_missing`, 1 when a name of the question stands nowhere in the article, or the passage
    shares hardly a word with it.
    """

    passage: float
    window: float
    article: float
    margin: float
    kind_missing: float
    name_missing: float


DOUBT = 0.2
"""What is left of the confidence in a passage that lacks a name, or the number or date, asked for:
too little to answer, whatever else it has."""


_MET = 0.5
"""How strongly a word must be met, itself or by another, to be the only ground for an answer."""


_MUCH = 1 / 3
"""What share of the question pairs and characters must be where no word of it is met."""


@dataclass(frozen=True, slots=True)
class Lacks:
    """What the report of a passage does not have: `names` asked about, or the `kind` asked for."""

    names: Sequence[str] = ()
    kind: bool = False


def signals(asked: Query, ranking: Ranking, chosen: Ranked, lacks: Lacks) -> Signals:
    """Read the signals of the `chosen` window.

    One that is not the best passage's adds the answer to what that one tells of the question.
    """
    best, reading = chosen.candidate, ranking.reading
    weights = reading.weights
    if asked.leans:
        weights = weights * (np.arange(len(weights)) < len(asked.own_terms))
    # A like word confirms nothing: its word stands in no report, and counts as not met.
    sure = np.ones(len(weights))
    sure[[row for _, rows in asked.others[len(asked.alternatives) :] for row in rows]] = 0.0
    either = sure * np.maximum(reading.passage_hits, reading.title_hits)
    passages, title = share(weights, either), sure * reading.title_hits[best]
    passage, passages[best] = passages[best], 0.0
    window = sure * reading.window_hits[[chosen.window, *_also(ranking, chosen)]].max(axis=0)
    return Signals(
        passage=float(passage),
        window=float(share(weights, np.maximum(window, title))),
        article=float(share(weights, sure * reading.article_hits[best])),
        margin=float(passage - passages.max()),
        kind_missing=float(lacks.kind),
        name_missing=float(
            bool(lacks.names) or not _meets_words(asked, either[best], float(passage))
        ),
    )


def _meets_words(asked: Query, hits: Floats, passage: float) -> bool:
    """Whether a word or pair of the question is met (`hits`, U), and not only characters of it.

    A pair may be of two words, and a word itself where it stands (带|回国, 带回): where no word is
    met, pairs and characters must be a third of the question (`passage`). One that leans on what
    was told last needs no word of its own.
    """
    # A question's own terms come first.
    long = [row for row, term in enumerate(asked.own_terms) if len(term.text) > 1]
    words = long
    if passage < _MUCH:
        words = [row for row in long if asked.own_terms[row].word] or long
    return bool((hits[words] >= _MET).any()) if words else asked.leans


def _also(ranking: Ranking, chosen: Ranked) -> list[int]:
    """Return the best window of all, if it is another one of the same report."""
    first = ranking.order[0]
    report = ranking.reading.article_hits
    same = bool((report[first] == report[chosen.candidate]).all())
    return [int(ranking.best[first])] if same else []


def confidence(found: Signals, chance: float = 0.5) -> float:
    """Return how sure it is, 0 to 1, that the passage answers; 0.5 is as likely as not.

    `chance` is the fitted probability that passages reach by chance in this corpus (see
    `retrieval.answering.calibration`): what reaches just that is at 0.5.
    """
    sure = 1 / (1 + math.exp(math.log(chance / (1 - chance)) - log_odds(found, LEARNED)))
    return DOUBT * sure if found.kind_missing or found.name_missing else sure


def log_odds(found: Signals, weights: Weights) -> float:
    """Return the logarithm of the odds that the passage answers."""
    odds: float = weights.bias
    for name, weight in weights.confidence.items():
        odds += weight * getattr(found, name)
    return odds
