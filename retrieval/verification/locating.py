"""Where the words of a continuous piece stand in the reports: exactly, in other looks, nearly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from retrieval.analysis.analyzer import Analyzer
from retrieval.analysis.normalizer import fold
from retrieval.analysis.quantities import quantities
from retrieval.article import Article, Span
from retrieval.lexicon.files import words
from retrieval.verification.alignment import Alignment, align, window
from retrieval.verification.boundaries import Boundaries
from retrieval.verification.candidates import Candidates
from retrieval.verification.difference import differences
from retrieval.verification.stretch import Body, Stretch
from retrieval.verification.verdict import Outcome, Piece
from retrieval.verification.wording import Wording, styled_alike

PLACES = 5
"""So many places of a piece are told; the others are counted."""
_LOOKED_ALIKE = 50
"""In so many passages the wording is looked for when it is nowhere as it was typed."""
_ALL_PLACES = 1000
"""So many places of a piece are taken down."""
_SHORT, _AGREEING_SHORT, _AGREEING = 12, 0.6, 0.55
"""The share of a claim's units that must agree: more, when there are few to go by."""
_SHORTEST_NEAR = 4
"""Of fewer units than this, nothing is near to anything."""
_UNIT_REACH = 40
_PROVING = 24
"""Words of grammar are no more characters than this in a row."""
_CLOSING = "。．.，,；;、：: \u3000"
"""Marks at the end of a piece that are not its words. Those that ask or exclaim are."""


