"""The close reading of a few passages: which of the question's terms stand in which sentence.

Every character of the question is laid along all candidate passages at once; the length of the
common run that ends at each place tells which terms stand where. The cost is (characters of the
question) x (characters of the candidates), whatever the archive holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.article import Span
from retrieval.question import Asked
from retrieval.sentences import sentences, windows

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_BREAK = "\n"
_BEFORE, _AFTER = 20, 10
"""How near, in characters, the question's words count for a thing of the wanted kind."""
_CLOSE = 25
"""Within how many characters words are close together."""
_TITLE_DISCOUNT = 0.15
"""What a term still counts, in choosing a sentence, when the title has said it already."""
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage to be read: its folded text, title and whole article, and its BM25 score."""

    text: str
    title: str
    article: str
    score: float


@dataclass(frozen=True, slots=True)
class Page:
    """The candidates laid out as one text of C passages, S sentences and W windows.

    `offsets` (C) and `starts` (S) count characters of `text`; `spans` (S) those of the passage;
    `heads` (C) is each passage's first sentence; `passage` (S) the passage of each sentence.
    A window is a run of sentences from `first` to `last` (W, both included) of passage `owner`.
    """

    text: str
    codes: Ints
    offsets: Ints
    spans: tuple[Span, ...]
    starts: Ints
    heads: Ints
    passage: Ints
    first: Ints
    last: Ints
    owner: Ints

    def span(self, window: int) -> Span:
        """Where the window stands in its passage."""
        return self.spans[self.first[window]][0], self.spans[self.last[window]][1]

    def best(self, values: Floats) -> Floats:
        """Turn values of sentences (… x S) into those of windows (… x W): the highest in each."""
        padded = np.concatenate([values, np.zeros((*values.shape[:-1], 1))], axis=-1)
        pairs = np.stack([self.first, self.last + 1], axis=1).ravel()
        result: Floats = np.maximum.reduceat(padded, pairs, axis=-1)[..., ::2]
        return result

    def bounds(self) -> tuple[Ints, Ints]:
        """Where each window starts and stops in `text`."""
        lengths = np.array([stop - start for start, stop in self.spans])
        return self.starts[self.first], self.starts[self.last] + lengths[self.last]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the close reading found, for U terms on a page of C passages and W windows.

    `passage_hits` (U x C), `window_hits` (U x W), `title_hits` (U x C) and `article_hits` (U x C,
    anywhere in the article or its title) say how well a term is met, 0 to 1. The signals (W each, 0 to 1): `rare`, the share of the question that the window
    meets, each term weighed by how few sentences of the passage hold it and discounted when the
    title says it; `sentence`, the same for its best sentence; `run`, the longest run of characters
    shared with the question; `dense`, how much of it stands close together; `near`, how much of it
    stands near something of the wanted kind.
    """

    page: Page
    passage_hits: Floats
    window_hits: Floats
    title_hits: Floats
    article_hits: Floats
    rare: Floats
    sentence: Floats
    run: Floats
    dense: Floats
    near: Floats


def read(asked: Asked, weights: Floats, candidates: Sequence[Candidate]) -> Reading:
    """Read `candidates` (at least one) for `asked` (at least one term of weight `weights`)."""
    page = lay_out([candidate.text for candidate in candidates])
    runs = _common_runs(asked.content, page)
    hits = _term_hits(asked, runs)
    titles = _title_hits(asked, candidates)
    passage_hits = np.maximum.reduceat(hits, page.heads, axis=1)
    rarity = _rarity(hits, page) * weights[:, None] * np.where(titles > 0, _TITLE_DISCOUNT, 1.0)
    total = np.maximum(rarity.sum(axis=0), _TINY)
    window_hits = page.best(hits)
    closeness = _closeness(asked, rarity, page)
    return Reading(
        page,
        passage_hits,
        window_hits,
        titles,
        _article_hits(asked, candidates, np.maximum(passage_hits, titles)),
        rare=(rarity[:, page.owner] * window_hits).sum(axis=0) / total[page.owner],
        sentence=page.best((rarity[:, page.passage] * hits).sum(axis=0) / total[page.passage]),
        run=page.best(runs.max(axis=0)) / max(1, len(asked.content.replace(" ", ""))),
        dense=_dense(closeness, page),
        near=_near(asked, closeness, page),
    )


