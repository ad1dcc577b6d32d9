"""The words of a picture, folded, and what the reports have on each sentence of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.views.callback_data import Button
from bot.views.differences import WORDED, set_together
from bot.views.quotes import names, opening, quoted
from bot.views.reply import Block, FormattedText, Reply, Style, compose, shortened
from bot.views.translations import Translation
from retrieval.article import Quote
from retrieval.importing.recognition.recognised_text import RecognisedText
from retrieval.verification.verdict import Outcome, Verdict

_TEXT, _SENTENCE, _ROOM = 900, 60, 240
"""UTF-16 units of the whole text, of a sentence that is named, and of one that is compared."""
_ACROSS = 4


@dataclass(frozen=True, slots=True)
class JudgedSentence:
    """A sentence as it was recognised, and the verdict on it."""

    text: str
    verdict: Verdict

    @property
    def is_found(self) -> bool:
        """Whether a report has it as it was recognised, but for looks."""
        pieces = self.verdict.pieces
        return bool(pieces) and all(one.worded_alike for one in pieces) and self.place is not None

    @property
    def place(self) -> Quote | None:
        """The nearest place, if there is one."""
        places = (place for piece in self.verdict.pieces for place in piece.places)
        return next((place.quotes[0] for place in places), None)


def verified(
    words: Translation,
    text: RecognisedText,
    judged: Sequence[JudgedSentence],
    old: Mapping[str, str],
) -> Reply:
    """Tell the words of a picture and the verdict on each sentence.

    `old` names the day on which a sentence was corrected that an earlier version has.
    """
    return compose(_blocks(words, text, judged, old), _ACROSS)


def _blocks(
    words: Translation,
    text: RecognisedText,
    judged: Sequence[JudgedSentence],
    old: Mapping[str, str],
) -> Iterator[Block]:
    yield Block(words("picture_text").wearing(Style.BOLD))
    whole = shortened("\n".join(text.paragraphs), _TEXT)
    yield Block(FormattedText(whole).wearing(Style.FOLDED), is_line=True)
    doubtful = sum(bool(line.doubt) for line in text.lines)
    if doubtful:
        yield Block(words("picture_doubtful", count=doubtful), is_line=True)
    if text.unread:
        yield Block(words("picture_unread", count=len(text.unread)), is_line=True)
    if not judged:
        yield Block(words("picture_short"))
    for number, one in enumerate(judged, 1):
        yield _block(words, number, one, old.get(one.text, ""))


def _block(words: Translation, number: int, one: JudgedSentence, corrected: str) -> Block:
    """Tell the verdict on a sentence: never word for word, as it was recognised only."""
    sentence = shortened(one.text, _SENTENCE)
    if corrected:
        return Block(words("picture_old", number=number, text=sentence, date=corrected))
    place = one.place
    if place is None:
        return Block(words("picture_not_found", number=number, text=sentence))
    button = Button(f"📖 {number}", opening(place))
    if one.is_found:
        key = "picture_negated" if one.verdict.negated else "picture_found"
        told = words(key, number=number, text=sentence)
        return Block(told + "\n" + quoted(words, place), (button,), quotes=(place,))
    piece = next(piece for piece in one.verdict.pieces if piece.places)
    if piece.outcome is not Outcome.DIFFERING:
        told = words("picture_elsewhere", number=number, text=sentence)
        return Block(told + "\n" + quoted(words, place), (button,), quotes=(place,))
    worded = [difference for difference in piece.differences if difference.kind in WORDED]
    compared = set_together(piece.text, piece.places[0].text, worded, _ROOM)
    told = words("picture_differing", number=number, text=compared)
    cited = words("citation", **names(place))
    return Block(told + "\n" + cited, (button,), quotes=(replace(place, highlights=()),))
