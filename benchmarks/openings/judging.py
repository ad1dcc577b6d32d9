"""Whether what a reader sees is what a row of the independent set asks for; if not, why not.

A row may ask for any of these, and all that it asks for must be met:

    quotes    words that stand in a quote of the first reply
    articles  the reports that are quoted or listed, no other before them; all there are, where an
              outline or a list of reports is asked for
    at_least  so many reports are quoted
    names     words that stand in the reply or in one of the pages it turns to
    without   words that no quote marks as a name
    says      for each list, one of its words stands in the reply
    verdict   same (✅), differs (⚠️), or not same (no ✅)
    refuse    nothing is shown as an answer
    does      what the button of that name does
    once      words that stand in the reply only once
    clear     a sentence of our own, and no failure
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from benchmarks.openings.reader import WORDS, Seen
from benchmarks.openings.sets import Row
from benchmarks.truth.checker import is_slice, is_true
from benchmarks.truth.raw_reports import RawReports
from bot.services.statistics import ANSWERED

_TRUE, _FALSE = "✅", "⚠️"
_VERDICTS: dict[str, Callable[[str], bool]] = {
    "same": lambda text: _TRUE in text,
    "differs": lambda text: _FALSE in text and _TRUE not in text,
    "not same": lambda text: _TRUE not in text,
}
_DOES = {
    "greet": "start",
    "introduce": "start",
    "help": "help",
    "thanks": "youre_welcome",
    "farewell": "farewell",
    "more": "more_found",
    "whole": "whole_footer",
    "why": "why",
    "cite": "cited",
}
_WHOLE_LISTS = {"outline", "collection"}


def faults(seen: Seen, row: Row) -> list[str]:
    """Return what is not as the row asks, by its keys; nothing where all is good."""
    return [key for key, wanted in row.items() if key in _MET and not _MET[key](seen, wanted, row)]


def false_claims(seen: Seen, reports: RawReports) -> Iterator[object]:
    """Yield what is said of the reports and is not true of them, and quotes that are none."""
    yield from (claim for claim in seen.claims if not is_true(claim, reports))
    quotes = (quote for one in seen.every for quote in one.quotes)
    yield from (quote for quote in quotes if not is_slice(quote, reports))


def _quoted(seen: Seen, wanted: Sequence[str], _: Row) -> bool:
    return all(any(words in quote.text for quote in seen.quotes) for words in wanted)


def _of_reports(seen: Seen, wanted: Sequence[str], row: Row) -> bool:
    """Whether the reports are shown, and none before them; of a whole list, no other at all."""
    found = seen.articles
    if row["shape"] in _WHOLE_LISTS:
        return set(found) == set(wanted)
    return set(wanted) <= set(found) and found[0] in wanted


def _named(seen: Seen, wanted: Sequence[str], _: Row) -> bool:
    text = "\n".join(one.text.text for one in seen.every)
    return all(name in text for name in wanted)


def _without(seen: Seen, unwanted: Sequence[str], _: Row) -> bool:
    marked = {q.text[a:b] for one in seen.every for q in one.quotes for a, b in q.highlights}
    return not marked & set(unwanted)


def _refused(seen: Seen, *_: Any) -> bool:  # noqa: ANN401 - what the row says does not matter
    outcome = seen.reply.outcome
    return outcome not in ANSWERED if outcome else not seen.quotes


def _does(seen: Seen, wanted: str, _: Row) -> bool:
    """Whether the reply is made of the sentence for what is to be done."""
    pieces = re.split(r"\{\w+\}", WORDS.sentences.get(_DOES[wanted], "?"))
    return all(piece.strip() in seen.text for piece in pieces)


def _clear(seen: Seen, *_: Any) -> bool:  # noqa: ANN401 - what the row says does not matter
    return bool(seen.text.strip()) and WORDS.plain("failed") not in seen.text


_MET: dict[str, Callable[[Seen, Any, Row], bool]] = {
    "quotes": _quoted,
    "articles": _of_reports,
    "at_least": lambda seen, wanted, _: len({q.article.id for q in seen.quotes}) >= wanted,
    "names": _named,
    "without": _without,
    "says": lambda seen, wanted, _: all(any(w in seen.text for w in some) for some in wanted),
    "verdict": lambda seen, wanted, _: _VERDICTS[wanted](seen.text),
    "refuse": _refused,
    "does": _does,
    "once": lambda seen, wanted, _: seen.text.count(wanted) == 1,
    "clear": _clear,
}
