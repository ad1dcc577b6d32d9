"""Who only wrote reports, and is not told of in any: they are answered with what they wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable

from retrieval.analysis.normalizer import fold
from retrieval.answer import Listing
from retrieval.answering.report_selector import ReportSelector
from retrieval.claims.criterion import Criterion
from retrieval.deadline import hurry
from retrieval.ranking.retriever import Retriever

LISTED = 30
"""How many reports of somebody are listed; how many there are in all is always told."""
_SURE = 1.0
_READ = 200
"""In so many passages it is looked whether they tell of somebody."""
_SIGNED = re.compile(r"[(\[【][^()\[\]【】]{1,40}[)\]】]\s*$")
"""What a report may end with: (贺兰英), (文:苗雨 图:焦磊)."""


class Signatures:
    """Knows who signed reports.

    >>> signatures.reports_of("贺兰英").criterion.author
    '贺兰英'
    """

    def __init__(self, retriever: Retriever, selector: ReportSelector) -> None:
        """Look names up through `retriever`, and their reports by `selector`."""
        self._finder, self._selector = retriever, selector

    def reports_of(self, name: str) -> Listing | None:
        """List the reports that `name` (folded) signed, none of which tells of them.

        None where they signed nothing, or some report tells of them, or that cannot be known.
        """
        criterion = Criterion(author=name)
        chosen = self._selector.select(criterion) if name else None
        if chosen is None or not len(chosen.numbers) or self._is_told_of(name):
            return None
        articles = tuple(
            self._finder.shelf.articles[int(number)] for number in chosen.numbers[:LISTED]
        )
        return Listing(articles, _SURE, total=len(chosen.numbers), criterion=criterion)

    def _is_told_of(self, name: str) -> bool:
        """Whether a name stands in a text, or a title, other than under it."""
        held = self._finder.may_hold([name])[: _READ + 1].tolist()
        return len(held) > _READ or any(name in text for text in self._unsigned(held))

    def _unsigned(self, passages: Iterable[int]) -> Iterable[str]:
        shelf = self._finder.shelf
        for passage in passages:
            hurry()
            yield fold(shelf.article(passage).title)
            yield _SIGNED.sub("", shelf.folded(passage))
