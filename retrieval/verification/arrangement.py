"""Whether pieces that are found stand in one report, in their order, and near each other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from retrieval.article import Article, Quote
from retrieval.verification.locating import Located
from retrieval.verification.stretch import Stretch
from retrieval.verification.verdict import Apart

NEAR = 400
"""Pieces with more characters between them, or more than one paragraph, are far from each other."""
_REPORTS = 50
"""So many reports are looked into for the pieces of one quotation."""

Within = Callable[[str, Article], tuple[Stretch, ...]]
"""Finds all places of words in an article."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A place for each piece, and why they are no abridged quotation: None when they are one."""

    places: tuple[Stretch, ...]
    apart: Apart | None = None


def arrange(pieces: Sequence[Located], within: Within) -> Arrangement:
    """Choose places for the pieces: in one report and in order, the closest, where there are."""
    by_report = _in_each_report(pieces, within)
    chains = [chain for places in by_report if (chain := _closest(places))]
    if not chains:
        first = tuple(places[0] for places in by_report[0]) if by_report else None
        if first:
            return Arrangement(first, Apart.ORDER)
        return Arrangement(tuple(one.places[0] for one in pieces), Apart.REPORTS)
    best = min(chains, key=_reach)
    return Arrangement(best, None if _is_near(best) else Apart.FAR)


def between(before: Stretch, after: Stretch) -> Stretch | None:
    """Return what a report has between two stretches of it; None when that is nothing."""
    article, (number, start), (last, stop) = before.article, before.ends, after.begins
    quotes = []
    for at in range(number, last + 1):
        text = article.texts[at - 1]
        a, b = start if at == number else 0, stop if at == last else len(text)
        if text[a:b].strip():
            quotes.append(Quote(article, at, a, b))
    return Stretch(tuple(quotes)) if quotes else None


def _in_each_report(pieces: Sequence[Located], within: Within) -> list[list[list[Stretch]]]:
    """Return, for each report that has all pieces, the places of each piece in it, in order."""
    rarest = min(pieces, key=lambda one: len(one.places))
    articles = {place.article.id: place.article for place in rarest.places}
    found = []
    for article in list(articles.values())[:_REPORTS]:
        places = [_places_in(article, piece, within) for piece in pieces]
        if all(places):
            found.append(places)
    return found


def _places_in(article: Article, piece: Located, within: Within) -> list[Stretch]:
    places = [place for place in piece.places if place.article.id == article.id]
    if not places and piece.piece.more:
        places = list(within(piece.places[0].text, article))
    return sorted(places, key=lambda place: place.begins)


def _closest(places: Sequence[Sequence[Stretch]]) -> tuple[Stretch, ...] | None:
    """Return one place of each piece, each behind the one before, over the shortest reach."""
    best: tuple[Stretch, ...] | None = None
    for first in places[0]:
        chain = [first]
        for later in places[1:]:
            at = bisect_left(later, chain[-1].ends, key=lambda place: place.begins)
            if at == len(later):
                return best
            chain.append(later[at])
        if best is None or _reach(chain) < _reach(best):
            best = tuple(chain)
    return best


def _reach(chain: Sequence[Stretch]) -> int:
    return sum(gap(*two) for two in pairwise(chain))


def gap(before: Stretch, after: Stretch) -> int:
    """Return how many characters stand between two stretches of a report."""
    (number, start), (last, stop) = before.ends, after.begins
    if number == last:
        return stop - start
    texts = before.article.texts
    return len(texts[number - 1]) - start + sum(map(len, texts[number : last - 1])) + stop


def _is_near(chain: Sequence[Stretch]) -> bool:
    return all(
        after.begins[0] - before.ends[0] <= 1 and gap(before, after) <= NEAR
        for before, after in pairwise(chain)
    )
