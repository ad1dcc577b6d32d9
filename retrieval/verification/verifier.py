"""Whether the reports say what somebody says they say: word for word, nearly so, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from retrieval.article import Span
from retrieval.verification.alignment import Alignment, align
from retrieval.verification.candidates import Candidates, Passages, Postings
from retrieval.verification.difference import differences
from retrieval.verification.quotation import bare, lines, omissions, sentence_groups, stretches
from retrieval.verification.stretch import Body
from retrieval.verification.verdict import Outcome, Piece, Verdict
from retrieval.verification.wording import Wording, says_something

LONGEST = 20_000
"""So many characters of a claim are read."""
PLACES = 5
"""So many places of a piece are told; the others are counted."""

_LOOKED_ALIKE = 50
"""In so many passages the wording is looked for when it is nowhere as it was typed."""
_PARTS = 24
"""Into so many parts at most a claim is divided; more are taken together."""
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
        parts = list(self._stretches(claim))
        pieces = (piece for part in parts for piece in self._judge(part, _PARTS // len(parts)))
        return Verdict(tuple(_run_together(pieces)), unread)

    def _stretches(self, claim: str) -> Iterator[str]:
        """Yield what is claimed to be continuous; …… may be the source's own."""
        if not omissions(claim):
            yield from [claim] if says_something(claim) else []
        elif len(lines(claim)) + omissions(claim) > _PARTS:
            yield from _grouped(stretches(claim), _PARTS)
        else:
            for line in lines(claim):
                yield from [line] if self._has_its_own_gaps(line) else stretches(line)

    def _has_its_own_gaps(self, line: str) -> bool:
        """Whether the …… of a line stands in the source."""
        places = self._look_up(line).places if omissions(line) else ()
        return any(omissions(place.text) == omissions(line) for place in places)

    def _exact(self, text: str) -> Piece | None:
        piece = self._exactly(Wording.of(text))
        return piece if piece and piece.outcome is Outcome.EXACT else None

    def _judge(self, text: str, most: int) -> list[Piece]:
        """Judge a stretch that is claimed to be continuous, or what it can be divided into.

        It is divided into at most `most` parts, and each of its lines at least in two.
        """
        whole = self._look_up(text)
        if whole.outcome is Outcome.EXACT:
            return [whole]
        parts = _grouped(lines(text), max(1, most))
        if len(parts) > 1:
            share = max(2, most // len(parts))
            pieces = [piece for part in parts for piece in self._judge(part, share)]
            return pieces if _agreeing(pieces) > _agreeing([whole]) else [whole]
        parts = sentence_groups(text, max(1, most))
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
        words, bodies = claim.source, [self._candidates.paragraph(passage) for passage in passages]
        places = [body.stretch(*span) for body in bodies for span in _spans(words, body.text)]
        titles = {b.article.id: b.article for b in bodies if words in b.article.title}
        if places or titles:
            kept, named = tuple(places[:PLACES]), tuple(titles.values())[:PLACES]
            return Piece(words, Outcome.EXACT, kept, (), len(places), more, named)
        for body in bodies[:_LOOKED_ALIKE]:
            if found := _alike(claim, body):
                return found
        return None

    def _nearly(self, claim: Wording) -> Piece | None:
        """Find where most of the claim stands; None where too little of it does."""
        best: tuple[Alignment, Body, Wording] | None = None
        for body in self._candidates.nearest(claim.source):
            if found := _alike(claim, body):
                return found
            source = Wording.of(body.text)
            alignment = align(claim.text, source.text)
            if alignment and (not best or alignment.agreeing > best[0].agreeing):
                best = alignment, body, source
        return _differing(claim, *best) if best and _is_near(claim, best[0]) else None


def _grouped(parts: Sequence[str], most: int) -> list[str]:
    """Take neighbours together, on one line, so that at most `most` parts are left."""
    size = -(-len(parts) // most) or 1
    return [" ".join(parts[at : at + size]) for at in range(0, len(parts), size)]


def _is_near(claim: Wording, alignment: Alignment) -> bool:
    length = len(claim.text)
    share = _AGREEING_SHORT if length < _SHORT else _AGREEING
    return length >= _SHORTEST_NEAR and alignment.agreeing >= share * length


def _spans(words: str, text: str) -> Iterator[Span]:
    """Yield where `words` stand in `text`."""
    at = text.find(words)
    while at >= 0:
        yield at, at + len(words)
        at = text.find(words, at + len(words))


def _alike(claim: Wording, body: Body) -> Piece | None:
    """Find the claim's wording in `body`, in whatever looks; None when it is not there."""
    source = Wording.of(body.text)
    at = source.text.find(claim.text)
    if at < 0:
        return None
    start, stop = source.span(at, at + len(claim.text))
    pairs = ((n, at + n) for n in range(len(claim.text)))
    told = differences(claim, source, pairs, (start, stop))
    outcome = Outcome.DIFFERING if told else Outcome.EXACT
    return Piece(claim.source, outcome, (body.stretch(start, stop),), told, 1)


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
