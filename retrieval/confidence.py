"""How sure we are that the best passage answers: signals, and a probability made of them.

A logistic regression over the signals below, fitted by `python -m retrieval tune` on questions of
several public sets with half of the paragraphs taken away, so that half of the questions cannot
be answered. It never looks at the raw BM25 score.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from retrieval.question import Asked
from retrieval.ranking import Ranking, share
from retrieval.weights import LEARNED, Weights


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for the best passage; each between 0 and 1.

    Shares of the question's weight that are met by the `passage` (or its title), by the `window`
    (or the title), by the `article`; the same of its `words` only; `run`, the longest run of
    characters in common; `margin`, by how much it beats the next passage of another article or
    wording; `kind_missing`, 1 when the window holds no number or date though one is wanted;
    `name_missing`, 1 when a name of the question stands nowhere in the article.
    """

    passage: float
    window: float
    article: float
    words: float
    run: float
    margin: float
    kind_missing: float
    name_missing: float


_DOUBT = 0.2
"""What is left of the confidence in a passage that lacks a name, or the number or date, asked for:
too little to answer, whatever else it has."""
_FULL_MARGIN = 3.0
"""A lead in rank score that counts as full."""


def signals(asked: Asked, ranking: Ranking, text: str, missing: Sequence[str]) -> Signals:
    """Read the signals of the best passage.

    `text` is its window, folded; `missing` are the names its article does not have.
    """
    best = ranking.ranked[0]
    reading = ranking.reading
    weights = ranking.weights * np.array([asked.is_own(term) for term in asked.terms])
    title = reading.title_hits[:, best.candidate]
    window = np.maximum(reading.window_hits[:, best.window], title)
    words = weights * np.array([term.word for term in asked.terms])
    next_score = ranking.ranked[1].score if len(ranking.ranked) > 1 else best.score - _FULL_MARGIN
    return Signals(
        passage=float(share(weights, np.maximum(reading.passage_hits[:, best.candidate], title))),
        window=float(share(weights, window)),
        article=float(share(weights, reading.article_hits[:, best.candidate])),
        words=float(share(words, window)) if words.any() else 1.0,
        run=float(reading.run[best.window]),
        margin=min(best.score - next_score, _FULL_MARGIN) / _FULL_MARGIN,
        kind_missing=float(asked.wanted.strict and not holds_kind(asked, text)),
        name_missing=float(bool(missing)),
    )


def holds_kind(asked: Asked, text: str) -> bool:
    """Whether `text` holds something of the wanted kind that the question does not say itself."""
    return any(text[start:stop] not in asked.text for start, stop in asked.wanted.places(text))


def confidence(found: Signals, chance: float = 0.5) -> float:
    """Return how sure it is, 0 to 1, that the passage answers; 0.5 is as likely as not.

    `chance` is the fitted probability that passages reach by chance in this corpus (see
    `retrieval.calibration`): what reaches just that is at 0.5.
    """
    sure = 1 / (1 + math.exp(math.log(chance / (1 - chance)) - log_odds(found, LEARNED)))
    return _DOUBT * sure if found.kind_missing or found.name_missing else sure


def log_odds(found: Signals, weights: Weights) -> float:
    """Return the logarithm of the odds that the passage answers."""
    values: dict[str, float] = asdict(found)
    return weights.bias + sum(weights.confidence[name] * value for name, value in values.items())
