"""How a quotation differs from its source, set into each other and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from bot.views.reply import FormattedText, Style, join, units
from bot.views.translations import Translation
from retrieval.analysis.units import cut_before, cut_behind
from retrieval.article import ELLIPSIS
from retrieval.verification.difference import Difference, Kind
from retrieval.verification.verdict import Piece

_FAR, _NEAR = 40, 15
"""Of more than so many characters alike, only so many are shown beside each difference."""
_BREAK = "⏎"
"""What shows that a line ends where it should not, or not where it should."""
_DIFFERS = {
    Kind.WORDING: "difference_wording",
    Kind.PUNCTUATION: "difference_punctuation",
    Kind.FORM: "difference_form",
    Kind.SCRIPT: "difference_script",
    Kind.NUMBER: "difference_number",
    Kind.SPACE: "difference_space",
}
WORDED = (Kind.WORDING, Kind.PUNCTUATION)
_LOOKS = (Kind.FORM, Kind.SCRIPT, Kind.NUMBER, Kind.SPACE)


def compared(piece: Piece, room: int, most: int) -> FormattedText:
    """Set claim and source into each other: struck what was typed wrongly, underlined the source.

    What differs in looks only is shown as the source has it.
    """
    worded = [difference for difference in piece.differences if difference.kind in WORDED]
    return set_together(piece.text, piece.places[0].text, worded[:most], room)


def set_together(
    claim: str, source: str, differences: Sequence[Difference], room: int, *, most: int = 0
) -> FormattedText:
    """Set two texts into each other where they differ, in about `room` UTF-16 units.

    With `most`, only what is alike is shortened for the room; at most so many units are shown.
    """
    parts, at, told = list[FormattedText | str](), 0, 0
    is_long = units(source) + units(claim) > room
    for difference in differences:
        first, last = difference.source
        parts.append(_alike(source[at:first], told > 0) if is_long else source[at:first])
        parts += _pair(claim, source, difference)
        at, told = last, told + 1
    rest = source[at:]
    if is_long and len(rest) > _NEAR:
        parts.append(rest[: cut_before(rest, _NEAR)] + ELLIPSIS)
    else:
        parts.append(rest)
    return join(parts).clipped(max(room, most, _FAR * 2))


def _pair(claim: str, source: str, difference: Difference) -> Iterator[FormattedText]:
    """Yield what was typed, struck, and what the source has, underlined; those that are there."""
    typed, printed = claim[slice(*difference.claimed)], source[slice(*difference.source)]
    yield FormattedText(typed.replace("\n", _BREAK)).wearing(Style.STRUCK)
    yield FormattedText(printed.replace("\n", _BREAK)).wearing(Style.UNDERLINED)


def _alike(text: str, is_between: bool) -> str:  # noqa: FBT001 -- one of two ends
    """Shorten what is alike to what stands beside the differences."""
    if len(text) <= _FAR:
        return text
    begun = text[: cut_before(text, _NEAR)] if is_between else ""
    return begun + ELLIPSIS + text[cut_behind(text, len(text) - _NEAR) :]


def counts(words: Translation, piece: Piece) -> Iterator[FormattedText]:
    """Say how many differences there are of each kind: of wording, and apart, of looks."""
    kinds = Counter(difference.kind for difference in piece.differences)
    for key, among in (("verify_wording", WORDED), ("verify_looks", _LOOKS)):
        told = [
            words.plain(key_of_kind, count=kinds[kind])
            for kind, key_of_kind in _DIFFERS.items()
            if kinds[kind] and kind in among
        ]
        if told:
            yield words(key, kinds=words.plain("between_kinds").join(told))
