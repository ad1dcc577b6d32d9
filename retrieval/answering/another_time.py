"""Whether a question is about another time than what is told: 去年的灯会, and not this year's.

A report has a time of its own. What it tells of another one it says so: of another year anywhere,
as that holds for what follows; of another edition (上届) in the paragraph, or where it begins.
"""

from __future__ import annotations

import re
from functools import cache

from retrieval.answering.context import Context
from retrieval.lexicon.files import sections
from retrieval.lexicon.phrases import Phrases
from retrieval.query.query import Query

_YEAR = re.compile(r"(?<!\d)((?:1[89]|20)\d\d)(?= ?年(?!代))")
_FIGURES = re.compile(r"(?<!\d)\d{4}(?!\d)")
"""A year may also be told without 年: 1991到2000年."""


def of_another_time(asked: Query, found: Context) -> bool:
    """Tell that of a time the question gives (明年, 上届) nothing is told."""
    given = {name for _, _, name in _other_times().find(asked.tokens)}
    return bool(given) and not any(_may_be_told(name, found) for name in given)


def _may_be_told(time: str, found: Context) -> bool:
    """Whether a word for a time stands where it would hold for what is quoted, or any year does.

    Of a year told by its number it is not known which one it was then. What is quoted may say of
    which time it tells (今年); another one is then told in the paragraph, or not at all.
    """
    listed, kind = sections("other_times"), time.partition(".")[0]
    is_own = any(one in found.quoted for one in listed[f".{kind}"])
    near = found.passage if is_own else f"{found.passage}\n{found.title}\n{found.opening}"
    wide = found.report if kind == "year" and not is_own else near
    return bool(_YEAR.search(near)) or any(way in wide for way in listed[time])


def of_another_year(asked: Query, found: Context) -> bool:
    """Tell that the paragraph gives years, but not the one asked about, nor does the beginning."""
    years = set(_YEAR.findall(asked.text))
    if not years or not _YEAR.search(found.passage):
        return False
    said = f"{found.passage}\n{found.title}\n{found.opening}"
    return years.isdisjoint(_FIGURES.findall(said))


@cache
def _other_times() -> Phrases[str]:
    """Return the words for times that are not a report's own, labelled by which one each is."""
    others = {n: ways for n, ways in sections("other_times").items() if not n.startswith(".")}
    return Phrases((one, name) for name, ways in others.items() for one in ways)
