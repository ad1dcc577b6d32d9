"""A question understood: a `Query` is built once, and everything downstream reads it.

A question that is typed 请问双林镇有多少名快递小哥? becomes

    content   "  双林镇有  名快递小哥 "   the words that say what is asked about, in their places
    terms     双林镇, 快递, 小哥, 双林, 林镇, 双, …   with their weights
    names     ("双林镇",)
    wanted    a number, counted in 名
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from retrieval.analysis.analyzer import Term
from retrieval.analysis.quantities import Quantity, quantities
from retrieval.answer import Correction
from retrieval.article import Span
from retrieval.expansion.alternatives import Alternative
from retrieval.expansion.word_likeness import LikeWord
from retrieval.query.answer_type import AnswerKind, AnswerType
from retrieval.query.focus import focus
from retrieval.query.follow_up import FollowUp
from retrieval.query.polarity import Polarity
from retrieval.query.tokens import Token
from retrieval.spans import joined, places_of

_CIRCUMSTANCES = {
    AnswerKind.PERSON,
    AnswerKind.METHOD,
    AnswerKind.DATE,
    AnswerKind.PLACE,
    AnswerKind.ORGANISATION,
}
_WORK = re.compile("《([^》]+)》")
_NEAR = 8
"""Characters between 谁 and 的 in 谁导演的."""


# Without slots: what several parts ask of a query is found once. And a query is equal to itself
# only, so that what was read for it is remembered by it.
@dataclass(frozen=True, eq=False)
class Query:
    """A question understood.

    `typed` is the question as typed, and `text` its normalised and corrected form; character n of
    that comes from character `places[n]` of `typed`. `tokens` are the words of `text`. `content` is
    as long as `text` and has a space wherever a character says nothing of what is asked about;
    words lent by what was told last follow it, from character `own` on. `terms` are those of
    `content`, in the places they have there, `own_terms` first: those that are not lent.
    `strengths` tell what each counts (less when it is lent, or a single character), and `weights`
    that times how rare it is. `names` are the places, persons and numbers it names; `asking`, where
    its question words stand; `wanted`, the kind of answer; `alternatives`, other words for those of
    `content`, such as stand in the reports; `like_words`, words like those that stand in none, only
    to rank by; `follows`, how it leans on what was told last. A `polar` one asks whether something
    is so.
    """

    typed: str
    text: str
    places: Sequence[int] = ()
    tokens: tuple[Token, ...] = ()
    content: str = ""
    terms: tuple[Term, ...] = ()
    strengths: tuple[float, ...] = ()
    weights: tuple[float, ...] = ()
    wanted: AnswerType = field(default_factory=AnswerType)
    asking: tuple[Span, ...] = ()
    names: tuple[str, ...] = ()
    polarity: Polarity = field(default_factory=Polarity)
    follows: FollowUp = field(default_factory=FollowUp)
    alternatives: tuple[Alternative, ...] = ()
    like_words: tuple[LikeWord, ...] = ()
    corrections: tuple[Correction, ...] = ()
    own: int = sys.maxsize
    own_terms: tuple[Term, ...] = ()
    polar: bool = False

    @cached_property
    def others(self) -> tuple[tuple[Alternative | LikeWord, list[int]], ...]:
        """All words that may stand for those of the question, each with the terms it stands for."""
        # No two kinds of words stand for the same place.
        listed: tuple[Alternative | LikeWord, ...] = (*self.alternatives, *self.like_words)
        first = {one[:2]: one for one in listed}
        rows = {place: one.rows(self.terms) for place, one in first.items()}
        return tuple([(one, rows[one[:2]]) for one in listed])

    @property
    def leans(self) -> bool:
        """Whether it is asked of what the asker was last told."""
        return self.own < sys.maxsize

    @property
    def whole(self) -> str:
        """The question with the words that it leans on: 在哪里? 望月桥."""
        return f"{self.text} {self.content[self.own :]}" if self.leans else self.text

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The asker's own words that carry content, as they are cut, in order."""
        kept = self.content.startswith
        return tuple([t.text for t in self.tokens if kept(t.text, t.start)])

    @cached_property
    def focus(self) -> tuple[Token, ...]:
        """The words of the noun that it asks for: 先锋, 骑士 of 有多少名先锋骑士."""
        return focus(self.tokens, self.asking)

    @cached_property
    def nearest(self) -> tuple[Token, ...]:
        """The word of content that stands nearest to its question word: 座位 of 有多少个座位.

        Of two as near both: 统计 and 客流 of 统计多少客流. The last one where there is no question
        word; none where there is no word of two characters.
        """
        kept = self.content.startswith
        said = [t for t in self.tokens if len(t.text) > 1 and kept(t.text, t.start)]
        if not self.asking or not said:
            return tuple(said[-1:])
        start, stop = self.asking[0]
        apart = [t.start - stop if t.start >= stop else start - t.stop for t in said]
        return tuple(t for t, far in zip(said, apart, strict=True) if far == min(apart))

    @cached_property
    def nearest_rows(self) -> list[list[int]]:
        """Return which of the terms, of two characters or more, are each of those or part of it."""
        rows = (
            [
                row
                for row, term in enumerate(self.terms)
                if token.start <= term.start and term.stop <= token.stop and len(term.text) > 1
            ]
            for token in self.nearest
        )
        return [some for some in rows if some]

    @property
    def noun(self) -> str:
        """The word that its question word stands beside; or nothing."""
        return self.focus[0].text if self.focus else ""

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The quantities that it gives itself."""
        return tuple(quantities(self.text))

    @cached_property
    def works(self) -> tuple[str, ...]:
        """The titles that it gives in 《》: proper names, that stand as they are or not at all."""
        return tuple(_WORK.findall(self.text))

    @property
    def excepted(self) -> str:
        """The words for what it leaves out: 双林镇 of 除了双林镇; or nothing."""
        return self.text[slice(*self.polarity.excepted)] if self.polarity.excepted else ""

    def is_told(self, name: str, text: str) -> bool:
        """Whether a name of it stands in `text` (folded); a number does in whatever dress."""
        return name in text or any(other.stands_in(text) for other in self.dresses(name))

    def dresses(self, name: str) -> list[Alternative]:
        """Return how else the reports write a number that it gives: 40万 for 400000."""
        if not name[:1].isdigit():
            return []
        at = self.text.find(name)
        written = (one for one in self.alternatives if one.start <= at < one.stop)
        # 18年 within 2018年 is another time.
        return [one for one in written if one.strength == 1 and one.text not in self.text]

    def places_in(self, text: str) -> tuple[Span, ...]:
        """Return where its words and pairs stand in `text` (folded), joined where they touch."""
        return joined(places_of(text, self._sought))

    def share_in(self, sentence: str) -> float:
        """Tell what share of its characters that carry content a sentence (folded) has, 0 to 1."""
        met: set[int] = set()
        for word, start, stop in self._placed_words:
            if word in sentence:
                met.update(range(start, stop))
        return len(met) / max(1, len(self.content.replace(" ", "")))

    @cached_property
    def _placed_words(self) -> list[tuple[str, int, int]]:
        """The asker's own terms, and other words for them, with their places."""
        own = [(term.text, term.start, term.stop) for term in self.own_terms]
        return own + [(other.text, other.start, other.stop) for other in self.alternatives]

    @cached_property
    def _sought(self) -> frozenset[str]:
        """The asker's own words and pairs, those that point back, and other words for them."""
        pointed = [
            token
            for start, stop in self.follows.words
            for token in self.tokens
            if start <= token.start and token.stop <= stop
        ]
        said: list[Term | Token | Alternative] = [*self.own_terms, *pointed, *self.alternatives]
        return frozenset([one.text for one in said if len(one.text) > 1])

    @property
    def premises(self) -> tuple[Token, ...]:
        """The words for what is taken for granted: 辞职 in 他为什么辞职, 导演 in 谁导演的.

        Where that never happened the question has no answer (P. F. Strawson, On Referring, 1950).
        The verb is the first word after the question word, or the last: 为什么在暴雨中遇难. What is
        asked why it is not so (为什么不认可) need be told nowhere.
        """
        if not self.asking or not (self.wanted.kind is AnswerKind.REASON or self._asks_who_did()):
            return ()
        if any(start >= self.asking[0][1] for start, _ in self.polarity.negated):
            return ()
        after = [
            token
            for token in self.tokens
            if token.start >= self.asking[0][1]
            and len(token.text) > 1
            and self.content[token.start : token.stop] == token.text
        ]
        return tuple(dict.fromkeys((*after[:1], *after[-1:])))

    def _asks_who_did(self) -> bool:
        """Whether it asks 谁…的 or 什么时候…的, of something that is taken to have happened."""
        said = [token for token in self.tokens if token.text[0].isalnum()]
        ends = bool(said) and said[-1].text in ("的", "了")
        return (
            ends
            and self.wanted.kind in _CIRCUMSTANCES
            and 1 <= said[-1].start - self.asking[0][1] <= _NEAR
        )
