"""Proof that a quote is what the report says, taken before it is sent.

A report that is a file is read again, and the words, title and byline must stand there now. The
ledger tells whether the file is still the one that was imported. A report without a file of its
own (a line of a JSONL file) must be, by its hash, the one that the library holds now: as it was
read when the library was opened, or as it stands in the index on the disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path

from retrieval.article import Article, Quote
from retrieval.article_file import BrokenError, parse
from retrieval.corpus import LEDGER, contents
from retrieval.importing.id_registry import IdRegistry, IdRegistryError, digest

Read = Callable[[Path], tuple[Article, str]]
"""Reads a file: the article it tells now, and the hash of its text."""

_REMEMBERED = 128
"""Of how many files read it is remembered what they told: the same text tells the same again."""


class Evidence(StrEnum):
    """What a quote was proved by."""

    IMPORTED = "imported"
    """The report's file, with the hash it had when it was imported."""
    FILE = "file"
    """The report's file as it is now; it was written or edited by a person."""
    OPENED = "opened"
    """The report as the library holds it."""


class ProofError(Exception):
    """A quote is not, or is no longer, what the report says; the message says which and why.

    It has the place and the file in it, for the operator, and none of the words.
    """

    def __init__(self, quote: Quote, why: str) -> None:
        """Keep the quote beside the reason."""
        super().__init__(f"{quote.address}, characters {quote.start}-{quote.stop}: {why}")
        self.quote = quote


class Prover:
    """Proves quotes from the reports of a corpus."""

    def __init__(self, files: Mapping[str, Path], find: Callable[[str], Article]) -> None:
        """Read the ledger beside the reports' files; `find` has those without one by their ids."""
        self._files = files
        self._imported: dict[str, str] = {}
        for folder in {path.parent for path in files.values()}:
            self._imported |= _ledger(folder)
        self._find = find
        self._told_by = lru_cache(_REMEMBERED)(_told_by)

    def prove(self, quote: Quote) -> Evidence:
        """Return what proves the quote; ProofError when nothing does."""
        return self._prove(quote, self._read)

    def article(self, article_id: str) -> Article:
        """Return a report as it is stored now; KeyError when it is not there, or cannot be read."""
        path = self._files.get(article_id)
        if path is None:
            return self._find(article_id)
        try:
            stored, _ = self._read(path)
        except BrokenError as error:
            raise KeyError(article_id) from error
        return stored

    def unproved(self, quotes: Iterable[Quote]) -> list[ProofError | None]:
        """Return why each quote is not proved, None where it is; a file is read once for all."""
        read = cache(self._read)
        return [self._problem(quote, read) for quote in quotes]

    def _problem(self, quote: Quote, read: Read) -> ProofError | None:
        try:
            self._prove(quote, read)
        except ProofError as error:
            return error
        return None

    def _prove(self, quote: Quote, read: Read) -> Evidence:
        path = self._files.get(quote.article.id)
        if path:
            return self._prove_from_file(quote, path, read)
        if not self._is_stored(quote.article):
            raise ProofError(quote, "it is not the report that the library holds")
        return Evidence.OPENED

    def _is_stored(self, article: Article) -> bool:
        try:
            return _hash(self._find(article.id)) == _hash(article)
        except KeyError:
            return False

    def _read(self, path: Path) -> tuple[Article, str]:
        return self._told_by(contents(path, path.parent))

    def _prove_from_file(self, quote: Quote, path: Path, read: Read) -> Evidence:
        try:
            stored, printed = read(path)
        except BrokenError as error:
            raise ProofError(quote, f"{path.name}: {error}") from error
        if not _stands(quote, stored):
            raise ProofError(quote, f"{path.name} says something else now")
        as_imported = printed == self._imported.get(quote.article.id)
        return Evidence.IMPORTED if as_imported else Evidence.FILE


def _told_by(text: str) -> tuple[Article, str]:
    """Return the article that the text of a file tells, and the text's hash."""
    return parse(text), digest(text)


def _stands(quote: Quote, stored: Article) -> bool:
    """Whether the stored article has these words at this place, and is called the same."""
    try:
        text = stored.paragraph(quote.number).text
    except IndexError:
        return False
    called = (stored.id, stored.title, stored.byline)
    article = quote.article
    return text[quote.start : quote.stop] == quote.text and called == (
        article.id,
        article.title,
        article.byline,
    )


def _ledger(folder: Path) -> dict[str, str]:
    """Return the hashes kept at import; none where there is no ledger that can be read."""
    try:
        return IdRegistry.parse((folder / LEDGER).read_text(encoding="utf-8-sig")).digests()
    except (OSError, UnicodeDecodeError, IdRegistryError):
        return {}


def _hash(article: Article) -> bytes:
    parts = (article.id, article.title, article.byline, *article.texts)
    return sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).digest()
