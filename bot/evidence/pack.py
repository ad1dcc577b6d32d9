"""An evidence pack: the question, the verdict, and each quote with all that proves its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from bot.views.translations import Translation
from retrieval.article import Quote
from retrieval.citation.address import Reference
from retrieval.citation.citation import gbt7714, short

FACTS = ("pack_question", "pack_verdict", "pack_version", "pack_made")
"""What is told of the whole: the keys of the names, in order."""


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """A quote; its words are computed from its place. `url` is its page, empty where none is."""

    quote: Quote
    url: str = ""

    @property
    def reference(self) -> Reference:
        """The address of its paragraph."""
        return Reference.of(self.quote)

    @property
    def digest(self) -> str:
        """The SHA-256 of the whole paragraph in UTF-8: 64 hexadecimal digits."""
        return sha256(self.quote.paragraph.text.encode(errors="surrogatepass")).hexdigest()

    @property
    def citations(self) -> tuple[str, ...]:
        """How it is cited: in short, and by the standard where that can be."""
        return tuple(filter(None, (short(self.reference), gbt7714(self.reference))))


@dataclass(frozen=True, slots=True)
class EvidencePack:
    """What was `asked`, the `verdict` as it was told, and the quotes it rests on.

    `version` is that of the reports, `made` the time (UTC).
    """

    asked: str
    verdict: str
    items: tuple[EvidenceItem, ...]
    version: str
    made: datetime

    @property
    def facts(self) -> tuple[str, ...]:
        """What is told of the whole, in the order of FACTS."""
        return self.asked, self.verdict, self.version, f"{self.made:%Y-%m-%d %H:%M:%S} UTC"


def details(words: Translation, item: EvidenceItem) -> tuple[tuple[str, str], ...]:
    """Return all that is told of a quote beside its words, each with its name."""
    quote = item.quote
    characters = f"{quote.start}–{quote.stop}"
    told = [
        ("pack_address", f"{item.reference}--{item.reference.fingerprint}"),
        ("pack_characters", characters),
        ("pack_digest", item.digest),
        *zip(("page_citation", "pack_standard"), item.citations, strict=False),
        ("page_share", item.url),
    ]
    return tuple((words.plain(key), value) for key, value in told if value)


def items(quotes: Iterable[Quote], page: Callable[[Quote], str]) -> tuple[EvidenceItem, ...]:
    """Return quotes as items, each place once; `page` tells the address of a quote's page."""
    places = {(quote.address, quote.start, quote.stop): quote for quote in quotes}
    return tuple(EvidenceItem(quote, page(quote)) for quote in places.values())
