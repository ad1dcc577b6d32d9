"""Whether a question is about things that the report does not speak of.

Who asks in other words than the report's shares a character with them as a rule, or uses a word
that is like one of them. A noun of which neither is so names something else, and where such nouns
are much of the question, the quote answers another one.
"""

from __future__ import annotations

from collections.abc import Iterator

from retrieval.answering.context import Context
from retrieval.expansion.word_likeness import listed_near
from retrieval.index.term_statistics import TermStatistics
from retrieval.lexicon.files import sections, words
from retrieval.lexicon.nouns import is_noun
from retrieval.query.answer_type import AnswerKind
from retrieval.query.query import Query
from retrieval.query.tokens import Token

_SPECIAL = 4.2
"""How rare (see `TermStatistics.rarity`) a noun is whose absence tells something."""
_LIKE = 0.4
"""The least cosine of a word that may stand for another."""
_MUCH = 0.25
"""The share of a question, by rarity, that may not be told at all."""
_PLAIN = (AnswerKind.PERSON, AnswerKind.PLACE)
"""Kinds, beside those of a plain form, whose question names what it is about."""

_UNSAID = words("report_words") | {
    head
    for name, heads in sections("quantities_asked").items()
    if name.endswith(".heads")
    for head in heads
}


class Unmentioned:
    """A rule of `retrieval.answering.mismatch` that asks how rare words are."""

    def __init__(self, statistics: TermStatistics) -> None:
        """Ask `statistics`."""
        self._statistics = statistics

    def __call__(self, asked: Query, found: Context) -> bool:
        """Tell that nouns of which nothing is told make up much of the question."""
        if not (asked.wanted.strict or asked.wanted.kind in _PLAIN):
            return False
        absent = {token for token in _nouns(asked) if _is_absent(asked, token, found)}
        if not absent:
            return False
        grammar = words("function_words", "grammar")
        kept = asked.content.startswith
        said = [t for t in asked.tokens if kept(t.text, t.start) and t.text not in grammar]
        said = [token for token in said if token.text[0].isalnum()]
        rarity = dict(zip(said, self._statistics.rarity([t.text for t in said]), strict=True))
        lost = sum(rarity[token] for token in absent if rarity[token] >= _SPECIAL)
        return lost >= _MUCH * sum(rarity.values())


def _nouns(asked: Query) -> Iterator[Token]:
    """Yield the nouns of a question, but for those of an amount (岁数) or of a report (稿子)."""
    for token in asked.tokens:
        listed = token.text in asked.words and token.text not in _UNSAID
        if listed and (is_noun(token.text) or _is_office(asked, token)):
            yield token


def _is_office(asked: Query, token: Token) -> bool:
    """Whether it is asked who something is, which no dictionary need list: 董秘是谁, CEO是哪位."""
    if asked.wanted.kind is not AnswerKind.PERSON or not asked.asking:
        return False
    start, stop = asked.asking[0]
    between, after = asked.text[token.stop : start].strip(), asked.text[stop:]
    ends = not any(character.isalnum() for character in after)
    return ends and between in words("pronouns", "copulas")


def _is_absent(asked: Query, token: Token, found: Context) -> bool:
    """Whether nothing of a noun is quoted, and the report has no other word for it."""
    parts = (token.text,) if token.text.isascii() else token.text
    if any(map(found.quoted.__contains__, parts)):
        return False
    others = [o.text for o in asked.alternatives if o.start < token.stop and token.start < o.stop]
    like = [word for word, cosine in listed_near(token.text) if cosine >= _LIKE]
    return not any(way in found.report for way in (token.text, *others, *like))
