"""What came of checking a quotation: word for word, with its differences shown, or not found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.views.callback_data import Button
from bot.views.claims import said
from bot.views.quotes import (
    copies,
    narrowed,
    opening,
    quoted as shown_with_source,
)
from bot.views.reply import (
    Block,
    FormattedText,
    Reply,
    Style,
    compose,
    join,
    shortened,
)
from bot.views.translations import Translation
from bot.views.verified_pieces import Limits, piece_block
from retrieval.analysis.units import cut_before, cut_behind
from retrieval.answer import Told
from retrieval.article import ELLIPSIS
from retrieval.citation.address import Reference
from retrieval.claims.statements import Agrees, OtherFigure
from retrieval.verification.stretch import Stretch
from retrieval.verification.verdict import (
    Apart,
    Attribution,
    CheckedQuotation,
    Outcome,
    Piece,
    Verdict,
)

_PIECES, _PLACES = 12, 3
_ROOM = 2400
"""For all pieces together, in UTF-16 units: half for what was typed, half for the source."""
_DIFFERENCES = 40
"""So many differences of all pieces are shown at most: a message has 100 entities."""
_QUOTES = 12
_SHOWN = 60
_TITLE, _END = 60, 40
_CLEAN, _ALIKE, _NEGATED = "verify_exact", "verify_alike", "verify_negated"
_HEADINGS = {
    Outcome.EXACT: _CLEAN,
    Outcome.ABRIDGED: "verify_abridged",
    Outcome.SPLICED: "verify_spliced",
    Outcome.DIFFERING: "verify_differing",
    Outcome.ELSEWHERE: "verify_elsewhere",
    Outcome.TOO_SHORT: "verify_too_short",
    Outcome.NOT_FOUND: "verify_not_found",
}
_APART = {
    Apart.ORDER: "verify_apart_order",
    Apart.REPORTS: "verify_apart_reports",
    Apart.FAR: "verify_apart_far",
}
_ATTRIBUTED = {
    Attribution.UNCHECKED: "verify_source_unchecked",
    Attribution.OTHER_SOURCE: "verify_other_source",
    Attribution.OTHER_SPEAKER: "verify_other_speaker",
}


class _Room:
    """Shares the room of a message out among so many pieces."""

    def __init__(self, pieces: int) -> None:
        self.limits = Limits(_ROOM // 2 // pieces, _DIFFERENCES // pieces, _QUOTES // pieces)
        self.shown = 0

    def takes(self) -> bool:
        """Whether there is room for one piece more, which then is taken."""
        if self.shown == _PIECES:
            return False
        self.shown += 1
        return True


def judged(words: Translation, claim: Agrees | OtherFigure) -> Reply:
    """Say that a report says so in its own words, or has another number; with the sentence."""
    quote = claim.quote
    label = words.plain("read_original")
    buttons = (Button(label, opening(quote)), *copies(words, Reference.of(quote)))
    return Reply(
        said(words, claim) + "\n" + shown_with_source(words, narrowed(quote, _SHOWN)),
        (buttons,),
        told=Told(quote.article.id, quote.number, quote.start, quote.stop, quote.highlights),
        remembered=True,
        quotes=(quote,),
        claims=(claim,),
    )


def checked(words: Translation, verdict: Verdict) -> Reply:
    """Tell what came of checking a quotation, piece by piece where it has several."""
    if verdict.outcome is Outcome.EMPTY:
        return Reply(words("verify_usage"))
    reply = compose(_blocks(words, verdict), across=2)
    first = next((piece.places[0] for piece in verdict.pieces if piece.places), None)
    return reply.over(copies(words, _reference(first))) if first else reply


def _blocks(words: Translation, verdict: Verdict) -> Iterator[Block]:
    shown = verdict.quotations[:_PIECES]
    room = _Room(min(_PIECES, len(verdict.pieces)))
    yield Block(words(_marked(_heading(verdict), verdict.pieces)).wearing(Style.BOLD))
    for number, quotation in enumerate(shown, 1):
        if len(shown) > 1:
            heading = _marked(_heading_of(quotation), quotation.pieces)
            yield Block(words(heading).wearing(Style.BOLD))
        yield from _quotation_blocks(
            words, quotation, room, f"{number}. " if len(shown) > 1 else ""
        )
    hidden = len(verdict.pieces) - room.shown
    if hidden > 0:
        yield Block(words("verify_pieces", count=hidden))
    if verdict.unread:
        yield Block(words("verify_unread", count=verdict.unread))


def _quotation_blocks(
    words: Translation, quotation: CheckedQuotation, room: _Room, number: str
) -> Iterator[Block]:
    """Show a quotation piece by piece, and what is told of it as a whole."""
    many = len(quotation.pieces) > 1
    for place, piece in enumerate(quotation.pieces, 1):
        if not room.takes():
            break
        yield piece_block(words, piece, f"{number or ''}{place}. " if many else number, room.limits)
    notes = list(_notes(words, quotation))
    if notes:
        yield Block(join(notes, "\n"))


def _marked(heading: str, pieces: Sequence[Piece]) -> str:
    """Choose another sentence where all that is said stands in words that were recognised only."""
    found = [place.article for piece in pieces for place in piece.places[:1]]
    is_recognised = heading in (_CLEAN, _ALIKE) and any(one.is_recognised for one in found)
    return "verify_recognised" if is_recognised else heading


def _heading(verdict: Verdict) -> str:
    """Choose the sentence for the whole; what differs in looks alone is told apart."""
    headings = {_heading_of(quotation) for quotation in verdict.quotations}
    if len(headings) == 1 and not verdict.unread:
        return next(iter(headings))
    if headings <= {_CLEAN, _ALIKE} and not verdict.unread:
        return _ALIKE
    if verdict.outcome is Outcome.EXACT and verdict.negated:
        return _NEGATED
    return _HEADINGS[verdict.outcome]


def _heading_of(quotation: CheckedQuotation) -> str:
    """Choose the sentence for one quotation: its clean ✅ only where nothing negates beside it."""
    if quotation.worded_alike and quotation.outcome in (Outcome.EXACT, Outcome.DIFFERING):
        alike = _ALIKE if quotation.outcome is Outcome.DIFFERING else _CLEAN
        return _NEGATED if quotation.negated else alike
    return _HEADINGS[quotation.outcome]


def _notes(words: Translation, quotation: CheckedQuotation) -> Iterator[FormattedText]:
    """Say why the pieces are no quotation, what is left out, what negates, and who said it."""
    if quotation.apart:
        yield words(_APART[quotation.apart])
    if key := _ATTRIBUTED.get(quotation.attribution):
        frame = quotation.frame
        named = (
            frame.speaker if quotation.attribution is Attribution.OTHER_SPEAKER else frame.source
        )
        yield words(key, name=shortened(named, _TITLE))
    for gap in quotation.left_out[:_PLACES]:
        yield words("verify_left_out", text=_clipped(gap.text))
    for negation in quotation.negations[:_PLACES]:
        yield words("verify_negation", word=negation.word.text)


def _clipped(text: str) -> str:
    """Shorten what is left out to both its ends."""
    if len(text) <= 2 * _END:
        return text
    return f"{text[: cut_before(text, _END)]}{ELLIPSIS}{text[cut_behind(text, len(text) - _END) :]}"


def _reference(place: Stretch) -> Reference:
    return Reference(place.article, place.quotes[0].number, place.quotes[-1].number)
