"""How a claim differs from its source, character by character, wording apart from looks."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from retrieval.analysis.normalizer import fold
from retrieval.article import Span
from retrieval.verification.alignment import Pair
from retrieval.verification.wording import Wording, is_blank

_QUOTATION = frozenset("“”„‟〝〞「」『』﹁﹂﹃﹄‘’‚‛'\"")
_ALIKE = ({*"—–―─"}, {*"…⋯"}, {*"·•"})
_FIRST_HAN = "\u2e80"
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
    SPACE = "space"
    """White space or marks of no width only."""


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
    """Compare the claim with a place in the source whose characters are paired with its own.

    The spans of the result count from the start of `place`.
    """
    start = place[0]
    merged: list[Difference] = []
    for claimed, shown in _cells(claim, source, pairs, place):
        a, b = claim.source[slice(*claimed)], source.source[slice(*shown)]
        if a == b or _is_break(a, b):
            continue
        numeric = _in_number(claim.source, claimed) or _in_number(source.source, shown)
        kind = _kind(a, b, numeric=numeric)
        difference = Difference(kind, claimed, (shown[0] - start, shown[1] - start))
        before = merged[-1] if merged else None
        if before and before.kind is kind and _touch(before, difference):
            spans = (before.claimed[0], claimed[1]), (before.source[0], difference.source[1])
            difference = Difference(kind, *spans)
            merged.pop()
        merged.append(difference)
    return tuple(merged)


def _cells(
    claim: Wording, source: Wording, pairs: Iterable[Pair], place: Span
) -> Iterator[tuple[Span, Span]]:
    """Yield both texts in matching pieces: a pair of characters, what stands between two pairs."""
    i, (j, stop) = 0, place
    for a, b in pairs:
        k, m = claim.places[a], source.places[b]
        yield (i, k), (j, m)
        yield (k, k + 1), (m, m + 1)
        i, j = k + 1, m + 1
    yield (i, len(claim.source)), (j, stop)


def _touch(one: Difference, other: Difference) -> bool:
    return one.claimed[1] == other.claimed[0] and one.source[1] == other.source[0]


def _is_break(claim: str, source: str) -> bool:
    """Whether both are a break between paragraphs, however many lines and blanks it has."""
    return "\n" in claim and "\n" in source and is_blank(claim) and is_blank(source)


def _in_number(text: str, span: Span) -> bool:
    start, stop = span
    return start > 0 and stop < len(text) and text[start - 1].isdigit() and text[stop].isdigit()


def _kind(claim: str, source: str, *, numeric: bool) -> Kind:
    """Tell what differs; `numeric` says that digits stand on both sides of either."""
    if is_blank(claim) and is_blank(source):
        return Kind.SPACE
    if len(claim) == len(source) == 1:
        if _form(claim) == _form(source) or _are_styles(claim, source):
            return Kind.FORM
        if fold(claim) == fold(source) and min(claim, source) > _FIRST_HAN:
            return Kind.SCRIPT
    marks = all(map(_is_mark, claim + source))
    return Kind.PUNCTUATION if marks and not numeric else Kind.WORDING


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
