"""What reports said before they were corrected: found by its words and by its old addresses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.article import Article
from retrieval.citation.address import fingerprint
from retrieval.library import Library
from retrieval.verification.stretch import Stretch
from retrieval.verification.verdict import CheckedQuotation, Outcome


@dataclass(frozen=True, slots=True)
class Superseded:
    """A version of a report until it was corrected; `corrected` is when that was seen.

    Times are seconds since 1970. `number` tells versions apart.
    """

    number: int
    article: Article
    corrected: int


@dataclass(frozen=True, slots=True)
class SupersededQuotation:
    """A quotation that stands word for word in an old version: which one, and where in it."""

    quotation: CheckedQuotation
    version: Superseded
    place: Stretch


class SupersededReports:
    """Old versions of reports, the newest first, asked beside those of `library`."""

    def __init__(self, versions: Sequence[Superseded], library: Library) -> None:
        """Index `versions` with the dictionary of `library`, each as a report of its own."""
        self._versions = {str(one.number): one for one in versions}
        named = (replace(one.article, id=name) for name, one in self._versions.items())
        self._library = library.beside(tuple(named))

    def verify(self, text: str) -> tuple[SupersededQuotation, ...]:
        """Return the quotations of a claim that an old version has word for word, each proved.

        Empty unless all of the claim is such. The proof reads the stored old text.
        """
        verdict = self._library.verify(text)
        if verdict.unread or not verdict.quotations or not all(map(_is_clean, verdict.quotations)):
            return ()
        return tuple(map(self._placed, verdict.quotations))

    def paragraph(self, article_id: str, number: int, mark: str) -> Superseded | None:
        """Return the newest old version whose paragraph `number` has the fingerprint `mark`."""
        for version in self._versions.values():
            texts = version.article.texts
            known = version.article.id == article_id and number <= len(texts)
            if known and fingerprint(texts[number - 1]) == mark:
                return version
        return None

    def _placed(self, quotation: CheckedQuotation) -> SupersededQuotation:
        place = quotation.pieces[0].places[0]
        return SupersededQuotation(quotation, self._versions[place.article.id], place)


def _is_clean(quotation: CheckedQuotation) -> bool:
    """Whether a quotation is one piece that stands in a version as it was typed, but for looks."""
    exact = quotation.outcome is Outcome.EXACT or quotation.worded_alike
    return exact and len(quotation.pieces) == 1 and bool(quotation.pieces[0].places)
