"""Whether the reports say what somebody says they say: word for word, nearly so, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from retrieval.alignment import Alignment, align
from retrieval.article import Article, Span
from retrieval.candidates import Candidates, Passages, Postings
from retrieval.claim import bare, leaves_out, lines, sentence_groups, stretches
from retrieval.difference import Difference, differences
from retrieval.stretch import Body, Stretch
from retrieval.verdict import Outcome, Piece, Verdict
from retrieval.wording import Wording, says_something

LONGEST = 20_000
"""So many characters of a claim are read."""
PLACES = 5
"""So many places of a piece are told; the others are counted."""

_PARTS = 24
"""Into so many parts at most a stretch is divided."""
_SHORT, _AGREEING_SHORT, _AGREEING = 12, 0.7, 0.6
"""The share of a claim's characters that must agree: more, when there are few to go by."""
_SHORTEST_NEAR = 4
"""Of fewer characters than this, nothing is near to anything."""


class Verifier:
    """Checks claims against the passages of a shelf, which it finds through their index."""

    def __init__(self, shelf: Passages, index: Postings) -> None:
        """Check against `shelf`, whose passages `index` numbers alike."""
        self._candidates = Candidates(shelf, index)

    def verify(self, text: str) -> Verdict:
        """Judge each continuous piece of what was typed.

        A claim is taken as it stands first; then without the marks around it; then in the pieces
        that …… leaves; then line by line, where that finds more; at last sentence by sentence.
        """
        typed = text[:LONGEST].strip()
        unread = max(0, len(text) - LONGEST)
        claim = bare(typed)
        for whole in dict.fromkeys((typed, claim)):
            if says_something(whole) and (piece := self._exact(whole)):
                return Verdict((piece,), unread)
        pieces = (piece for part in self._stretches(claim) for piece in self._judge(part))
        return Verdict(tuple(_run_together(pieces)), unread)

    def _stretches(self, claim: str) -> Iterator[str]:
        """Yield what is claimed to be continuous; …… may be the source's own."""
        for part in lines(claim) if leaves_out(claim) else [claim]:
            yield from [part] if leaves_out(part) and self._exact(part) else stretches(part)

    def _exact(self, text: str) -> Piece | None:
        piece = self._exactly(Wording.of(text))
        return piece if piece and piece.outcome is Outcome.EXACT else None

    def _judge(self, text: str) -> list[Piece]:
        """Judge a stretch that is claimed to be continuous, or what it can be divided into."""
        whole = self._look_up(text)
        if whole.outcome is Outcome.EXACT:
            return [whole]
        parts = lines(text)
        if 1 < len(parts) <= _PARTS:
            pieces = [piece for part in parts for piece in self._judge(part)]
            return pieces if _agreeing(pieces) > _agreeing([whole]) else [whole]
        parts = sentence_groups(text, _PARTS)
        if whole.outcome is Outcome.DIFFERING or len(parts) == 1:
            return [whole]
        first, *others = map(self._look_up, parts)
        pieces = [first, *(replace(piece, joined=True) for piece in others)]
        return pieces if _agreeing(pieces) else [whole]

    def _look_up(self, text: str) -> Piece:
        claim = Wording.of(text)
        return self._exactly(claim) or self._nearly(claim) or Piece(text, Outcome.NOT_FOUND)

    def _exactly(self, claim: Wording) -> Piece | None:
        """Find the claim's wording within paragraphs or titles; None when it is in none."""
        passages, more = self._candidates.holding(claim.source)
        places: list[Stretch] = []
        titles: dict[str, Article] = {}
        for passage in passages:
            body = self._candidates.paragraph(passage)
            places += _places(claim, body)
            if claim.source in body.article.title:
                titles[body.article.id] = body.article
        if places:
            return _found(claim, places, tuple(titles.values()), more=more)
        named = tuple(titles.values())[:PLACES]
        return Piece(claim.source, Outcome.EXACT, titles=named) if named else None

    def _nearly(self, claim: Wording) -> Piece | None:
        """Find where most of the claim stands; None where too little of it does."""
        best: tuple[Alignment, Body, Wording] | None = None
        for body in self._candidates.nearest(claim.source):
            if places := _places(claim, body):
                return _found(claim, places, ())
            source = Wording.of(body.text)
            alignment = align(claim.text, source.text)
            if alignment and (not best or alignment.agreeing > best[0].agreeing):
                best = alignment, body, source
        return _differing(claim, *best) if best and _is_near(claim, best[0]) else None


def _is_near(claim: Wording, alignment: Alignment) -> bool:
    length = len(claim.text)
    share = _AGREEING_SHORT if length < _SHORT else _AGREEING
    return length >= _SHORTEST_NEAR and alignment.agreeing >= share * length


def _places(claim: Wording, body: Body) -> list[Stretch]:
    """Return the places in `body` that have the claim's wording."""
    source = Wording.of(body.text)
    return [body.stretch(*source.span(*span)) for span in _occurrences(claim.text, source.text)]


def _occurrences(words: str, text: str) -> Iterator[Span]:
    at = text.find(words)
    while at >= 0:
        yield at, at + len(words)
        at = text.find(words, at + len(words))


def _found(
    claim: Wording, places: Sequence[Stretch], titles: tuple[Article, ...], *, more: bool = False
) -> Piece:
    """Judge places of the same wording: the exact ones if there are any, else the first."""
    exact = [place for place in places if not _compared(claim, place)]
    if exact:
        kept = tuple(exact[:PLACES])
        return Piece(claim.source, Outcome.EXACT, kept, (), len(exact), more, titles[:PLACES])
    told = _compared(claim, places[0])
    return Piece(claim.source, Outcome.DIFFERING, (places[0],), told, len(places), more)


def _compared(claim: Wording, place: Stretch) -> tuple[Difference, ...]:
    """Tell in what looks a place of the same wording differs from the claim."""
    text = place.text
    if text == claim.source:
        return ()
    pairs = ((at, at) for at in range(len(claim.text)))
    return differences(claim, Wording.of(text), pairs, (0, len(text)))


def _differing(claim: Wording, alignment: Alignment, body: Body, source: Wording) -> Piece:
    start, stop = source.span(alignment.pairs[0][1], alignment.pairs[-1][1] + 1)
    told = differences(claim, source, alignment.pairs, (start, stop))
    return Piece(claim.source, Outcome.DIFFERING, (body.stretch(start, stop),), told, 1)


def _agreeing(pieces: Iterable[Piece]) -> int:
    """How many characters of the claim are found as they stand."""
    return sum(
        len(piece.text) - sum(b - a for a, b in (d.claimed for d in piece.differences))
        for piece in pieces
        if piece.outcome is not Outcome.NOT_FOUND
    )


def _run_together(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Make one piece of neighbours that are not found."""
    before: Piece | None = None
    for piece in pieces:
        unfound = Outcome.NOT_FOUND in {piece.outcome} & {before.outcome if before else None}
        if before and unfound:
            between = "" if piece.joined else "\n"
            before = replace(before, text=f"{before.text}{between}{piece.text}")
            continue
        if before:
            yield before
        before = piece
    if before:
        yield before
