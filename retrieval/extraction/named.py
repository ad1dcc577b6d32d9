"""Persons, places and bodies named in a text, told by their words: 钱先生, 贵湖西路, 恒泰置业公司.

A text comes as its tokens (`retrieval.query.tokens`); names come as places of characters in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache

from retrieval.analysis.persons import HAN, is_name
from retrieval.article import Span
from retrieval.extraction.expressions import either
from retrieval.lexicon.files import sections, words
from retrieval.query.tokens import Token

_HAN = re.compile(rf"[{HAN}]+")
_RARE = 1e-6
"""A word rarer than this in general Chinese may be a person's name."""
_COMMON = 3e-5
"""A word more common than this names no place."""
_WHOLE = 3
"""The characters of a name that is taken for one though nothing beside it says so."""
_LONGEST = 6
"""The most words before the noun that a body's name ends with."""
_STEM = 2
"""The fewest characters a name has before its ending."""


class Names:
    """Finds names in texts; `commonness` tells the share of a word in general Chinese."""

    def __init__(self, commonness: Callable[[str], float]) -> None:
        self._commonness = commonness

    def persons(self, text: str, tokens: Sequence[Token]) -> list[Span]:
        """Return where persons are named, in order: by a name, or a surname with its address.

        >>> names.persons(text := "村民钱先生找所长陈德兵", tokens_of(text))
        [(2, 5), (8, 11)]
        """
        found = [match.span("name") for match in _titled().finditer(text)]
        for at in range(len(tokens)):
            found += [*_addressed(tokens, at), *self._after_title(tokens, at)]
            found += self._alone(text, tokens[at])
        return _longest(found)

    def _alone(self, text: str, token: Token) -> Iterator[Span]:
        """Yield a token that is a name: of three characters, or with what follows names."""
        word = token.text
        if not self._names(word):
            return
        counted = token.start and (text[token.start - 1].isdigit() or text[token.start - 1] == "第")
        common = word[0] in words("surnames", "common")
        sure = len(word) >= _WHOLE or _followed().match(text, token.stop)
        if "·" in word or (common and sure and not counted):
            yield token.start, token.stop

    def _names(self, word: str) -> bool:
        """Whether a word has the form of a name and is no other word; 徐超和 has one too many."""
        divisions = tuple(words("endings", "administrative"))
        other = word.endswith(divisions) or word[-1] in words("function_words", "no_given_name")
        return is_name(word) and not other and self._commonness(word) < _RARE

    def _after_title(self, tokens: Sequence[Token], at: int) -> Iterator[Span]:
        """Yield the name right after a title or a person's noun, whole: 班长|庞|保国."""
        if not is_title(tokens[at].text):
            return
        text, best = "", 0
        for last in range(at + 1, min(at + 4, len(tokens))):
            if tokens[last].start != tokens[last - 1].stop:
                break
            text += tokens[last].text
            after = tokens[last + 1].text if last + 1 < len(tokens) else ""
            if self._names(text) or (is_name(text) and after in _after_names()):
                best = last
        if best:
            yield tokens[at + 1].start, tokens[best].stop

    def places(self, tokens: Sequence[Token]) -> list[Span]:
        """Return where places are named, each by itself: 湖州市 and 双林镇 of 湖州市双林镇."""
        return [span for at in range(len(tokens)) if (span := self._place(tokens, at))]

    def _place(self, tokens: Sequence[Token], at: int) -> Span | None:
        """Return the place whose name ends with token `at`: 双林镇, or 惠民|巷."""
        token = tokens[at]
        ending = place_ending(token.text)
        if not ending or not _HAN.fullmatch(token.text):
            return None
        stem = token.text.removesuffix(ending)
        if len(stem) >= _STEM:
            plain = stem in words("endings", "plain_stems")
            known = plain or self._commonness(token.text) >= _COMMON
            return None if known else (token.start, token.stop)
        before = tokens[at - 1] if at else None
        if stem or not before or before.stop != token.start or not self._is_stem(before.text):
            return None
        return before.start, token.stop

    def _is_stem(self, word: str) -> bool:
        """Whether `word` before an ending makes a name, as 惠民 before 巷."""
        return (
            len(word) >= _STEM
            and bool(_HAN.fullmatch(word))
            and word not in _grammar()
            and word not in words("endings", "plain_stems")
            and self._commonness(word) < _COMMON
        )


