"""The close reading of a few passages: which of the question's terms stand in which sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from retrieval.article import Span
from retrieval.query.query import Query
from retrieval.ranking.layout import BREAK, Floats, Ints, Layout, lay_out, sentences_of
from retrieval.ranking.matching import Matches, held, match
from retrieval.ranking.proximity import near

_TITLE_DISCOUNT = 0.15
"""What a term still counts, in choosing a sentence, when the title has said it already."""
_BESIDE = 3.0
"""So many characters from the question word, a term counts a third of what it does beside it."""
_LED = 0.85
"""What a term counts for a passage when the paragraph it leans on holds it."""
_OPENING = 2000
"""Characters of the first paragraph of an article, which introduces what all of it is about."""
_TINY = 1e-9
_KEPT = 4096
"""How many passages are remembered in pieces."""
_KINDS, _AT_HAND = 64, 128
"""Of how many kinds it is remembered where they stand, and in how many passages each."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage to be read: its folded text, title and whole article.

    `lead` is the paragraph before it when the passage leans on that one (该项目…), else empty.
    """

    text: str
    title: str
    article: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the close reading found, for U terms of `weights` on a page of C passages, W windows.

    `passage_hits` (C x U), `window_hits` (W x U), `title_hits` (C x U) and `article_hits` (C x U,
    anywhere in the article or its title) say how well a term is met, 0 to 1; so do `opening_hits`
    (C x U), by the title or the first paragraph of the article, for what these count elsewhere in
    it. The signals (W each, 0 to 1): `rare`, the share of the question that the window meets, each
    term weighed by how few sentences of the passage hold it and discounted when the title says it;
    `sentence`, the same for its best sentence; `nearest`, that again with each term weighed by how
    near it stands to the question word; `run`, the longest run of characters shared with the
    question; `near`, how much of it stands near something of the wanted kind; `kind`, 1 where such
    a thing stands. `meaning` is how near each sentence (S) lies to the question in meaning, if that
    is known.
    """

    page: Layout
    weights: Floats
    passage_hits: Floats
    window_hits: Floats
    title_hits: Floats
    article_hits: Floats
    opening_hits: Floats
    rare: Floats
    sentence: Floats
    nearest: Floats
    run: Floats
    near: Floats
    kind: Floats
    meaning: Floats | None = None


class Reader:
    """Reads passages closely; remembers of the last ones what no question changes."""

    def __init__(self) -> None:
        self._sentences = lru_cache(_KEPT)(sentences_of)
        self._places = lru_cache(_KINDS)(lambda kind: lru_cache(_AT_HAND)(kind.places))

    def read(
        self, asked: Query, candidates: Sequence[Candidate], meaning: Floats | None = None
    ) -> Reading:
        """Read `candidates` (at least one) for `asked` (of at least one term).

        `meaning` is what is known of the meaning of their sentences.
        """
        weights = np.array(asked.weights)
        beside = _beside(candidates)
        page = lay_out([one.text for one in candidates], beside, self._sentences)
        found, sentences = match(asked, page), slice(len(page.starts))
        hits, around = found.hits[sentences], _around(asked, candidates, beside, found)
        passage_hits = np.maximum(np.maximum.reduceat(hits, page.heads), around.led)
        discount = np.where(around.titles > 0, _TITLE_DISCOUNT, 1.0)
        rarity = _rarity(hits, page) * weights * discount
        met = _shares(rarity, hits, page.passage)
        nearest = _shares(rarity * _closeness(asked), hits, page.passage)
        of_windows = page.best(np.column_stack([hits, found.longest[sentences], met, nearest]))
        window_hits = np.maximum(of_windows[:, :-3], around.led[page.owner])
        runs = np.maximum(of_windows[:, -3], around.led_runs[page.owner])
        reach, kind = near(self._wanted(asked, candidates, page), found, rarity, page)
        return Reading(
            page,
            weights,
            passage_hits,
            window_hits,
            around.titles,
            np.maximum(around.articles, np.maximum(passage_hits, around.titles)),
            _LED * np.maximum(around.openings, around.titles),
            rare=_shares(rarity, window_hits, page.owner),
            sentence=of_windows[:, -2],
            nearest=of_windows[:, -1],
            run=runs / max(1, len(asked.content.replace(" ", ""))),
            near=reach,
            kind=kind,
            meaning=meaning if meaning is not None and len(meaning) == len(page.starts) else None,
        )

    def _wanted(self, asked: Query, candidates: Sequence[Candidate], page: Layout) -> list[Span]:
        """Return where in passages something of the wanted kind stands that is not asked itself."""
        places = self._places(asked.wanted)
        return [
            (offset + start, offset + stop)
            for offset, one in zip(page.offsets.tolist(), candidates, strict=True)
            for start, stop in places(one.text + BREAK)
            if one.text[start:stop] not in asked.text
        ]


@dataclass(frozen=True, slots=True)
class _Around:
    """How well titles, articles, their first paragraphs and what passages lean on meet the terms.

    Each is C x U, 0 to 1.
    `led_runs` (C) are the longest runs shared with what passages lean on, for what they count.
    """

    titles: Floats
    articles: Floats
    openings: Floats
    led: Floats
    led_runs: Floats


def _around(
    asked: Query, candidates: Sequence[Candidate], beside: Sequence[str], found: Matches
) -> _Around:
    """Take what stands around the passages from the matches; `beside` are the last stretches."""
    rows = {text: row for row, text in enumerate(beside, len(found.hits) - len(beside))}
    leads = [rows[one.lead] for one in candidates]
    # Articles may be long, and where in them a term stands tells nothing. One that is the passage
    # itself holds no more.
    articles = {one.article: "" if one.article == one.text else one.article for one in candidates}
    begun = [one.lstrip()[:_OPENING].partition("\n")[0] for one in articles.values()]
    met = held(asked, [*articles.values(), *begun])
    numbers = {article: number for number, article in enumerate(articles)}
    own = np.array([numbers[one.article] for one in candidates])
    return _Around(
        found.hits[[rows[one.title] for one in candidates]],
        met[own],
        met[own + len(begun)],
        _LED * found.hits[leads],
        _LED * found.longest[leads],
    )


def _beside(candidates: Sequence[Candidate]) -> list[str]:
    """Return the titles and leads around the passages, each once, and an empty text."""
    titles = [one.title for one in candidates]
    leads = [one.lead for one in candidates]
    return list(dict.fromkeys(["", *titles, *leads]))


def _rarity(hits: Floats, page: Layout) -> Floats:
    """Weigh a term by how few of a passage's sentences hold it (C x U); absent terms weigh 0."""
    holding = np.add.reduceat(hits, page.heads)
    rarity: Floats = np.log((page.counts[:, None] + 1) / np.maximum(holding, 1)) * (holding > 0)
    return rarity


def _shares(weights: Floats, hits: Floats, passages: Ints) -> Floats:
    """Return how much of what its passage weighs (C x U) each row of `hits` meets, 0 to 1."""
    total = np.maximum(weights.sum(axis=1), _TINY)
    shares: Floats = np.vecdot(weights[passages], hits) / total[passages]
    return shares


def _closeness(asked: Query) -> Floats:
    """Tell how near the terms (U) stand to the question word, 0 to 1; to the end without one."""
    end = max((term.stop for term in asked.own_terms), default=0)
    start, stop = asked.asking[0] if asked.asking else (end, end)
    far = [max(start - term.stop, term.start - stop, 0) for term in asked.terms]
    return np.exp(-np.array(far) / _BESIDE)
