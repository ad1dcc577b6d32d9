"""The operating point: from which confidence on these reports answer, set from their own text.

Clauses of the reports are asked as if they were questions, each with its own report put away: what
confidence the other reports then reach is what chance brings in this corpus. Answers must do better
than nearly all of them. Thresholds found on one corpus do not fit another, so each finds its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retrieval.answering.judge import Judge
from retrieval.index.passage_store import PassageStore
from retrieval.query.builder import QueryBuilder
from retrieval.ranking.retriever import Retriever

_SAMPLE = 120
"""How many clauses are asked, evenly spread over the passages."""
_WRONG = 0.17
"""The share of unanswerable questions that may be taken for answerable."""
_LOWEST, _HIGHEST = 0.05, 0.5
"""Bounds of the operating point."""
_ALONE = 0.2
"""The operating point of a single report, of which nothing can be put away."""
_CLAUSE = re.compile(r'[^,。;:!?、“”"()《》\s]{8,18}')


def operating_point(retriever: Retriever, judge: Judge, builder: QueryBuilder) -> float:
    """Return the confidence (0 to 1) that clauses of other reports hardly ever reach."""
    reached = sorted(_reached(retriever, judge, builder))
    if not reached:
        return _ALONE
    point = reached[min(len(reached) - 1, int(len(reached) * (1 - _WRONG)))]
    return min(max(point, _LOWEST), _HIGHEST)


def _reached(retriever: Retriever, judge: Judge, builder: QueryBuilder) -> Iterator[float]:
    """Yield the confidence of each clause in the reports that do not hold it."""
    for passage, clause in _clauses(retriever.shelf):
        query = builder.build(clause)
        article = retriever.shelf.place(passage).article
        judged = judge.judge(query, retriever.find_outside(query, article))
        yield judged.confidence if judged else 0.0


def _clauses(shelf: PassageStore) -> Iterator[tuple[int, str]]:
    """Yield a clause of each of `_SAMPLE` passages, the middle one."""
    if len(shelf.articles) < 2:  # noqa: PLR2004 - beside one that is put away there is another
        return
    for passage in shelf.numbers(max(1, len(shelf) // _SAMPLE)):
        clauses = _CLAUSE.findall(shelf.folded(passage))
        if clauses:
            yield passage, clauses[len(clauses) // 2]
