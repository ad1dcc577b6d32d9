"""The close reading of a few passages: which of the question's terms stand in which sentence.

Every character of the question is laid along all candidate passages at once; the length of the
common run that ends at each place tells which terms stand where. The cost is (characters of the
question) x (characters of the candidates), whatever the archive holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.ranking.question import Asked
from retrieval.ranking.spread import Floats, Ints, Spread, lay_out

Places = tuple[Ints, Ints]
"""Where runs stop on the page, and how long they are."""

_NOWHERE = np.zeros(0, dtype=np.int64)
_BEFORE, _AFTER = 20, 10
"""How near, in characters, the question's words count for a thing of the wanted kind."""
_TITLE_DISCOUNT = 0.15
"""What a term still counts, in choosing a sentence, when the title has said it already."""
_LED = 0.85
"""What a term counts for a passage when the paragraph it leans on holds it."""
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage to be read: its folded text, title and whole article, and its BM25 score.

    `lead` is the paragraph before it when the passage leans on that one (该项目…), else empty.
    """

    text: str
    title: str
    article: str
    score: float
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the close reading found, for U terms on a page of C passages and W windows.

    `passage_hits` (U x C), `window_hits` (U x W), `title_hits` (U x C) and `article_hits` (U x C,
    anywhere in the article or its title) say how well a term is met, 0 to 1. The signals (W each,
    0 to 1): `rare`, the share of the question that the window meets, each term weighed by how few
    sentences of the passage hold it and discounted when the title says it; `sentence`, the same
    for its best sentence; `run`, the longest run of characters shared with the question; `near`,
    how much of it stands near something of the wanted kind; `kind`, 1 where such a thing stands.
    """

    page: Spread
    passage_hits: Floats
    window_hits: Floats
    title_hits: Floats
    article_hits: Floats
    rare: Floats
    sentence: Floats
    run: Floats
    near: Floats
    kind: Floats


def read(asked: Asked, weights: Floats, candidates: Sequence[Candidate]) -> Reading:
    """Read `candidates` (at least one) for `asked` (at least one term of weight `weights`)."""
    page = lay_out([candidate.text for candidate in candidates])
    runs, places = _common_runs(asked.content, page)
    hits = np.maximum(_term_hits(asked, runs), _reworded_hits(asked, page))
    titles = _hits_in(asked, [candidate.title for candidate in candidates])
    led = _LED * _hits_in(asked, [candidate.lead for candidate in candidates])
    passage_hits = np.maximum(np.maximum.reduceat(hits, page.heads, axis=1), led)
    rarity = _rarity(hits, page) * weights[:, None] * np.where(titles > 0, _TITLE_DISCOUNT, 1.0)
    total = np.maximum(rarity.sum(axis=0), _TINY)
    window_hits = np.maximum(page.best(hits), led[:, page.owner])
    anywhere = _hits_in(asked, [candidate.article for candidate in candidates])
    near, kind = _near(asked, _closeness(asked, places, rarity, page), page)
    return Reading(
        page,
        passage_hits,
        window_hits,
        titles,
        np.maximum(anywhere, np.maximum(passage_hits, titles)),
        rare=(rarity[:, page.owner] * window_hits).sum(axis=0) / total[page.owner],
        sentence=page.best((rarity[:, page.passage] * hits).sum(axis=0) / total[page.passage]),
        run=np.maximum(page.best(runs.max(axis=0)), _led_runs(asked, candidates)[page.owner])
        / max(1, len(asked.content.replace(" ", ""))),
        near=near,
        kind=kind,
    )


def _common_runs(content: str, page: Spread) -> tuple[Floats, list[Places]]:
    """For each character of `content`: the longest common run that ends there in each sentence.

    Beside it, where on the page all runs of two characters and more stop, and how long they are.
    """
    longest = np.zeros((len(content), len(page.starts)))
    places: list[Places] = []
    before = np.zeros(len(page.codes) + 1, dtype=np.int64)
    for row, character in enumerate(content):
        at = _NOWHERE if character.isspace() else np.flatnonzero(page.codes == ord(character))
        lengths = before[at] + 1
        before = np.zeros_like(before)
        before[at + 1] = lengths
        if len(at):
            longest[row] = np.maximum.reduceat(before[1:], page.starts)
        runs = lengths > 1
        places.append((at[runs] + 1, lengths[runs]))
    return longest, places


def _led_runs(asked: Asked, candidates: Sequence[Candidate]) -> Floats:
    """Tell what the longest run shared with the paragraph a passage leans on counts for it (C)."""
    found = np.zeros(len(candidates))
    leaning = [row for row, candidate in enumerate(candidates) if candidate.lead]
    if leaning:
        page = lay_out([candidates[row].lead for row in leaning])
        runs, _ = _common_runs(asked.content, page)
        found[leaning] = _LED * np.maximum.reduceat(runs.max(axis=0), page.heads)
    return found


