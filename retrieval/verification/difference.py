"""How a claim differs from its source, character by character, wording apart from looks."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from retrieval.analysis.normalizer import fold
from retrieval.analysis.quantities import quantities
from retrieval.article import Span
from retrieval.verification.alignment import Pair
from retrieval.verification.wording import Wording, is_blank, quantity, styled_alike

Cell = tuple[Span, Span]
"""Where matching pieces of a claim and of its source stand, each in its own text."""

_QUOTATION = frozenset("“”„‟〝〞「」『』﹁﹂﹃﹄‘’‚‛'\"")
_ALIKE = ({*"—–―─"}, {*"…⋯"}, {*"·•"})
_PERSON = "人"
"""The unit of those that count people."""
_SIGNS = frozenset("%‰％@＠#＃&＆*＊/／\\+＋-－−±~～")
"""Punctuation by Unicode's reckoning, but to leave it out changes what is said."""


class Kind(StrEnum):
    """What differs."""

    WORDING = "wording"
    """Letters, digits, characters or signs: what is said."""
    PUNCTUATION = "punctuation"
    """Another mark, one too many or one too few."""
    FORM = "form"
    """The same in another form: width, capitals, the style of quotation marks or dashes."""
    SCRIPT = "script"
    """The same character in simplified and in traditional script."""
    NUMBER = "number"
    """One number in two dresses: 40万台 and 400000台, 98% and 百分之九十八, 1吨 and 1000公斤."""
    SPACE = "space"
    """White space or marks of no width only."""


