"""The reports of a library as it holds them: found by their ids; what is said of them proved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from retrieval.article import Article, Quote
from retrieval.citation.address import Reference, resolve
from retrieval.claims.holdings import Holdings
from retrieval.claims.statements import Statement, holds
from retrieval.claims.stored_reports import StoredReports
from retrieval.index.passage_store import PassageStore
from retrieval.verification.prover import ProofError, Prover


class HeldReports:
    """Reports that never change: whatever becomes of the files, they are as they were read."""

    def __init__(self, store: PassageStore, reports: StoredReports) -> None:
        """Hold what is in `store`, by which statements are proved through `reports`."""
        self._store, self._reports = store, reports
        self._prover = Prover(store.digest)
        self.version = store.version()

    @property
    def articles(self) -> Sequence[Article]:
        """The reports, in order."""
        return self._store.articles

    @property
    def passages(self) -> int:
        """How many passages the reports have."""
        return len(self._store)

    @property
    def holdings(self) -> Holdings:
        """What there is in all; of very many reports it takes long to be counted, once."""
        return self._reports.holdings

    def id_of(self, fingerprint: int) -> str:
        """Return the id that has that fingerprint (of `serialization`); KeyError when none has."""
        return self._store.id_of(fingerprint)

    def digests(self) -> Iterator[tuple[str, bytes]]:
        """Yield the id and the digest of each report as it was read; no report is read for it."""
        return zip(self._store.ids(), self._store.digests(), strict=True)

    def digest(self, article_id: str) -> bytes:
        """Return the digest of the report of that id; KeyError when there is none."""
        return self._store.digest(article_id)

    def has(self, article_id: str) -> bool:
        """Whether there is a report of that id."""
        try:
            self._store.digest(article_id)
        except KeyError:
            return False
        return True

    def article(self, article_id: str) -> Article:
        """Return the article of that id; KeyError when there is none."""
        return self._store.find(article_id)

    def resolve(self, address: str) -> Reference | None:
        """Return what a typed address names: `a07-3`, `a07-3-5`, `a07`; None when nothing does."""
        return resolve(address, self.article)

    def prove(self, quote: Quote) -> None:
        """Raise ProofError when a quote does not stand in the reports as this library read them."""
        self._prover.prove(quote)

    def unproved(self, quotes: Iterable[Quote]) -> list[ProofError | None]:
        """Return why each quote does not stand in the reports, None where it does."""
        return self._prover.unproved(quotes)

    def hold(self, statements: Iterable[Statement]) -> bool:
        """Whether all that is said of the reports is true of them as they are stored now."""
        return all(holds(statement, self._reports) for statement in statements)
