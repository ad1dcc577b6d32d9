"""Why a question was answered so: which words of it matched, and what each contributed."""

from __future__ import annotations

from collections.abc import Iterator

from bot.views.reply import FormattedText, Reply, Style, code, join, shortened
from bot.views.translations import Translation
from retrieval.answering.explanation import Contribution, Explanation

_TERMS = 15
_TERM = 20
_PLACE = 64


def explained(words: Translation, explanation: Explanation | None) -> Reply:
    """Tell the terms, heaviest first, and how sure that makes; None: nothing was looked up."""
    if explanation is None:
        return Reply(words("why_nothing"))
    return Reply(join(_lines(words, explanation), "\n"))


def _lines(words: Translation, explanation: Explanation) -> Iterator[FormattedText]:
    address = code(str(explanation.address)[-_PLACE:])
    yield words("why", address=address).wearing(Style.BOLD)
    for one in explanation.contributions[:_TERMS]:
        yield _line(words, one)
    sure, needed = _percent(explanation.confidence), _percent(explanation.needed)
    yield words("why_sure", sure=sure, needed=needed)
    yield words("about_version", version=code(explanation.version))


def _line(words: Translation, one: Contribution) -> FormattedText:
    term, weight = shortened(one.term, _TERM), _percent(one.weight)
    if not one.passage:
        return words("why_unmet", term=term, weight=weight)
    quoted, passage = _percent(one.window), _percent(one.passage)
    return words("why_met", term=term, weight=weight, passage=passage, quoted=quoted)


def _percent(share: float) -> int:
    return round(100 * share)