LOOKS = frozenset((Kind.FORM, Kind.SCRIPT, Kind.NUMBER, Kind.SPACE))
"""What differs while the words are the same."""
_WORDED = frozenset((Kind.WORDING, Kind.PUNCTUATION, Kind.NUMBER))


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the claim says otherwise than the source; each span counts in its own text.

    An empty `source`: the claim adds these words. An empty `claimed`: it leaves them out. Spans
    are in order in both texts, and putting the source's words for the claimed ones, from the last
    difference to the first, makes the source of the claim (but for the white space around the
    break between two paragraphs).
    """

    kind: Kind
    claimed: Span
    source: Span


def differences(
    claim: Wording, source: Wording, pairs: Iterable[Pair], place: Span
) -> tuple[Difference, ...]:
    """Compare the claim with a place in the source whose units are paired with its own.

    The spans of the result count from the start of `place`. A number that differs is told whole,
    with its unit.
    """
    told = _in_whole_quantities(list(_cells(claim, source, pairs, place)), claim, source, place)
    merged: list[Difference] = []
    for claimed, shown in told:
        a, b = claim.source[slice(*claimed)], source.source[slice(*shown)]
        if a == b or _is_break(a, b):
            continue
        source_span = shown[0] - place[0], shown[1] - place[0]
        difference = Difference(_kind(a, b), claimed, source_span)
        before = merged[-1] if merged else None
        if before and before.kind is difference.kind and _touch(before, difference):
            spans = (before.claimed[0], claimed[1]), (before.source[0], source_span[1])
            difference = Difference(difference.kind, *spans)
            merged.pop()
        merged.append(difference)
    return tuple(merged)


def _cells(
    claim: Wording, source: Wording, pairs: Iterable[Pair], place: Span
) -> Iterator[tuple[Span, Span]]:
    """Yield both texts in matching pieces: a pair of units, what stands between two pairs."""
    i, (j, stop) = 0, place
    for a, b in pairs:
        k, m = claim.starts[a], source.starts[b]
        yield (i, k), (j, m)
        i, j = claim.stops[a], source.stops[b]
        yield (k, i), (m, j)
    yield (i, len(claim.source)), (j, stop)


def _in_whole_quantities(
    cells: list[Cell], claim: Wording, source: Wording, place: Span
) -> Iterator[Cell]:
    """Take the pieces of a quantity that differs in one of the texts together."""
    texts = (claim.source, 0, len(claim.source)), (source.source, *place)
    unequal = any(claim.source[slice(*a)] != source.source[slice(*b)] for a, b in cells)
    whole = [_quantity_spans(*text) if unequal else () for text in texts]
    if not any(whole):
        yield from cells
        return
    at = 0
    while at < len(cells):
        stop = at + 1
        while (further := _reach(cells, at, stop, whole)) > stop:
            stop = further
        parts = cells[at:stop]
        joined = _joined(parts)
        if _differs_in_wording(parts, claim.source, source.source):
            yield joined
        else:
            yield from parts
        at = stop


def _quantity_spans(text: str, start: int, stop: int) -> Sequence[Span]:
    found = quantities(fold(text[start:stop]))
    return [(start + one.start, start + one.stop) for one in found]


def _reach(cells: Sequence[Cell], at: int, stop: int, whole: Sequence[Sequence[Span]]) -> int:
    """Return up to which cell the quantities reach that cells `at` to `stop` have a part of."""
    (a, b), (i, j) = _joined(cells[at:stop])
    reach = [
        max((last for first, last in spans if first < end and last > start), default=end)
        for spans, (start, end) in zip(whole, ((a, b), (i, j)), strict=True)
    ]
    while stop < len(cells) and (cells[stop][0][0] < reach[0] or cells[stop][1][0] < reach[1]):
        stop += 1
    return stop


def _joined(cells: Sequence[Cell]) -> Cell:
    (first, shown_first), (last, shown_last) = cells[0], cells[-1]
    return (first[0], last[1]), (shown_first[0], shown_last[1])


def _differs_in_wording(cells: Sequence[Cell], claim: str, source: str) -> bool:
    texts = [(claim[slice(*a)], source[slice(*b)]) for a, b in cells]
    return len(cells) > 1 and any(a != b and _kind(a, b) in _WORDED for a, b in texts)


def _touch(one: Difference, other: Difference) -> bool:
    return one.claimed[1] == other.claimed[0] and one.source[1] == other.source[0]


def _is_break(claim: str, source: str) -> bool:
    """Whether both are a break between paragraphs, however many lines and blanks it has."""
    return "\n" in claim and "\n" in source and is_blank(claim) and is_blank(source)


def _kind(claim: str, source: str) -> Kind:
    """Tell what differs."""
    if is_blank(claim) and is_blank(source):
        return Kind.SPACE
    if len(claim) == len(source) == 1 and _are_styles(claim, source):
        return Kind.FORM
    if styled_alike(claim) == styled_alike(source):
        return Kind.FORM if _formed(claim) == _formed(source) else Kind.SCRIPT
    if is_same_quantity(fold(claim), fold(source)):
        return Kind.NUMBER
    return Kind.PUNCTUATION if all(map(_is_mark, claim + source)) else Kind.WORDING


def is_same_quantity(one: str, other: str) -> bool:
    """Whether two folded texts are one quantity in two dresses: 40万台, 400000台.

    16名 and 16位 are not: whom a number counts is wording.
    """
    first, second = quantity(one), quantity(other)
    if first is None or first != second:
        return False
    return first.unit != _PERSON or one[-1] == other[-1]


def _formed(text: str) -> str:
    return "".join(map(_form, text))


def _form(character: str) -> str:
    """Return the character in its usual width, in lower case."""
    tag, _, point = unicodedata.decomposition(character).partition(" ")
    plain = chr(int(point, 16)) if tag in {"<wide>", "<narrow>"} else character
    return plain.casefold()


def _are_styles(one: str, other: str) -> bool:
    """Whether both are quotation marks, dashes or the like, of two styles."""
    if {_form(one), _form(other)} <= _QUOTATION:
        return True
    return any({one, other} <= alike for alike in _ALIKE)


def _is_mark(character: str) -> bool:
    mark = unicodedata.category(character).startswith("P") and character not in _SIGNS
    return mark or is_blank(character)
