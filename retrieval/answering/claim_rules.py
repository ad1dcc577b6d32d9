"""What keeps a sentence that has all words of a claim from saying it.

Its words may stand together and tell something else: of another who did it, with another bound
(不足 for 超过), or of what somebody denies a clause later. Then nothing is said of the claim.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from retrieval.analysis.persons import is_name
from retrieval.analysis.quantities import Quantity, quantities
from retrieval.answering.claimed import Claimed
from retrieval.extraction.expressions import either
from retrieval.lexicon.files import sections, words
from retrieval.lexicon.nouns import is_noun
from retrieval.query.tokens import Token

_ADJOINING = 1
"""So many characters may stand between what somebody is and the name: 冠军、青岩队."""
_HEAD = 2
"""The characters of a noun that say what it is: 冠军 of 卫冕冠军."""


def has_other_bound(claimed: Claimed, figure: Quantity, text: str) -> bool:
    """Whether the figure of a clause is bounded otherwise than the claimed one: 不足, not 超过.

    Where the claim gives none, it may be about as much, and no more or less.
    """
    own = claimed.figures[0]
    said = _bound(claimed.query.text, own.start, own.stop)
    printed = _bound(text, figure.start, figure.stop)
    return said != printed and (bool(said) or printed != "bound.about")


def is_unsettled(claimed: Claimed, clause: Sequence[str], sentence: str) -> bool:
    """Whether a clause (its words) only asks for something, or its sentence turns that down.

    请求赔偿5000元,法院未予支持 is no 赔偿5000元. What the claim says itself is no such sign.
    """
    claim = claimed.query.text
    asked = words("claim_words", "requests").intersection(clause)
    return any(one not in claim for one in asked) or (
        bool(_turned_down().search(sentence)) and not _turned_down().search(claim)
    )


@cache
def _turned_down() -> re.Pattern[str]:
    """Match what says that something was not granted: 未予支持, 驳回."""
    denied, granted = (either(words("claim_words", one)) for one in ("denied", "granted"))
    return re.compile(f"{either(words('claim_words', 'turned down'))}|(?:{denied})(?:{granted})")


def has_figure_elsewhere(claimed: Claimed, text: str) -> bool:
    """Whether a sentence has the claimed figure itself, so that no other one stands against it."""
    return any(found == claimed.figures[0] for found in quantities(text))


def names_by_number(claimed: Claimed) -> bool:
    """Whether the figure of a claim is a name rather than an amount: 10号楼."""
    own = claimed.figures[0]
    return claimed.query.text[own.start : own.stop].endswith(
        tuple(words("claim_words", "ordering"))
    )


def is_turned_round(claimed: Claimed, names: Collection[str], text: str) -> bool:
    """Whether a text has names of a claim and its other words in another order: who beat whom.

    So it has where it lacks who they are in a dispute: what one pays, the other is paid.
    """
    named = [token for token in claimed.said if _is_named(claimed, token, names)]
    parties = [token for token in named if token.text in words("claim_words", "parties")]
    if not all(one.text in text for one in (*parties, *_withheld(claimed))):
        return True
    return any(
        _is_turned(claimed, one, other, text)
        for one in (*named, *_withheld(claimed))
        for other in claimed.said
        if other is not one and not _is_fronted(claimed, one, other)
    )


def is_another(claimed: Claimed, names: Collection[str], text: str) -> bool:
    """Whether it is claimed what somebody is, and the text says that of another: 卫冕冠军青岩队."""
    for before, after in _equated(claimed):
        if not any(_is_named(claimed, one, names) for one in (before, after)):
            continue
        places = [sorted(pair) for pair in _pairs(claimed, before, after, text)]
        if places and not any(_links(text[first[1] : last[0]]) for first, last in places):
            return True
    return False


def _bound(text: str, start: int, stop: int) -> str:
    """Return the kind of bound that a figure has, by the words beside it; or nothing."""
    before, after = text[:start].rstrip("有达到为是了 "), text[stop:].lstrip()
    for name, listed in sections("claim_words").items():
        if name.startswith("bound."):
            beside = name.endswith(".after")
            if after.startswith(tuple(listed)) if beside else before.endswith(tuple(listed)):
                return name.removesuffix(".after")
    return ""


def _is_named(claimed: Claimed, token: Token, names: Collection[str]) -> bool:
    """Whether a word names somebody, some place or some body, or who people are in a dispute.

    So does one with the ending of such names behind it, as it is cut: 海燕|队.
    """
    text, after = token.text, claimed.query.text[token.stop : token.stop + 1]
    endings = words("endings", "administrative") | words("claim_words", "bodies")
    named = text in names or text in words("claim_words", "parties") or is_name(text)
    return named or text.endswith(tuple(endings)) or (bool(after) and after in endings)


def _withheld(claimed: Claimed) -> Iterator[Token]:
    """Yield names of which the surname alone is told: 祝某."""
    for mark in words("claim_words", "withheld"):
        for found in re.finditer(f".{mark}", claimed.query.text):
            yield Token(found.group(), *found.span())


def _is_fronted(claimed: Claimed, one: Token, other: Token) -> bool:
    """Whether a copula stands between two words: 水文站是2021年建成, which had built it."""
    first, last = sorted((one.start, other.start))
    copulas = words("claim_words", "becoming")
    return any(t.text in copulas and first < t.start < last for t in claimed.query.tokens)


def _is_turned(claimed: Claimed, one: Token, other: Token, text: str) -> bool:
    places = list(_pairs(claimed, one, other, text))
    ahead = one.start < other.start
    return bool(places) and not any((first < last) is ahead for first, last in places)


def _pairs(
    claimed: Claimed, one: Token, other: Token, text: str
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield where two words of a claim stand in a text, each place with each of the other."""
    for first in _places(claimed, one, text):
        for last in _places(claimed, other, text):
            yield first, last


def _places(claimed: Claimed, token: Token, text: str) -> list[tuple[int, int]]:
    return [
        found.span()
        for form in claimed.forms(token)
        for found in re.finditer(re.escape(form), text)
    ]


def _equated(claimed: Claimed) -> Iterator[tuple[Token, Token]]:
    """Yield the words that stand on both sides of a copula in a claim: 海燕队是冠军."""
    text = claimed.query.text
    for token in claimed.query.tokens:
        ends_so = text[token.stop :].rstrip("?。!").endswith("的")
        if token.text in words("claim_words", "becoming") and not ends_so:
            before = [one for one in claimed.said if one.stop <= token.start]
            after = [one for one in claimed.said if one.start >= token.stop]
            if before and after and is_noun(after[-1].text[-_HEAD:]):
                yield from ((one, after[-1]) for one in _run(before))


def _run(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the last of some words, and those that stand right before it: 海燕|队."""
    at = len(tokens) - 1
    while at and tokens[at - 1].stop == tokens[at].start:
        at -= 1
    return tokens[at:]


def _links(between: str) -> bool:
    becoming = words("claim_words", "becoming")
    return len(between) <= _ADJOINING or any(one in between for one in becoming)
