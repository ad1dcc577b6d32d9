"""An earlier version of a report as its page shows it: all of it, and what became of each part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from bot.views import corrections
from bot.views.reply import FormattedText
from bot.views.translations import Translation
from retrieval.article import Article
from retrieval.citation.address import Reference
from retrieval.claims.statements import Corrected, Statement
from retrieval.library import Library
from retrieval.revision import Revision
from retrieval.superseded import SHORT, Superseded, SupersededPlace

_ROOM, _MOST = 160, 4_000
"""UTF-16 units of two paragraphs set together, as the old one stands above it; and of a new one."""
_COMPARED, _CHARACTERS = 100, 30_000
"""Of so many paragraphs, and of so many characters, it is told what became of them."""


@dataclass(frozen=True, slots=True)
class OldVersion:
    """What is told beside an old text: until when it stood, and how the report differs from it.

    `above` tells of title, byline and date, `became` of paragraphs by their numbers, `added` of
    those that only the report as it is has; `more` paragraphs are not told of. `claims` is what is
    thereby said of the report.
    """

    version: Superseded
    above: tuple[FormattedText, ...]
    became: Mapping[int, FormattedText]
    added: tuple[FormattedText, ...]
    more: int
    claims: tuple[Statement, ...]

    @property
    def name(self) -> str:
        """What the page's address calls the version."""
        return short_name(self.version)

    @property
    def day(self) -> str:
        """The day on which it was seen to be corrected."""
        return corrections.day(self.version.corrected)


def short_name(version: Superseded) -> str:
    """Return what addresses call a version."""
    return version.name[:SHORT]


def is_current(library: Library, article_id: str, name: str) -> bool:
    """Whether a name, or at least the beginning of one, is that of a report as it is now."""
    return len(name) >= SHORT and library.digest(article_id).hex().startswith(name)


def standing(place: SupersededPlace, after: Article) -> Reference | None:
    """Return where the words of an old place stand in the report as it is now.

    None where some of them do not, or are parts of other paragraphs now.
    """
    revision, reference = Revision(place.version.article, after), place.reference
    if reference.is_whole:
        return Reference(after) if after == revision.before else None
    numbers = range(reference.first, reference.last + 1)
    if set(numbers) & set(revision.altered):
        return None
    first, last = (revision.successor(n) for n in (reference.first, reference.last))
    in_order = last - first == reference.last - reference.first and first
    return Reference(after, first, last) if in_order else None


def compared(words: Translation, version: Superseded, after: Article) -> OldVersion:
    """Tell how a report differs from an old version; it may take half a second."""
    revision = Revision(version.article, after)
    altered = tuple(_some(revision.before, revision.altered))
    new = tuple(_some(revision.after, revision.inserted))
    hidden = len(revision.altered) - len(altered) + len(revision.inserted) - len(new)
    lost = (version.article.texts[n - 1] for n in altered if n in revision.lost)
    return OldVersion(
        version,
        tuple(corrections.heading(words, revision)),
        {n: corrections.became(words, revision, n, _ROOM, most=_MOST) for n in altered},
        tuple(corrections.added(words, revision, n, _MOST) for n in new),
        hidden,
        tuple(Corrected(after.id, text) for text in lost),
    )


def _some(article: Article, numbers: Iterable[int]) -> Iterator[int]:
    """Yield some paragraphs of a report, as many as are told of."""
    room = _CHARACTERS
    for number in islice(numbers, _COMPARED):
        room -= len(article.texts[number - 1])
        if room >= 0:
            yield number
