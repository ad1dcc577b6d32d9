"""Which words of a question stand in no report: told only where each letter was looked up."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.answering.whole_words import whole_words
from retrieval.index.passage_store import PassageStore
from retrieval.index.term_statistics import TermStatistics
from retrieval.lexicon.files import words
from retrieval.query.query import Query

_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0002ffff]+")
_FEW = 2000
"""In so many passages a word that is not Chinese is looked for by reading them all."""
EVERYDAY = 1e-4
"""Of general Chinese, the share of words from which one says little by being absent."""
_ASKING = words("courtesy_words") | words("function_words") | words("pronouns")
_ALNUM = re.compile(r"[^\W_]")
_LOOSE = re.compile(r"[^\w+#%]+")


def absent_words(query: Query, statistics: TermStatistics, store: PassageStore) -> tuple[str, ...]:
    """Return the names and words of the question that stand in no report, literally.

    Words that only ask (分别, 提到), measure words and single characters are left out. Of Chinese
    characters the index proves it: it holds every pair of them that stands in a report. Other words
    (x900, 98%) are looked for in the texts, whatever marks stand in them, and so is a name whose
    pairs stand in other words (枫桥村 beside 枫桥 and 七星桥村); where the texts are too many,
    nothing is said.

    >>> absent_words(builder.build("西湖有多深?"), statistics, store)
    ('西湖',)
    """
    said = dict.fromkeys(_telling(query, statistics))
    nowhere = {one for one in said if _HAN.fullmatch(one) and not statistics.may_stand(one)}
    read = [one for one in said if one in query.names or _is_other(one, statistics)]
    nowhere |= _in_no_text([one for one in read if one not in nowhere], store)
    unknown = [word for word in said if word in nowhere]
    longest = (w for w in unknown if not any(w != other and w in other for other in unknown))
    return tuple(longest)


def unheard_of(query: Query, statistics: TermStatistics) -> tuple[str, ...]:
    """Return what a question takes for granted, if no report has it in any words.

    That is what happened, and that there is a work of a title; one with marks is not judged.
    """
    titles = [one for one in query.works if one.isalpha() and not statistics.may_stand(one)]
    return *titles, *(
        taken.text
        for taken in query.premises
        if statistics.commonness(taken.text) < EVERYDAY
        and not statistics.may_stand(taken.text)
        and not any(o.start < taken.stop and taken.start < o.stop for o in query.alternatives)
    )


def _telling(query: Query, statistics: TermStatistics) -> list[str]:
    """Return the names, and the words that say what is asked about."""
    said = whole_words(query, statistics.commonness)
    every = [word for word in said if not _is_of_quantity(word, query)]
    return [word for word in every if word not in _ASKING and word != query.wanted.measure]


def _is_of_quantity(word: str, query: Query) -> bool:
    """Whether a word is the unit of a quantity (万元), or a number that is told in other dress."""
    at = query.text.find(word)
    within = any(one.start <= at and at + len(word) <= one.stop for one in query.quantities)
    return within and (not word[0].isdigit() or bool(query.dresses(word)))


def _is_other(word: str, statistics: TermStatistics) -> bool:
    """Whether a word is not Chinese and no term of the reports."""
    return bool(not _HAN.fullmatch(word) and _ALNUM.search(word)) and not statistics.knows(word)


def _in_no_text(typed: Sequence[str], store: PassageStore) -> set[str]:
    """Return the words that stand in none of the texts, each of which is read once for them all."""
    if not typed or len(store) > _FEW:
        return set()
    sought = {word: _LOOSE.sub("", word) for word in typed}
    for number in store.numbers():
        text = _LOOSE.sub("", store.heading(number) + "\n" + store.folded(number))
        sought = {word: bare for word, bare in sought.items() if bare not in text}
        if not sought:
            break
    return set(sought)
