"""How sure it is that passages found answer a question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from retrieval.analysis.persons import is_name
from retrieval.answering.absence import Absence
from retrieval.answering.context import Context, Rule
from retrieval.answering.mismatch import RULES, told_of_another
from retrieval.answering.opposites import Opposites
from retrieval.answering.told_apart import ToldApart
from retrieval.answering.unmentioned import Unmentioned
from retrieval.answering.witness import Witness
from retrieval.extraction.asked_kind import attribute_missing
from retrieval.query.query import Query
from retrieval.ranking.confidence import DOUBT, Lacks, Signals, confidence, signals
from retrieval.ranking.ranker import Ranked
from retrieval.ranking.retriever import Hits, Retriever

ANSWERED = 0.5
"""From which confidence on a passage is given as the answer."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Passages found, the `best` window of them, and how sure we are that it answers."""

    hits: Hits
    best: Ranked
    signals: Signals
    confidence: float
    missing: tuple[str, ...] = ()
    """Names asked about that the best passage's report does not have, and what no report has that
    the question takes for granted."""
    opposite: bool = False
    """Whether the best window tells the opposite of what is asked."""


class Judge:
    """Says how sure it is that passages answer a question, on these reports.

    >>> judge.judge(query, retriever.find(query)).confidence
    0.93
    """

    def __init__(
        self, retriever: Retriever, chance: Callable[[Judge], float] | float = 0.5
    ) -> None:
        """Judge what `retriever` finds.

        `chance` is the fitted probability that passages reach by chance in these reports, or finds
        it by what a judge without it says.
        """
        self.retriever, self._witness = retriever, Witness(retriever)
        self._opposites = Opposites(retriever.extractor)
        self.absence = Absence(retriever.shelf, retriever.statistics)
        statistics = retriever.statistics
        self.rules: tuple[Rule, ...] = (*RULES, ToldApart(statistics), Unmentioned(statistics))
        self.chance = 0.5
        self.chance = chance(self) if callable(chance) else chance

    def judge(self, query: Query, hits: Hits | None) -> Judged | None:
        """Say how sure it is that the best of `hits` answers `query`."""
        if hits is None:
            return None
        best, told = self._witness.best(query, hits)
        read, quoted = hits.read[best.candidate], hits.window(best)
        report, title = read.title + read.article, read.title.partition("\n")[0]
        # Who wrote the report is not told of in it.
        tells = title + read.article
        missing = tuple([name for name in self.names(query) if not query.is_told(name, tells)])
        missing += self.absence.taken_for_granted(query)
        kind = not told or attribute_missing(query, report)
        about = Context(read.text, report, quoted, title, tuple(read.article.split("\n")))
        kind = kind or told_of_another(query, about, self.rules)
        found = signals(query, hits.ranking, best, Lacks(missing, kind))
        opposite = self._opposites.told(query, quoted)
        sure = confidence(found, self.chance)
        return Judged(hits, best, found, DOUBT * sure if opposite else sure, missing, opposite)

    def names(self, query: Query) -> list[str]:
        """Return the names asked about; what only looks like a person must stand in a report."""
        return [n for n in query.names if not is_name(n) or self.retriever.statistics.knows(n)]
