"""Proof that a quote is what the report says, taken before it is sent.

A quote is proved against the version of the reports that it was made from: its article must be, by
its digest, the one that was read and indexed then. What happens to a file afterwards neither
proves nor refutes it; the next version of the reports does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from retrieval.article import Quote
from retrieval.serialization import digest, packed


class ProofError(Exception):
    """A quote is not what the report says; the message says which and why.

    It has the place in it, for the operator, and none of the words.
    """

    def __init__(self, quote: Quote, why: str) -> None:
        """Keep the quote beside the reason."""
        super().__init__(f"{quote.address}, characters {quote.start}-{quote.stop}: {why}")
        self.quote = quote


class Prover:
    """Proves quotes from one version of the reports.

    >>> Prover(store.digest).prove(Quote(store.find("a07"), 3, 0, 12))
    """

    def __init__(self, digest_of: Callable[[str], bytes]) -> None:
        """`digest_of` returns the digest of the article of an id as it was read; else KeyError."""
        self._digest_of = digest_of

    def prove(self, quote: Quote) -> None:
        """Raise ProofError unless the quote's article is the one that was read, to the letter.

        Its words cannot be others then: a quote is a place in its article.
        """
        try:
            read = self._digest_of(quote.article.id)
        except KeyError:
            raise ProofError(quote, "no report of that id was read") from None
        if digest(packed(quote.article)) != read:
            raise ProofError(quote, "it is not the report that was read")

    def unproved(self, quotes: Iterable[Quote]) -> list[ProofError | None]:
        """Return why each quote is not proved, None where it is."""
        return [self._problem(quote) for quote in quotes]

    def _problem(self, quote: Quote) -> ProofError | None:
        try:
            self.prove(quote)
        except ProofError as error:
            return error
        return None