def _term_hits(asked: Asked, runs: Floats) -> Floats:
    """Tell which terms (U) stand in which sentences (S): a run as long as the term ends there."""
    stops = np.array([term.stop for term in asked.terms])
    lengths = np.array([len(term.text) for term in asked.terms])
    hits: Floats = (runs[stops - 1] >= lengths[:, None]).astype(np.float64)
    return hits


def _reworded_hits(asked: Asked, page: Spread) -> Floats:
    """Tell how strongly sentences (S) hold another word for a term (U)."""
    hits = np.zeros((len(asked.terms), len(page.starts)))
    for other in asked.alternatives:
        if other.text not in page.text:
            continue
        held = np.searchsorted(page.starts, [*other.places(page.text)], side="right") - 1
        for row in other.rows(asked.terms):
            hits[row, held] = np.maximum(hits[row, held], other.strength)
    return hits


def _hits_in(asked: Asked, texts: Sequence[str]) -> Floats:
    """Tell which terms (U) stand in which texts (C), many of which may be the same."""
    different = {text: column for column, text in enumerate(dict.fromkeys(texts))}
    words = dict.fromkeys(term.text for term in asked.terms)
    held = {word: [word in text for text in different] for word in words}
    hits = np.array([held[term.text] for term in asked.terms], dtype=np.float64)
    for other in asked.alternatives:
        strength = [
            other.strength if other.text in text and any(True for _ in other.places(text)) else 0.0
            for text in different
        ]
        rows = other.rows(asked.terms)
        hits[rows] = np.maximum(hits[rows], strength)
    found: Floats = hits[:, [different[text] for text in texts]]
    return found


def _rarity(hits: Floats, page: Spread) -> Floats:
    """Weigh a term by how few of a passage's sentences hold it (U x C); absent terms weigh 0."""
    sentences_of = np.diff([*page.heads, len(page.starts)])
    holding = np.add.reduceat(hits, page.heads, axis=1)
    rarity: Floats = np.log((sentences_of + 1) / np.maximum(holding, 1)) * (holding > 0)
    return rarity


def _closeness(asked: Asked, places: Sequence[Places], rarity: Floats, page: Spread) -> Floats:
    """Sum, up to each character of the page, the weight of the words and pairs standing there."""
    weight = np.zeros(len(page.text) + 1)
    for term, own in zip(asked.terms, rarity, strict=True):
        stops, lengths = places[term.stop - 1]
        size = len(term.text)
        if size < 2 or not len(stops):  # noqa: PLR2004 - single characters are noise
            continue
        stops = stops[lengths >= size]
        heavy = own[np.searchsorted(page.offsets, stops, side="right") - 1]
        for back in range(size):
            at = stops - back
            weight[at] = np.maximum(weight[at], heavy)
    for other in asked.alternatives:
        own = other.strength * rarity[other.rows(asked.terms)].max(axis=0, initial=0.0)
        for start in other.places(page.text):
            heavy = own[np.searchsorted(page.offsets, start, side="right") - 1]
            place = weight[start + 1 : start + 1 + len(other.text)]
            np.maximum(place, heavy, out=place)
    return np.cumsum(weight)


def _near(asked: Asked, closeness: Floats, page: Spread) -> tuple[Floats, Floats]:
    """Measure what stands near something of the wanted kind: the most, as a share of the page's.

    Beside it, 1 for the windows that hold such a thing at all. What the question says itself is no
    answer to it.
    """
    near, kind = np.zeros((2, len(page.first)))
    found = [(a, b) for a, b in asked.wanted.places(page.text) if page.text[a:b] not in asked.text]
    if not found:
        return near, kind
    starts, stops = np.array(found).T
    passages = np.searchsorted(page.offsets, starts, side="right") - 1
    ends = np.append(page.offsets[1:], len(page.text))[passages]
    reach = closeness[np.minimum(stops + _AFTER, ends)]
    reach = reach - closeness[np.maximum(starts - _BEFORE, page.offsets[passages])]
    window_starts, window_stops = page.bounds()
    lows, highs = np.searchsorted(starts, window_starts), np.searchsorted(starts, window_stops)
    holding = np.flatnonzero(highs > lows)
    if len(holding):
        pairs = np.stack([lows[holding], highs[holding]], axis=1).ravel()
        near[holding] = np.maximum.reduceat(np.append(reach, 0.0), pairs)[::2]
    near /= max(reach.max(), _TINY)
    kind[holding] = 1.0
    return near, kind
