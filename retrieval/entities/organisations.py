"""Names of organisations in a text that is cut into words: 山门派出所, 上海木心居酒店管理有限公司.

A name ends with what such names end with, and begins with a word that is a name itself, or is in no
dictionary; what stands between is part of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from retrieval.analysis.persons import HAN
from retrieval.article import Span
from retrieval.lexicon.files import sections, words

_EVERYDAY = 1e-5
_LONGEST = 9
"""The most words of a name."""
_RARE = 2e-6
"""A word rarer than this in general Chinese may begin a name."""
_KNOWN = 5e-5
"""清华, before 大学, is more common than that is rare; 人民, before 法院, is more common yet."""
_KINDS = ("companies", "schools", "hospitals", "police", "bodies", "districts")
_HEADS = [word for kind in _KINDS for word in sections("name_heads")[kind]]
_DISTRICTS = tuple(sections("name_heads")["districts"])
_HEAD = re.compile("|".join(sorted(_HEADS, key=len, reverse=True)))
_ENDED = re.compile(rf"(?P<stem>[{HAN}]*?)(?:{_HEAD.pattern})")
_ENDING = re.compile(f"(?:{_HEAD.pattern})$")
_LAST = frozenset(head[-1] for head in _HEADS)
_DIVIDED = tuple(sections("endings")["administrative"])
_STOP = (
    words("function_words", "edges")
    | words("function_words", "joining")
    | words("pronouns", "pronouns")
    | words("name_heads", "prepositions")
) - words("name_heads", "inner")
_YOUNG = words("name_heads", "young words")
_PLAIN = _YOUNG | words("endings", "plain_stems") | frozenset(_HEADS)
_BEGIN = words("name_heads", "beginnings")
_WORDS = re.compile(f"[{HAN}]+")
_SUMS = "|".join(sorted(sections("name_heads")["sums"], key=len, reverse=True))
_ROW = re.compile(
    rf"((?:[{HAN}]{{3,16}}、)+[{HAN}]{{3,12}})等[{HAN}]{{0,4}}?(?P<sum>{_SUMS})(?![{HAN}])"
)
_COMPANY_SUMS = words("name_heads", "company sums")
_PARTS = 4
"""So many words has a name in a row at most."""
_EDGES = words("function_words", "edges") | {"经"}


@dataclass(frozen=True, slots=True)
class OrganisationFinder:
    """Finds organisations by `commonness` (the share of a word in general Chinese).

    `is_place` tells whether a word is the name of a place, which may begin that of a body.
    """

    commonness: Callable[[str], float]
    is_place: Callable[[str], bool]

    def find(self, text: str, cut: Sequence[str]) -> Iterator[Span]:
        """Yield where bodies and districts are named in `text` (folded; `cut` are its words)."""
        starts = list(accumulate(map(len, cut), initial=0))
        for at in range(len(cut)):
            if self._ends(cut, at) and (first := self._first(cut, at)) is not None:
                yield starts[first] + self._glued(cut[first]), starts[at + 1]
        for row in _ROW.finditer(text):
            yield from self._in_row(row.start(1), row.end(1), starts, cut)

    def companies(self, text: str, cut: Sequence[str]) -> Iterator[Span]:
        """Yield where companies are named in a row that is summed up as such: 甲、乙等企业."""
        starts = list(accumulate(map(len, cut), initial=0))
        for row in _ROW.finditer(text):
            if row["sum"] in _COMPANY_SUMS:
                yield from self._in_row(row.start(1), row.end(1), starts, cut)

    def _ends(self, cut: Sequence[str], at: int) -> bool:
        """Whether a name may end with the word `at`: 公司, or 调解|室."""
        if not _WORDS.fullmatch(cut[at]):
            return False
        if found := _ENDED.fullmatch(cut[at]):
            # 工厂 is an everyday word that ends like a name.
            return len(found["stem"]) != 1 or self.commonness(cut[at]) < _EVERYDAY
        # 便民服务|中心 ends with 服务中心.
        if at == 0 or cut[at][-1] not in _LAST:
            return False
        found = _ENDING.search(cut[at - 1] + cut[at])
        return found is not None and len(found[0]) > len(cut[at])

    def _first(self, cut: Sequence[str], last: int) -> int | None:
        """Return the first word of the name that ends with the word `last`; None when none does.

        Of 温州市|平阳县|山门派出所 the name is the last part that can stand alone.
        """
        first = last
        while first > 0 and last - first < _LONGEST and self._goes_on(cut[first - 1]):
            first -= 1
        if first and cut[first - 1] == "“" and cut[last + 1 : last + 2] == ["”"] and last > first:
            return first
        begins = [at for at in range(first, last + 1) if self._begins(cut, at, last)]
        while len(begins) > 1 and cut[begins[0]].endswith(_DIVIDED):
            begins.pop(0)
        return begins[0] if begins else None

    def _goes_on(self, word: str) -> bool:
        return bool(_WORDS.fullmatch(word)) and word not in _STOP

    def _begins(self, cut: Sequence[str], at: int, last: int) -> bool:
        """Whether a name may begin with the word `at`."""
        word = cut[at]
        if at == last:
            return self._is_whole(word)
        if _EDGES.issuperset(word):
            return False
        if self.is_place(word) or word in _BEGIN:
            return True
        if self.commonness(word + "大学"):
            return True  # 清华, and not what is done there
        after = cut[at + 1]
        if len(word) == 1:
            return at + 1 < last and self.commonness(after) == 0
        return self._is_rare(word)

    def _is_rare(self, word: str) -> bool:
        return word not in _PLAIN and self.commonness(word) < _RARE

    def _is_whole(self, word: str) -> bool:
        """Whether one word is a name by itself: 清华大学, 山门派出所; not 师范大学."""
        found = _ENDED.fullmatch(word)
        if found is None or word in _HEADS or len(word) < 4:  # noqa: PLR2004
            return False
        stem = found["stem"]
        return len(stem) > 1 and stem not in _PLAIN and self.commonness(stem) < _KNOWN

    def _glued(self, word: str) -> int:
        """Return how many characters of grammar are glued to a guess: 1 for 由海, of 由|海岬."""
        return int(len(word) > 1 and word[0] in _EDGES and self.commonness(word) == 0)

    def _in_row(
        self, start: int, stop: int, starts: Sequence[int], cut: Sequence[str]
    ) -> Iterator[Span]:
        """Yield the names of a row 甲、乙等企业, each from its first word that may begin one."""
        inside = [at for at in range(len(cut)) if start <= starts[at] and starts[at + 1] <= stop]
        item: list[int] = []
        for at in [*inside, -1]:
            if at >= 0 and cut[at] != "、":
                item.append(at)
                continue
            while any(cut[n] in _STOP for n in item):
                item.pop(0)
            if any(self._is_rare(cut[n]) for n in item) and len(item) <= _PARTS:
                yield starts[item[0]], starts[item[-1] + 1]
            item = []


def is_district(name: str) -> bool:
    """Whether a name is that of a place, though it is built like that of a body: 历史街区."""
    return name.endswith(_DISTRICTS)


def is_body(name: str) -> bool:
    """Whether a name ends like that of a body: 西关消防救援站."""
    return bool(_ENDED.fullmatch(name)) and not is_district(name)
