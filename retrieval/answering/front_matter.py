"""What stands above the reports, as criteria: dates, newspapers and authors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from retrieval.analysis.normalizer import fold
from retrieval.answer import Reason, Why
from retrieval.answering.report_selector import LOOKED_THROUGH, ReportSelector
from retrieval.article import Article
from retrieval.claims.criterion import Criterion, Mark, newspaper
from retrieval.dates import day
from retrieval.query.selection import Selection
from retrieval.query.topic import Topic


class FrontMatterCriteria:
    """Tells by what stands above the reports which of them are asked for."""

    def __init__(self, selector: ReportSelector, articles: Sequence[Article]) -> None:
        """Read the front matter of `articles`, which `selector` selects from."""
        self._selector, self._articles = selector, articles

    def criterion(self, asked: Selection, *, written: bool) -> Criterion | Reason:
        """Return what the front matter must be; the reason when no report bears what is asked for.

        `written` says that reports of an author are asked for.
        """
        criterion = Criterion(period=asked.period, lacking=asked.lacking)
        phrase = asked.topic.phrases[0] if len(asked.topic.phrases) == 1 else ""
        if phrase and len(self._articles) <= LOOKED_THROUGH:
            if written and any(phrase in map(fold, one.authors) for one in self._articles):
                return replace(criterion, author=phrase)
            if self._is_newspaper(phrase):
                return replace(criterion, source=phrase)
        if asked.newspaper and self._bears_none(Mark.NEWSPAPER):
            return Reason(Why.UNMARKED, mark=Mark.NEWSPAPER)
        if not (asked.period or asked.newest or asked.oldest):
            return criterion
        if self._bears_none(Mark.DATE):
            return Reason(Why.UNMARKED, mark=Mark.DATE)
        return self._extreme(criterion, asked)

    def _is_newspaper(self, phrase: str) -> bool:
        return any(phrase in fold(newspaper(article)) for article in self._articles)

    def _bears_none(self, mark: Mark) -> bool:
        chosen = self._selector.select(Criterion(bears=mark))
        return chosen is not None and not len(chosen.numbers)

    def _extreme(self, criterion: Criterion, asked: Selection) -> Criterion | Reason:
        """Narrow a criterion down to the last or first day that a report of it is of."""
        if not (asked.newest or asked.oldest):
            return criterion
        wide = replace(criterion, phrases=asked.topic.phrases, bears=Mark.DATE)
        chosen = self._selector.select(wide)
        if chosen is None:
            return Reason(Why.WEAK)
        dates = (day(self._articles[int(number)].date) for number in chosen.numbers)
        known = sorted(filter(None, dates))
        if not known:
            return replace(criterion, bears=Mark.DATE)
        return (
            replace(criterion, since=known[-1])
            if asked.newest
            else replace(criterion, until=known[0])
        )


def topic_beside(criterion: Criterion, topic: Topic) -> Topic:
    """Return what reports must hold beside what a criterion of front matter says already."""
    named = {criterion.source, criterion.author}
    return replace(
        topic,
        phrases=tuple(one for one in topic.phrases if one not in named),
        words=() if named - {""} else topic.words,
    )
