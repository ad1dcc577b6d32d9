"""How plainly a question says what its answer is: an amount, the holder of a title, a 镇."""

from __future__ import annotations

from functools import cache

from retrieval.extraction.named import is_title
from retrieval.lexicon.files import sections, words
from retrieval.lexicon.nouns import is_noun
from retrieval.query.answer_type import AnswerKind
from retrieval.query.query import Query

_PAIR = 2
"""Words of so many characters may be verbs: 测量."""


@cache
def levels() -> frozenset[str]:
    """Return the nouns that names of their kind of place end with: 镇, 村, 路."""
    return words("endings", "administrative") | words("endings", "features")


def noun_of(asked: Query) -> str:
    """Return the word that the question word stands beside: 路 of 哪条路上; or nothing."""
    noun = asked.noun
    return (
        noun[:-1] if noun[-1:] in words("answer_forms", "sides") and noun[:-1] in levels() else noun
    )


def plain_kind(asked: Query) -> bool:
    """Whether what is asked has so plain a form that its absence is a reason to refuse.

    That is a number, time or rank; the holder of a title; a place of a level (哪个市); a body of a
    kind (哪所小学). Who did something may also be told without a name, and where, without a place.
    """
    kind, noun = asked.wanted.kind, noun_of(asked)
    if kind is AnswerKind.PERSON:
        # Who wrote a report is told by its byline.
        return bool(titles_asked(asked)) and noun not in words("report_words", "author")
    if kind is AnswerKind.PLACE:
        return noun in levels()
    if kind is AnswerKind.ORGANISATION:
        return noun.endswith((*words("endings", "organisations"), *sections("body_kinds")))
    return asked.wanted.strict


def attribute_missing(asked: Query, report: str) -> bool:
    """Whether the amount asked for goes by a name that `report` (folded) does not have: 工资."""
    if asked.wanted.kind is not AnswerKind.NUMBER or not asked.focus:
        return False
    token = asked.focus[0]
    others = [one.text for one in asked.alternatives if one.start <= token.start < one.stop]
    ways = (token.text, *others, *_parts_of_measured(token.text))
    return _is_told_by_name(token.text) and not any(one in report for one in ways)


def _parts_of_measured(noun: str) -> list[str]:
    """Return the parts of a measured noun that tell as much: 载重 and 重量 of 载重量."""
    return [noun[:-1], noun[1:]] if _is_measured(noun) and len(noun) > _PAIR else []


def _is_told_by_name(noun: str) -> bool:
    """Whether a report that tells an amount of that says so: a wage is one where 工资 stands.

    So does one that has a word for what it measures: 浓度, 载重量.
    """
    if noun in words("quantities_asked", "told.by_name"):
        return True
    named = len(noun) > _PAIR or is_noun(noun)
    return _is_measured(noun) and named and noun not in words("amount_nouns", "any")


def _is_measured(noun: str) -> bool:
    return noun.endswith(tuple(words("amount_nouns", "endings")))


def titles_asked(asked: Query) -> list[str]:
    """Return the titles of which the holder is asked for: 所长 of 所长是谁."""
    if asked.wanted.kind is not AnswerKind.PERSON:
        return []
    held = [token.text for token in asked.focus if is_title(token.text)][:1]
    listed = [one for one in sections("question_words")[".person"] if len(one) > 1]
    return [max((o for o in listed if one.endswith(o)), key=len, default=one) for one in held]