def lay_out(texts: Sequence[str]) -> Page:
    """Lay passages (none of them empty) out as one text."""
    spans: list[Span] = []
    starts: list[int] = []
    heads: list[int] = []
    runs: list[tuple[int, int, int]] = []
    offsets = np.cumsum([0, *(len(text) + len(_BREAK) for text in texts)])
    for passage, text in enumerate(texts):
        own = sentences(text)
        heads.append(len(spans))
        runs.extend((heads[-1] + a, heads[-1] + b, passage) for a, b in windows(own))
        starts.extend(int(offsets[passage]) + start for start, _ in own)
        spans.extend(own)
    joined = _BREAK.join([*texts, ""])
    first, last, owner = np.array(runs).T
    passages = np.repeat(np.arange(len(texts)), np.diff([*heads, len(spans)]))
    return Page(
        joined,
        np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64),
        offsets[:-1],
        tuple(spans),
        np.array(starts),
        np.array(heads),
        passages,
        first,
        last,
        owner,
    )


def _common_runs(content: str, page: Page) -> Floats:
    """For each character of `content` and sentence, the longest common run that ends there."""
    runs = np.zeros((len(content), len(page.starts)))
    before = np.zeros(len(page.codes) + 1, dtype=np.int16)
    for at, character in enumerate(content):
        here = np.zeros_like(before)
        if not character.isspace():
            here[1:] = (before[:-1] + 1) * (page.codes == ord(character))
            runs[at] = np.maximum.reduceat(here[1:], page.starts)
        before = here
    return runs


def _term_hits(asked: Asked, runs: Floats) -> Floats:
    """Tell which terms (U) stand in which sentences (S): a run as long as the term ends there."""
    stops = np.array([term.stop for term in asked.terms])
    lengths = np.array([len(term.text) for term in asked.terms])
    return (runs[stops - 1] >= lengths[:, None]).astype(np.float64)


def _title_hits(asked: Asked, candidates: Sequence[Candidate]) -> Floats:
    return np.array(
        [[float(term.text in c.title) for c in candidates] for term in asked.terms]
    )


def _article_hits(asked: Asked, candidates: Sequence[Candidate], hits: Floats) -> Floats:
    """Add to `hits` (U x C) the terms that stand elsewhere in the candidate's article."""
    found = hits.copy()
    for row, column in np.argwhere(hits == 0):
        found[row, column] = float(asked.terms[row].text in candidates[column].article)
    return found


def _rarity(hits: Floats, page: Page) -> Floats:
    """Weigh a term by how few of a passage's sentences hold it (U x C); absent terms weigh 0."""
    sentences_of = np.diff([*page.heads, len(page.spans)])
    holding = np.add.reduceat(hits, page.heads, axis=1)
    rarity: Floats = np.log((sentences_of + 1) / np.maximum(holding, 1)) * (holding > 0)
    return rarity


def _closeness(asked: Asked, rarity: Floats, page: Page) -> Floats:
    """Sum, up to each character of the page, the weight of the words and pairs standing there."""
    weight = np.zeros(len(page.text) + 1)
    seen = set()
    for row, term in enumerate(asked.terms):
        if len(term.text) < 2 or term.text in seen:  # noqa: PLR2004 - single characters are noise
            continue
        seen.add(term.text)
        at = page.text.find(term.text)
        while at >= 0:
            passage = np.searchsorted(page.offsets, at, side="right") - 1
            place = weight[at + 1 : at + 1 + len(term.text)]
            np.maximum(place, rarity[row, passage], out=place)
            at = page.text.find(term.text, at + 1)
    return np.cumsum(weight)


def _dense(closeness: Floats, page: Page) -> Floats:
    """The most that stands within `_CLOSE` characters of a window, as a share of the page's."""
    ahead = np.minimum(np.arange(len(page.text)) + _CLOSE, len(page.text))
    within = closeness[ahead] - closeness[:-1]
    starts, stops = page.bounds()
    pairs = np.stack([starts, np.maximum(stops - _CLOSE, starts + 1)], axis=1).ravel()
    best = np.maximum.reduceat(np.append(within, 0.0), pairs)[::2]
    return best / max(within.max(), _TINY)


def _near(asked: Asked, closeness: Floats, page: Page) -> Floats:
    """The most that stands near something of the wanted kind, as a share of the page's.

    What the question says itself is no answer to it.
    """
    near = np.zeros(len(page.first))
    found = [(a, b) for a, b in asked.wanted.places(page.text) if page.text[a:b] not in asked.text]
    if not found:
        return near
    starts, stops = np.array(found).T
    reach = closeness[np.minimum(stops + _AFTER, len(page.text))]
    reach = reach - closeness[np.maximum(starts - _BEFORE, 0)]
    window_starts, window_stops = page.bounds()
    lows, highs = np.searchsorted(starts, window_starts), np.searchsorted(starts, window_stops)
    holding = np.flatnonzero(highs > lows)
    if len(holding):
        pairs = np.stack([lows[holding], highs[holding]], axis=1).ravel()
        near[holding] = np.maximum.reduceat(np.append(reach, 0.0), pairs)[::2]
    return near / max(reach.max(), _TINY)
