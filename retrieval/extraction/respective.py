"""Amounts told of several things in one row: 汽车业、医药业分别增长15.2%和9.8%.

The first amount is that of the first thing, and so on, however near another stands to a word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.article import Span
from retrieval.extraction.expressions import either
from retrieval.extraction.snippet import Snippet
from retrieval.lexicon.files import words

_MARKS = re.compile("[,。;:!?…\n]")
_ENDS = re.compile("[。;!?…\n]|$")
_JOINTS = re.compile(either(words("several_words", "joining")))


def respective(snippet: Snippet, found: Sequence[Span]) -> Span | None:
    """Return the one of the amounts `found` that is told of the thing asked about, in a row.

    None where no row is told, or it is not seen which thing is asked about.

    >>> respective(snippet_of("甲、乙分别增长15.2%和9.8%", "乙增长多少?"), [(8, 13), (14, 18)])
    (14, 18)
    """
    apart = words("several_words", "apart")
    # Few texts have any, and most are not cut into words otherwise.
    for token in snippet.tokens if any(one in snippet.text for one in apart) else ():
        if token.text in apart:
            ends = _ENDS.search(snippet.text, token.stop)
            told = [one for one in sorted(found) if ends and token.stop <= one[0] < ends.start()]
            things = _things(snippet, token.start)
            asked = [at for at, is_asked in enumerate(things) if is_asked]
            if len(told) >= len(things) > 1 == len(asked):
                return told[asked[0]]
    return None


def _things(snippet: Snippet, stop: int) -> list[bool]:
    """Tell of each thing in the row that stops there whether the question has a word of it only."""
    start = max((one.end() for one in _MARKS.finditer(snippet.text, 0, stop)), default=0)
    named = _JOINTS.split(snippet.text[start:stop])
    said = [{word for word in snippet.asked.words if word in thing} for thing in named]
    return [any(sum(word in one for one in said) == 1 for word in own) for own in said]