def whole_place(named: Sequence[Span], span: Span) -> Span:
    """Return the whole of which `span` is a part: 湖州市南浔区双林镇 of 双林镇."""
    start, stop = span
    while larger := [a for a, b in named if b == start]:
        start = larger[0]
    while smaller := [b for a, b in named if a == stop]:
        stop = smaller[0]
    return start, stop


def bodies(tokens: Sequence[Token], endings: frozenset[str]) -> list[Span]:
    """Return where bodies are named whose names end with one of `endings`, in order."""
    found = []
    for at, token in enumerate(tokens):
        ending = next((one for one in endings if token.text.endswith(one)), "")
        if not ending:
            continue
        first = at
        while first and at - first < _LONGEST and _may_name(tokens, first - 1):
            first -= 1
        start = tokens[first].start
        if token.stop - start >= len(ending) + _STEM:
            found.append((start, token.stop))
    return found


@lru_cache(1 << 13)
def place_ending(word: str) -> str:
    """Return the longest ending of names of places that `word` has: 园区, not 区; or nothing."""
    if not word.endswith(_place_endings()):
        return ""
    return next(one for one in _place_endings() if word.endswith(one))


@lru_cache(1 << 13)
def is_title(word: str) -> bool:
    """Whether a word says what a person is: 所长, 茶农, 快递员."""
    return len(word) > 1 and word.endswith(_titles())


def _addressed(tokens: Sequence[Token], at: int) -> Iterator[Span]:
    """Yield a surname with a form of address behind it: 方|女士."""
    if at and tokens[at].text in words("surnames", "addressed"):
        before = tokens[at - 1]
        surnames = words("surnames", "common") | words("surnames", "single")
        if before.stop == tokens[at].start and before.text in surnames:
            yield before.start, tokens[at].stop


def _may_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word may belong to the name of a body that stands after it."""
    token, after = tokens[at], tokens[at + 1]
    if token.stop != after.start or not _HAN.fullmatch(token.text):
        return False
    if token.text in _grammar() or token.text[0] in words("numerals"):
        return False
    single = words("endings", "administrative") | {"居", "老", "新"}
    return len(token.text) >= _STEM or token.text in single


@cache
def _grammar() -> frozenset[str]:
    listed = (words("function_words"), words("pronouns"), words("measures"))
    return frozenset().union(*listed) - words("pronouns", "things")


@cache
def _place_endings() -> tuple[str, ...]:
    names = ("administrative", "other_divisions", "features")
    listed = [one for name in names for one in sections("endings")[name]]
    return tuple(
        sorted({*listed, *sections("answer_forms")["place_endings"]}, key=len, reverse=True)
    )


@cache
def _titles() -> tuple[str, ...]:
    return (*words("question_words", ".person"), *words("answer_forms", "person_nouns"))


@cache
def _titled() -> re.Pattern[str]:
    """Compile a title, a name and what follows a name, for words that are cut amiss."""
    titles = [one for one in sections("question_words")[".person"] if len(one) > 1]
    surnames = "".join(sections("surnames")["common"])
    name = rf"(?:{either(titles)})(?P<name>[{surnames}][{HAN}]{{1,2}}?)"
    return re.compile(rf"{name}(?={_followed().pattern})")


@cache
def _after_names() -> frozenset[str]:
    """Return words before which 有 and its like end a name: 罗大有|在, for 有 takes no 在."""
    return words("answer_forms", "place_prepositions") | words("answer_forms", "speech")


@cache
def _followed() -> re.Pattern[str]:
    """Compile what follows a name: 表示, or a mark."""
    followers = [one for one in sections("answer_forms")["person_followers"] if len(one) > 1]
    return re.compile(rf"(?:{either(followers)}|[说,、。)《:;])")


def _longest(found: Sequence[Span]) -> list[Span]:
    """Return spans in order without those inside another."""
    inside = {one for one in found for other in found if one != other and _holds(other, one)}
    return sorted(set(found) - inside)


def _holds(outer: Span, inner: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