@dataclass(frozen=True, slots=True)
class Located:
    """A piece, and all places found where its words stand; `piece` has the first few of them."""

    piece: Piece
    places: tuple[Stretch, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether the words stand in the text of reports, if in other looks."""
        return bool(self.places) and self.piece.worded_alike


class Locator:
    """Finds pieces through an index, at a cost that has a bound."""

    def __init__(self, candidates: Candidates, analyzer: Analyzer) -> None:
        """Look among `candidates`; words and names are those of `analyzer`."""
        self._candidates = candidates
        self._analyzer = analyzer
        self._boundaries = Boundaries(analyzer)

    def look_up(self, text: str) -> Located:
        """Find a piece: as it was typed, in other looks, or most of it."""
        unfound = Located(Piece(text, Outcome.NOT_FOUND))
        return self.in_one_run(text) or self._nearly(text) or unfound

    def in_one_run(self, text: str) -> Located | None:
        """Find a piece as it was typed, or in other looks; else without the mark it ends with.

        Who quotes a clause ends it with a full stop of his own.
        """
        found = self._exactly(text)
        if found and found.piece.worded_alike:
            return found
        words = text.rstrip(_CLOSING)
        unclosed = self._exactly(words) if words and words != text else None
        return unclosed if unclosed and unclosed.piece.worded_alike else found

    def _exactly(self, text: str) -> Located | None:
        """Find a piece within paragraphs, titles or bylines, if in other looks; None if nowhere.

        A piece that is nowhere whole but begins or ends inside a number or a name differs.
        """
        claim = Wording.of(text)
        passages, more = self._candidates.holding(text)
        bodies = [self._candidates.paragraph(passage) for passage in passages]
        whole, cut = self._standing(text, bodies)
        titles, bylines = _headed(text, bodies)
        if whole or titles or bylines:
            kept, count = tuple(whole[:PLACES]), len(whole)
            piece = Piece(text, Outcome.EXACT, kept, (), count, more, titles, bylines)
            return Located(piece, tuple(whole))
        for body in bodies[:_LOOKED_ALIKE]:
            if found := self._alike(claim, body):
                return found
        return next((_widened(claim, *one) for one in cut), None)

    def stands(self, text: str) -> bool:
        """Whether a piece stands somewhere, if in another width or script, cut or not."""
        passages, _ = self._candidates.holding(text)
        claim = styled_alike(text)
        bodies = map(self._candidates.paragraph, passages)
        return any(text in body.text or claim in styled_alike(body.text) for body in bodies)

    def within(self, words: str, article: Article) -> tuple[Stretch, ...]:
        """Return where words of the reports stand in an article, paragraph by paragraph."""
        numbers = range(1, len(article.texts) + 1)
        bodies = [Body(article, n, n) for n in numbers if article.texts[n - 1].strip()]
        return tuple(self._standing(words, bodies)[0])

    def proves_nothing(self, text: str) -> bool:
        """Whether a piece is one character, or words of grammar and nothing else."""
        if len(text) > _PROVING:
            return False
        said = [word for word in self._analyzer.words(text) if any(map(str.isalnum, word))]
        content = [word for word in said if word not in words("grammatical_words")]
        return not content or sum(map(len, said)) < 2  # noqa: PLR2004 - a single character

    def _standing(
        self, words: str, bodies: Iterable[Body]
    ) -> tuple[list[Stretch], list[tuple[Body, Span]]]:
        """Return where words stand whole, and where they cut a number or a name, made whole."""
        found: list[Stretch] = []
        cut: list[tuple[Body, Span]] = []
        for body in bodies:
            for span in _spans(words, body.text):
                whole = self._boundaries.whole(body.text, *span)
                if whole == span:
                    found.append(body.stretch(*span))
                else:
                    cut.append((body, whole))
                if len(found) + len(cut) >= _ALL_PLACES:
                    return found, cut
        return found, cut

    def _alike(self, claim: Wording, body: Body, source: Wording | None = None) -> Located | None:
        """Find the claim's wording in `body`, whole, in whatever looks; None if it is not there."""
        source = source or Wording.of(body.text, *window(claim.source, body.text))
        at = source.text.find(claim.text) if claim.text else -1
        if at < 0:
            return None
        place = source.span(at, at + len(claim.text))
        if self._boundaries.whole(body.text, *place) != place:
            return None
        pairs = tuple((n, at + n) for n in range(len(claim.text)))
        return _compared(claim, Alignment(pairs, len(pairs)), body, source, place)

    def _nearly(self, text: str) -> Located | None:
        """Find where most of a piece stands; None where too little of it does."""
        claim = Wording.of(text)
        bodies = list(self._candidates.nearest(text))
        titles, bylines = _headed(text, bodies)
        if titles or bylines:
            piece = Piece(text, Outcome.EXACT, titles=titles, bylines=bylines)
            return Located(piece)
        best: tuple[Alignment, Body, Wording] | None = None
        for body in bodies:
            source = Wording.of(body.text, *window(styled_alike(text), styled_alike(body.text)))
            if found := self._alike(claim, body, source):
                return found
            alignment = align(claim.text, source.text)
            if alignment and (not best or alignment.agreeing > best[0].agreeing):
                best = alignment, body, source
        if best and _is_near(claim, best[0]):
            return self._differing(claim, *best)
        return None

    def _differing(
        self, claim: Wording, alignment: Alignment, body: Body, source: Wording
    ) -> Located:
        """Compare a piece with the place it is near to, whose ends cut nothing."""
        start, stop = source.span(alignment.pairs[0][1], alignment.pairs[-1][1] + 1)
        start, stop = self._boundaries.whole(body.text, start, stop)
        return _compared(claim, alignment, body, source, (start, stop))


def _compared(
    claim: Wording, alignment: Alignment, body: Body, source: Wording, place: Span
) -> Located:
    last, shown = alignment.pairs[-1]
    if claim.text[last] != source.text[shown]:
        place = place[0], _with_unit(body.text, *place)
    told = differences(claim, source, alignment.pairs, place)
    outcome = Outcome.DIFFERING if told else Outcome.EXACT
    stretch = body.stretch(*place)
    return Located(Piece(claim.source, outcome, (stretch,), told, 1), (stretch,))


def _with_unit(text: str, start: int, stop: int) -> int:
    """Return where the unit ends of a number that `text[start:stop]` ends with."""
    base = max(start, stop - _UNIT_REACH)
    for one in quantities(fold(text[base : stop + _UNIT_REACH])):
        if base + one.start < stop < base + one.stop:
            return base + one.stop
    return stop


def _widened(claim: Wording, body: Body, whole: Span) -> Located:
    """Compare a piece with the whole numbers and names that it cuts."""
    source = Wording.of(body.text, *whole)
    alignment = align(claim.text, source.text) or Alignment(((0, 0),), 0)
    return _compared(claim, alignment, body, source, whole)


def _headed(text: str, bodies: Sequence[Body]) -> tuple[tuple[Article, ...], tuple[Article, ...]]:
    """Return the reports in whose title, and in whose byline, the words stand."""
    wanted = _without_blanks(text)
    articles = {body.article.id: body.article for body in bodies}.values()
    titles = [one for one in articles if wanted in _without_blanks(one.title.replace("_", ""))]
    bylines = [
        one
        for one in articles
        if wanted == _without_blanks(one.byline)
        or {*text.split()} <= {*one.byline.split(), *one.authors}
        or wanted in one.authors
    ]
    return tuple(titles[:PLACES]), tuple(bylines[:PLACES])


def _without_blanks(text: str) -> str:
    return "".join(styled_alike(text).split())


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
