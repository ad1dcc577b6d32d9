"""What somebody claims: the words that say it, its figure, and the times that it names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.analysis.quantities import Quantity, quantities
from retrieval.article import Span
from retrieval.dates import Period, periods
from retrieval.lexicon.files import words
from retrieval.query.query import Query
from retrieval.query.tokens import Token


@dataclass(frozen=True, slots=True)
class Claimed:
    """What is claimed: its words, with where they stand, its figures and times."""

    query: Query
    said: tuple[Token, ...]
    figures: tuple[Quantity, ...]
    times: tuple[Period, ...]

    @property
    def thing(self) -> tuple[Token, ...]:
        """The words for what the figure counts: those after it, or the last before it."""
        if not self.figures:
            return self.said
        after = tuple(token for token in self.said if token.start >= self.figures[0].stop)
        return after or tuple(t for t in self.said if t.stop <= self.figures[0].start)[-1:]

    def forms(self, token: Token) -> Iterator[str]:
        """Yield a word and other words for it."""
        yield token.text
        for other in self.query.alternatives:
            if other.start <= token.start and token.stop <= other.stop:
                yield other.text

    def stands(self, token: Token, text: str) -> bool:
        """Whether a word, or another one for it, stands in a text (folded)."""
        return any(form in text for form in self.forms(token))


def read_claim(query: Query) -> Claimed:
    """Read what a question, or a sentence, claims.

    >>> read_claim(builder.build("双林镇有87名先锋骑士")).figures[0].value
    Decimal('87')
    """
    edges = {edge for token in query.tokens for edge in (token.start, token.stop)}
    times = [(span, time) for span, time in periods(query.text) if edges.issuperset(span)]
    dated = [span for span, _ in times]
    counted = [q for q in quantities(query.text) if q.unit and not _touches(q, dated)]
    telling = [q for q in counted if query.text[q.start] != "一"] or counted
    taken = [*dated, *((q.start, q.stop) for q in counted)]
    framing = words("pronouns", "copulas") | words("report_words", "copula")
    framing |= words("function_words", "grammar")
    if telling:
        framing |= words("claim_words", "framing")
    said = tuple(
        t
        for t in query.tokens
        if (len(t.text) > 1 or not telling)
        and t.text[0].isalnum()
        and query.content.startswith(t.text, t.start)
        and t.text not in framing
        and not any(a < t.stop and t.start < b for a, b in taken)
    )
    return Claimed(query, said, tuple(telling), tuple(time for _, time in times))


def _touches(figure: Quantity, spans: Sequence[Span]) -> bool:
    return any(a < figure.stop and figure.start < b for a, b in spans)
