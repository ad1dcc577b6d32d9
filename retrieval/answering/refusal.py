"""Why the reports do not answer, told from what was looked at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from retrieval.analysis.corpus_names import ENDING
from retrieval.answer import Reason, Why
from retrieval.article import Quote
from retrieval.lexicon.files import words
from retrieval.query.query import Query
from retrieval.ranking.confidence import Signals

_RELATED = 0.6
"""From which share of the question's weight on the nearest passage may well be of use."""
_RAMBLING = 60
"""A text of so many words that asks for nothing is no question."""
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0002ffff]")
_LATIN = re.compile("[a-z]+")
_ENDING = re.compile(rf"(?:{ENDING})$")


def unreadable(query: Query, *, known: bool) -> bool:
    """Whether nothing in `query` can be taken for a question.

    That is a text in another language of which no word is `known`, or a long one that asks for
    nothing.
    """
    if not _HAN.search(query.text):
        return not known
    return [term.word for term in query.terms].count(True) > _RAMBLING


def is_english(query: Query) -> bool:
    """Whether a question is asked in English: as typed, with its function words (who, the, of).

    The reports are Chinese, and a translation word by word answers beside the point. So is one with
    Chinese names in it that asks in English only: 双林镇 has how many riders?
    """
    said = set(_LATIN.findall(query.typed.lower())) & words("courtesy_words", "english")
    if not _HAN.search(query.typed):
        return len(said) > 1
    asks = words("courtesy_words", "english asking") & said
    return bool(asks) and len(said) > 1 and not query.asking and not query.polar


def foreign(query: Query) -> Why:
    """Return what is said to a text of which no word is known: it may be English, or anything."""
    return Why.ENGLISH if _english(query) else Why.UNREADABLE


def _english(query: Query) -> set[str]:
    """Return the function words of English in a question without Chinese characters."""
    said = set(_LATIN.findall(query.typed.lower()))
    return set() if _HAN.search(query.typed) else said & words("courtesy_words", "english")


def says_nothing(query: Query) -> bool:
    """Whether a question is one character over and over, or only words of grammar and marks."""
    said = set(query.content) - {" "}
    grammar = words("function_words", "grammar")
    told = [word for word in query.words if word not in grammar and word[0].isalnum()]
    stammered = len(told) > 1 and all(a == b for a, b in zip(told[::2], told[1::2], strict=False))
    return not told or (stammered and not query.asking) or len(query.content) > len(said) == 1


def why_not(
    found: Signals, quotes: Sequence[Quote], absent: Sequence[str], names: Callable[[], Names]
) -> Reason:
    """Say why the best passage found is no answer; `names` finds which name may be meant."""
    related = found.article >= _RELATED
    if found.name_missing and related and (meant := names()):
        return Reason(Why.OTHER_NAME, tuple(absent), tuple(quotes), related, meant)
    if absent:
        return Reason(Why.ABSENT_TERMS, tuple(absent), tuple(quotes), related)
    why = Why.KIND_MISSING if found.kind_missing else Why.WEAK
    return Reason(why, (), tuple(quotes), related)


Names = tuple[str, str] | None


def counterpart(missing: Sequence[str], places: Callable[[], Sequence[str]]) -> Names:
    """Pair a name an article lacks with the one of the same kind told most of.

    `places` finds those that the article names.

    >>> counterpart(["梅坞镇"], lambda: ["云浦市", "青禾镇"])
    ('梅坞镇', '青禾镇')
    """
    for name in missing:
        if (ending := _ENDING.search(name)) and ending.start():
            same = [place for place in places() if place.endswith(ending.group())]
            if same:
                return name, Counter(same).most_common(1)[0][0]
    return None
