"""All that a library says of its reports when it is asked: the claims, and the quotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from benchmarks.truth.checker import is_slice, is_true
from benchmarks.truth.raw_reports import RawReports
from retrieval.answer import Answer, NotFound, Question, SearchResults
from retrieval.article import Quote
from retrieval.claims.answers import claims
from retrieval.claims.statements import HoldsAll, Statement
from retrieval.library import Library

_HITS = 10


@dataclass(slots=True)
class Tally:
    """How many claims of each kind were checked, and those that are false, with their question."""

    checked: Counter[str] = field(default_factory=Counter)
    false: list[tuple[str, object]] = field(default_factory=list)

    def ask(self, library: Library, reports: RawReports, questions: Iterable[str]) -> None:
        """Ask and search by each question, and check all that is said; first, what there is."""
        self._count("what there is", library.holdings, true=is_true(library.holdings, reports))
        for question in questions:
            answer, found = library.answer(Question(question)), library.look_up(question, _HITS)
            for claim in (*claims(answer), *found_claims(found)):
                self._count(question, claim, true=is_true(claim, reports))
            for word in library.terms(question)[:1]:
                if trend := library.trend(word):
                    self._count(question, trend, true=is_true(trend, reports))
            for quote in (*_quotes(answer), *(one.quote for one in found.passages)):
                self._count(question, quote, true=is_slice(quote, reports))

    def _count(self, question: str, said: object, *, true: bool) -> None:
        self.checked[type(said).__name__] += 1
        if not true:
            self.false.append((question, said))


def found_claims(found: SearchResults) -> Iterator[Statement]:
    """Yield what a search says of the passages under its first heading."""
    if found.words:
        yield from (HoldsAll(one.quote, found.words) for one in found.whole)


def _quotes(answer: Answer) -> tuple[Quote, ...]:
    return answer.reason.nearest if isinstance(answer, NotFound) else answer.quotes
