"""Why the reports do not answer, told from what was looked at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from retrieval.analysis.corpus_names import ENDING
from retrieval.answer import Reason, Why
from retrieval.article import Quote
from retrieval.query.query import Asked
from retrieval.ranking.confidence import Signals

_RELATED = 0.6
"""From which share of the question's weight on the nearest passage may well be of use."""
_RAMBLING = 60
"""A text of so many words that asks for nothing is no question."""
_GRAMMAR = frozenset("的了着过地得吗呢吧啊呀和与或在是就都也还又很,.!?、。")
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0002ffff]")
_ENDING = re.compile(rf"(?:{ENDING})$")
_POINTING = "[全本该各此我两多每某同外邻这那]"
"""What stands before 省 or 镇 without naming one."""


def unreadable(asked: Asked, *, known: bool) -> bool:
    """Whether nothing in `asked` can be taken for a question.

    That is a text in another language of which no word is `known`, or a long one that asks for
    nothing.
    """
    words = sum(term.word for term in asked.terms)
    foreign = not _HAN.search(asked.text) and not known
    return foreign or words > _RAMBLING


def says_nothing(asked: Asked) -> bool:
    """Whether `asked` is one character over and over, or only characters of grammar."""
    said = set(asked.content) - {" "}
    return len(asked.content) > len(said) == 1 or said <= _GRAMMAR


def why_not(found: Signals, quotes: Sequence[Quote], absent: Sequence[str], names: Names) -> Reason:
    """Say why the best passage found is no answer."""
    related = found.article >= _RELATED
    if found.name_missing and related and names is not None:
        return Reason(Why.OTHER_NAME, tuple(absent), tuple(quotes), related, names)
    if absent:
        return Reason(Why.ABSENT_TERMS, tuple(absent), tuple(quotes), related)
    why = Why.KIND_MISSING if found.kind_missing else Why.WEAK
    return Reason(why, (), tuple(quotes), related)


Names = tuple[str, str] | None


def counterpart(missing: Sequence[str], article: str) -> Names:
    """Pair a name the article (folded) lacks with the name of the same kind it tells most of."""
    for name in missing:
        if (ending := _ENDING.search(name)) and ending.start():
            before = rf"[\u4e00-\u9fff]{{{ending.start() - 1}}}(?!{_POINTING})[\u4e00-\u9fff]"
            same = re.findall(before + ending.group(), article)
            if same:
                return name, Counter(same).most_common(1)[0][0]
    return None
