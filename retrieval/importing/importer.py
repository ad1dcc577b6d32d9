"""Newspaper pages -> article files in a folder, with ids that last.

Importing the same page again changes nothing; a corrected page renews the files of its articles
under the ids they have. A file that a person has edited is never overwritten, and none is deleted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from retrieval.article import Article
from retrieval.article_file import write
from retrieval.corpus import LEDGER, CorpusError, Problem, read
from retrieval.importing.id_registry import IdRegistry, IdRegistryError, RegistryEntry, digest
from retrieval.importing.newspaper.parser import parse_page

MAX_PAGE_BYTES = 1_000_000
"""The largest page that is read; a newspaper page has some ten thousand bytes."""


class FileChange(StrEnum):
    """What an import did to an article's file."""

    NEW = "new"
    RENEWED = "renewed"
    SAME = "unchanged"
    KEPT = "kept as edited"


@dataclass(frozen=True, slots=True)
class ImportedArticle:
    """An article of a page, with its id, and what became of its file `<id>.md`."""

    article: Article
    change: FileChange

    def __str__(self) -> str:
        """a07  《title》 byline · 4 paragraphs · new."""
        article = self.article
        by = f" {article.byline}" if article.byline else ""
        count = len(article.texts)
        paragraphs = f"{count} paragraph{'s' if count != 1 else ''}"
        return f"{article.id}  《{article.title}》{by} · {paragraphs} · {self.change}"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did: the articles in the order of the pages, then what to look at.

    `refused`: files that are no page and were not imported. `problems`: what is unsure.
    """

    imported: tuple[ImportedArticle, ...]
    problems: tuple[Problem, ...] = ()
    refused: tuple[Problem, ...] = ()

    def __str__(self) -> str:
        """Print a line for each."""
        lines = (*self.imported, *(f"? {problem}" for problem in self.problems), *self.refused)
        return "\n".join(map(str, lines))


class _UnreadableError(ValueError):
    """A file is no text of a page; the message says why."""


def import_pages(files: Iterable[Path], into: Path) -> ImportReport:
    """Import the pages into the folder, which is made if it is missing.

    CorpusError when the folder cannot be written or its ledger is broken; nothing is written then.
    """
    try:
        into.mkdir(parents=True, exist_ok=True)
        return _Import(into).run(files)
    except OSError as error:
        message = f"{into}: cannot be written ({error.strerror})"
        raise CorpusError(message) from error


class _Import:
    """One import into one folder."""

    def __init__(self, into: Path) -> None:
        self._into = into
        self._ledger = _open_ledger(into)
        self._imported: list[ImportedArticle] = []
        self._problems: list[Problem] = []
        self._refused: list[Problem] = []

    def run(self, files: Iterable[Path]) -> ImportReport:
        """Import each file, then keep the ledger."""
        for file in files:
            try:
                self._import(file)
            except _UnreadableError as error:
                self._refused.append(Problem(str(file), 0, str(error)))
        _replace(self._into / LEDGER, str(self._ledger))
        return ImportReport(tuple(self._imported), tuple(self._problems), tuple(self._refused))

    def _import(self, file: Path) -> None:
        """Import one page."""
        text, encoding = _text(file)
        source = " ".join(file.name.encode(errors="replace").decode().split())
        reading = parse_page(text, source)
        if not reading.articles:
            message = "no article found: no text, or headings only"
            raise _UnreadableError(message)
        if encoding != "UTF-8":
            self._problems.append(Problem(source, 0, f"not UTF-8; read as {encoding}"))
        self._problems.extend(reading.problems)
        known = _occurrences(self._ledger.of(source))
        seen: Counter[str] = Counter()
        for article in reading.articles:
            seen[article.title] += 1
            entry = known.pop((article.title, seen[article.title]), None)
            self._put(article, entry or RegistryEntry(self._ledger.next(), source, article.title))
        self._report_gone(known.values())

    def _put(self, article: Article, entry: RegistryEntry) -> None:
        """Write the article's file under its id, unless a person has edited it."""
        article = replace(article, id=entry.id)
        path = self._into / f"{entry.id}.md"
        text = write(article)
        stored = path.read_bytes().decode(errors="replace") if path.exists() else None
        if stored is None:
            change = FileChange.NEW
        elif stored == text:
            change = FileChange.SAME
        else:
            change = FileChange.RENEWED if digest(stored) == entry.digest else FileChange.KEPT
        if change in (FileChange.NEW, FileChange.RENEWED):
            _replace(path, text)
        if change is FileChange.KEPT:
            why = "edited since it was imported, and left so; delete it to import it anew"
            self._problems.append(Problem(path.name, 0, why))
        else:
            entry = replace(entry, digest=digest(text))
        self._ledger.put(entry)
        self._imported.append(ImportedArticle(article, change))

    def _report_gone(self, entries: Iterable[RegistryEntry]) -> None:
        """Say which articles of an earlier import the page does not have any more."""
        for entry in entries:
            name = f"{entry.id}.md"
            if (self._into / name).exists():
                why = f"《{entry.title}》 is no longer found in {entry.source}; its file is kept"
                self._problems.append(Problem(name, 0, why))


