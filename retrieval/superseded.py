"""What reports said before they were corrected: found by its words and by its old addresses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from retrieval.article import Article
from retrieval.citation.address import Reference, fingerprint, resolve
from retrieval.library import Library
from retrieval.verification.stretch import Stretch
from retrieval.verification.verdict import CheckedQuotation, Outcome

SHORT = 12
"""So many of the first characters of a version's name are enough to tell it from others."""


@dataclass(frozen=True, slots=True)
class Superseded:
    """A version of a report until it was corrected; `corrected` is when that was seen.

    Times are seconds since 1970. `number` tells versions apart, `name` is the digest of all that
    one says, in hexadecimal.
    """

    number: int
    article: Article
    corrected: int
    name: str

    def find(self, article_id: str) -> Article:
        """Return the report of that id as it was; KeyError for any other id."""
        if article_id != self.article.id:
            raise KeyError(article_id)
        return self.article

    def is_called(self, name: str) -> bool:
        """Whether a name, or at least the beginning of one, is this version's."""
        return len(name) >= SHORT and self.name.startswith(name)


@dataclass(frozen=True, slots=True)
class SupersededPlace:
    """A place in an old version."""

    version: Superseded
    reference: Reference


@dataclass(frozen=True, slots=True)
class SupersededQuotation:
    """A quotation that stands word for word in an old version: which one, and where in it."""

    quotation: CheckedQuotation
    version: Superseded
    place: Stretch


class OldVersions:
    """Old versions of reports, the newest first, by what names them."""

    def __init__(self, versions: Sequence[Superseded] = ()) -> None:
        self.every = tuple(versions)
        self._of: dict[str, list[Superseded]] = {}
        for version in self.every:
            self._of.setdefault(version.article.id, []).append(version)

    def of(self, article_id: str) -> tuple[Superseded, ...]:
        """Return the old versions of a report."""
        return tuple(self._of.get(article_id, ()))

    def find(self, address: str, name: str = "") -> SupersededPlace | None:
        """Return the newest old version, and the place in it, that an address names.

        It is the version called `name`; without a name, the one in which the words have the
        fingerprint that the address carries.
        """
        for version in self._named(address):
            place = resolve(address, version.find) if not name or version.is_called(name) else None
            if place and (name or place.mark == place.fingerprint):
                return SupersededPlace(version, place)
        return None

    def paragraph(self, article_id: str, number: int, mark: str) -> Superseded | None:
        """Return the newest old version whose paragraph `number` has the fingerprint `mark`."""
        for version in self.of(article_id):
            texts = version.article.texts
            if number <= len(texts) and fingerprint(texts[number - 1]) == mark:
                return version
        return None

    def _named(self, address: str) -> Iterator[Superseded]:
        """Yield the old versions of each report that an address may be one of."""
        asked: dict[str, None] = {}

        def note(article_id: str) -> Article:
            asked[article_id] = None
            raise KeyError(article_id)

        resolve(address, note)
        for article_id in asked:
            yield from self.of(article_id)


class SupersededReports:
    """Old versions, searched for words beside the reports of `library`."""

    def __init__(self, old: OldVersions, library: Library) -> None:
        """Index `old` with the dictionary of `library`, each version as a report of its own."""
        self._versions = {str(one.number): one for one in old.every}
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

    def _placed(self, quotation: CheckedQuotation) -> SupersededQuotation:
        place = quotation.pieces[0].places[0]
        return SupersededQuotation(quotation, self._versions[place.article.id], place)


def _is_clean(quotation: CheckedQuotation) -> bool:
    """Whether a quotation is one piece that stands in a version as it was typed, but for looks."""
    exact = quotation.outcome is Outcome.EXACT or quotation.worded_alike
    return exact and len(quotation.pieces) == 1 and bool(quotation.pieces[0].places)
