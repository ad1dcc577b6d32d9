"""Whether the report tells of the one asked about and of what is asked, but nowhere of both.

Asked what the pavilion cost (凉亭的造价是多少), a report that names it and tells the cost of a quay
does not answer: 凉亭 stands in a paragraph that has no cost. What the report is about as a whole,
so that all of it is told of that, is named in its title or where it begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from retrieval.answering.context import Context
from retrieval.index.term_statistics import TermStatistics
from retrieval.query.query import Query
from retrieval.query.tokens import Token

_SPECIAL = 4.5
"""How rare (see `TermStatistics.rarity`) a word is that tells one thing from others."""
_PLAIN = 5.0
"""How rare a noun is that is said wherever it is told of; 国家 and 例子 are more common."""
_OF = frozenset(("的", "由"))
"""Stands between what somebody is and whose, and between what was done and by whom."""


class ToldApart:
    """A rule of `retrieval.answering.mismatch` that asks how rare words are."""

    def __init__(self, statistics: TermStatistics) -> None:
        """Ask `statistics`."""
        self._statistics = statistics

    def __call__(self, asked: Query, found: Context) -> bool:
        """Tell that an owner (凉亭) and what is asked of it (造价) share no paragraph."""
        noun = asked.focus[0] if asked.focus and asked.wanted.marks else None
        if noun is None or len(noun.text) == 1 or not (told := _standing(asked, noun, found)):
            return False
        beside = not any(way in found.passage for way in _ways(asked, noun))
        if beside and self._rarity(noun) < _PLAIN:
            return False
        return any(
            not there & told
            for owner in self._owners(asked)
            if not _is_subject(asked, owner, found) and (there := _standing(asked, owner, found))
        )

    def _owners(self, asked: Query) -> list[Token]:
        """Return the special words before 的 in front of the noun asked for, or before 由谁."""
        start = _start_of_noun(asked)
        before = [token for token in asked.tokens if token.stop <= start]
        while before and not before[-1].text[0].isalnum():
            before.pop()
        if not before or before[-1].text not in _OF:
            return []
        said = [t for t in _clause(before[:-1]) if len(t.text) > 1 and t.text in asked.words]
        return [token for token in said if self._rarity(token) >= _SPECIAL]

    def _rarity(self, token: Token) -> float:
        return self._statistics.rarity([token.text])[0]


def _start_of_noun(asked: Query) -> int:
    """Return where the noun asked for begins, with what describes it; 由谁 itself if it follows."""
    first = min([token.start for token in asked.focus])
    return min(first, asked.asking[0][0])


def _clause(before: list[Token]) -> Iterator[Token]:
    """Yield the words back to the last comma."""
    return takewhile(lambda token: token.text not in ",。;:!?", reversed(before))


def _standing(asked: Query, token: Token, found: Context) -> set[int]:
    """Return the paragraphs that have a word, or another for it."""
    ways = _ways(asked, token)
    return {at for way in ways for at, text in enumerate(found.paragraphs) if way in text}


def _is_subject(asked: Query, token: Token, found: Context) -> bool:
    """Whether the report is about that: it stands in the title or, not as one of many, at once."""
    for way in _ways(asked, token):
        if way in found.title:
            return True
        if way in found.opening and not _is_listed(way, found.opening):
            return True
    return False


def _is_listed(word: str, text: str) -> bool:
    """Whether a word stands in rows only: 皮影、剪纸和泥塑."""
    row = re.compile(
        rf"、{re.escape(word)}|{re.escape(word)}、|、[^,。;:!?]*[和与及]{re.escape(word)}"
    )
    return len(row.findall(text)) == text.count(word)


def _ways(asked: Query, token: Token) -> list[str]:
    """Return a word of the question, and the other words for it that stand in the reports."""
    others = [o.text for o in asked.alternatives if o.start < token.stop and token.start < o.stop]
    return [token.text, *others]
