"""Names of places in a text that is cut into words: 双林镇, 贵湖西路, 日内瓦.

Told by form: an ending of administration, of a road or a water, or a preposition of place before
them. Countries, provinces and cities, which need no ending, are the lexicon's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from retrieval.analysis.persons import HAN
from retrieval.article import Span
from retrieval.lexicon.files import sections, words

_GRAMMAR = "".join((*sections("function_words")["no_name_stem"], *sections("name_heads")["bound"]))
_STEM = rf"(?:(?![{_GRAMMAR}、])[{HAN}])"
_COMMON = 3e-6
"""A word more common than this names no place, whatever stands after it."""
_WORD = 1e-7
"""An ending with the character before it that is more common than this is a word: 园|区."""


def _either(name: str, *titles: str) -> str:
    listed = [word for title in titles for word in sections(name)[title]]
    return "|".join(sorted(listed, key=len, reverse=True))


_DIVISION = _either("endings", "administrative", "other_divisions")
_FEATURE = _either("name_heads", "roads and waters")
_DIVIDED = re.compile(rf"(?P<stem>[{HAN}]{{1,6}}?)(?P<ending>{_DIVISION})")
_CHAIN = re.compile(rf"(?P<stem>[{HAN}]{{2,6}}?)(?P<ending>{_DIVISION})")
_FEATURED = re.compile(rf"(?P<stem>{_STEM}{{2,4}})(?P<ending>{_FEATURE})")
_LED = re.compile(
    rf"(?:{_either('name_heads', 'leading')})(?P<name>{_STEM}{{1,4}}(?:{_FEATURE}))(?![{HAN}])"
)
_LISTED = re.compile(rf"(?<=、)(?P<name>{_STEM}{{2,4}}(?:{_FEATURE}))(?=[、,。等])")
_PLAIN = words("endings", "plain_stems") | words("function_words") | words("pronouns")
_KNOWN = words("place_names")
_BOUND = words("name_heads", "bound")
_TRADE = words("name_heads", "young words")
_SMALL = words("measures") | words("numerals")
_LARGER = frozenset("省市县区州镇乡")
_ALONG = frozenset("沿经至赴")
_NEXT = {ending: set(words("place_words", f"not after {ending}")) for ending in "市区县镇乡"}


@dataclass(frozen=True, slots=True)
class PlaceFinder:
    """Finds places by `commonness` (the share of a word in general Chinese)."""

    commonness: Callable[[str], float]

    def find(self, text: str, cut: Sequence[str]) -> Iterator[Span]:
        """Yield where places are named in `text` (folded; `cut` are its words), in no order."""
        starts = list(accumulate(map(len, cut), initial=0))
        for at, word in enumerate(cut):
            if word in _KNOWN:
                yield starts[at], starts[at + 1]
            if self._is_divided(word, text[starts[at + 1] : starts[at + 1] + 1]):
                yield starts[at] + (word[0] in _ALONG), starts[at + 1]
            elif at and self._is_parted(cut[at - 1], word, text[starts[at + 1] :][:1]):
                single = at > 1 and _is_single(cut[at - 2])
                if single or _stands_alone(cut[at - 2] if at > 1 else ""):
                    yield starts[at - 1 - single], starts[at + 1]
        for found in (*_LED.finditer(text), *_LISTED.finditer(text)):
            if found.re is _LED or self._is_featured(found["name"]):
                yield found.span("name")

    def chain(self, field: str) -> Iterator[Span]:
        """Yield the parts of a chain such as 湖州市南浔区双林镇, which is a report's place."""
        at = 0
        while found := _CHAIN.match(field, at):
            yield found.span()
            at = found.end()

    def stem(self, name: str) -> str:
        """Return what a division is called for short: 沈荡 of 沈荡镇; or nothing."""
        found = _DIVIDED.fullmatch(name)
        stem = found["stem"] if found else ""
        return stem if stem in _KNOWN or (len(stem) > 1 and not self._is_plain(stem)) else ""

    def _is_divided(self, word: str, after: str) -> bool:
        """Whether one word is the name of a division or of a feature."""
        found = _DIVIDED.fullmatch(word)
        if found and (self._is_listed(**found.groupdict()) or self._is_name(**found.groupdict())):
            return after not in _NEXT.get(found["ending"], set())
        return len(word) > 2 and self.commonness(word) == 0 and self._is_featured(word)  # noqa: PLR2004

    def _is_parted(self, before: str, word: str, after: str) -> bool:
        """Whether two words are such a name: 青禾|县, 惠民|巷, 洛|原市."""
        if not re.fullmatch(f"[{HAN}]+", before) or before in _PLAIN:
            return False
        found = _DIVIDED.fullmatch(before + word)
        if found and len(before) == 1:
            return bool(self.commonness(word) == 0 and self._is_name(**found.groupdict()))
        if len(before) == 1 or self.commonness(before) > _COMMON:
            return False
        if found and found["ending"] == word:
            ends = _DIVIDED.fullmatch(before)
            named = not ends and self._is_name(before, word)
            return named and after not in _NEXT.get(word, set())
        return bool(re.fullmatch(_FEATURE, word)) and self._is_featured(before + word)

    def _is_listed(self, stem: str, ending: str) -> bool:
        """Whether a dictionary has it, or the reports taught it, as a rare word of that form."""
        is_word = len(ending) == 1 and self.commonness(stem[-1] + ending) > _WORD
        if stem[0] in _BOUND:
            return False
        is_listed = 0 < self.commonness(stem + ending) < _COMMON
        return is_listed and len(stem) > 1 and not is_word and not self._is_plain(stem)

    def _is_name(self, stem: str, ending: str) -> bool:
        """Whether a stem before an ending names a place: not 助力|村, nor 风貌特色|镇."""
        if len(stem) < 2 or stem in _PLAIN or re.search(f"[{_GRAMMAR}]", stem):  # noqa: PLR2004
            return False
        if stem not in _KNOWN and self._is_plain(stem):
            return False
        return len(ending) > 1 or self.commonness(stem[-1] + ending) < _WORD

    def _is_plain(self, stem: str) -> bool:
        """Whether a stem is an everyday word, or begins or ends with one."""
        parts = {stem, stem[:2], stem[-2:]}
        return bool(parts & _TRADE) or any(self.commonness(part) > _COMMON for part in parts)

    def _is_featured(self, word: str) -> bool:
        found = _FEATURED.fullmatch(word)
        return found is not None and self._is_name(**found.groupdict())


def _is_single(word: str) -> bool:
    """Whether a word is a lone character that must belong to what follows: 颐|景园|小区."""
    return bool(re.fullmatch(f"[{HAN}]", word)) and word not in _PLAIN and word not in _SMALL


def _stands_alone(before: str) -> bool:
    """Whether a name may begin after this word: a mark, a preposition, a larger place, nothing."""
    return not re.fullmatch(f"[{HAN}]+", before) or before in _PLAIN or before[-1] in _LARGER