def _occurrences(entries: Iterable[RegistryEntry]) -> dict[tuple[str, int], RegistryEntry]:
    """Return the entries by title and by how often that title came before: (图片新闻, 2)."""
    seen: Counter[str] = Counter()
    found: dict[tuple[str, int], RegistryEntry] = {}
    for entry in entries:
        seen[entry.title] += 1
        found[entry.title, seen[entry.title]] = entry
    return found


def _open_ledger(folder: Path) -> IdRegistry:
    """Read the folder's ledger, and take up the article files that it does not know."""
    path = folder / LEDGER
    try:
        ledger = (
            IdRegistry.parse(path.read_text(encoding="utf-8-sig"))
            if path.exists()
            else IdRegistry()
        )
    except (IdRegistryError, UnicodeDecodeError) as error:
        message = f"{path}:{error}"
        raise CorpusError(message) from error
    for article in read(folder).articles:
        if article.id not in ledger:
            ledger.put(RegistryEntry(article.id, article.source, " ".join(article.title.split())))
    for file in sorted(folder.glob("*.md")):
        if file.stem not in ledger:
            ledger.put(RegistryEntry(file.stem, "", ""))
    return ledger


def _text(file: Path) -> tuple[str, str]:
    """Return a page's text and the name of its encoding; _UnreadableError when it is no text."""
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_PAGE_BYTES + 1)
    except OSError as error:
        message = f"cannot be read ({error.strerror})"
        raise _UnreadableError(message) from error
    if len(data) > MAX_PAGE_BYTES:
        message = f"larger than {MAX_PAGE_BYTES:,} bytes: not one page's text"
        raise _UnreadableError(message)
    if data.startswith((b"%PDF", b"PK\x03\x04")):
        message = "a PDF or an office document: extract its text first"
        raise _UnreadableError(message)
    return _decoded(data)


def _decoded(data: bytes) -> tuple[str, str]:
    """Return the text and the encoding it was found to have: UTF-8, UTF-16 or GB18030."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for name in ("UTF-16",) if wide else ("UTF-8", "GB18030"):
        try:
            text = data.decode("utf-8-sig" if name == "UTF-8" else name)
        except UnicodeDecodeError:
            continue
        if all(c.isprintable() or c.isspace() or c > "\x9f" for c in text):
            return text, name
        break
    message = "not text in UTF-8, UTF-16 or GB18030"
    raise _UnreadableError(message)


def _replace(path: Path, text: str) -> None:
    """Write a file whole or not at all; one that says the same already is left alone."""
    if path.exists() and path.read_bytes() == text.encode():
        return
    draft = path.with_name(f".{path.name}.new")
    draft.write_bytes(text.encode())
    draft.replace(path)
