"""Documents → article files in a folder, with ids that last.

Importing the same file again changes nothing; a corrected one renews the files of its articles
under the ids they have. A file that a person has edited is never overwritten, and none is deleted.
What may belong to another article is held back in the review list beside them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from retrieval.article import RECOGNISED, Article
from retrieval.article_file import write
from retrieval.corpus import LEDGER, MAX_ARTICLE_BYTES, CorpusError, Problem, read
from retrieval.importing.collection import SourceFile, documents
from retrieval.importing.document import HeldText, UnreadableError
from retrieval.importing.id_registry import IdRegistry, IdRegistryError, RegistryEntry, digest
from retrieval.importing.reader import read_file
from retrieval.importing.review_list import ReviewList, replace_file

_FRONT_MATTER = 1_000
"""Bytes that the source, date and page that are known of all documents may add to a file."""

_LEAST_LIKENESS = 0.3
"""Two texts of one title that share less than this are two articles."""


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

    `refused`: files that are no report and were not imported. `problems`: what is unsure. `held`:
    texts that are in no article until a person decides.
    """

    imported: tuple[ImportedArticle, ...]
    problems: tuple[Problem, ...] = ()
    refused: tuple[Problem, ...] = ()
    held: tuple[HeldText, ...] = ()

    def __str__(self) -> str:
        """Print a line for each."""
        lines = (*self.imported, *(f"? {problem}" for problem in self.problems), *self.refused)
        return "\n".join(map(str, lines))


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What is known of all documents of an import, and stands in the front matter of each article.

    `source`: the paper's name, else the file's. `date`: where none is printed. `page`: its number.
    """

    source: str = ""
    date: str = ""
    page: int = 0

    def of(self, article: Article) -> Article:
        """Return the article with it."""
        known = self.source or article.source
        recognised = article.is_recognised or known.endswith(RECOGNISED)
        source = known.removesuffix(RECOGNISED) + (f" 第{self.page}版" if self.page else "")
        return replace(
            article,
            source=source + RECOGNISED * recognised,
            date=article.date or self.date,
        )


def import_files(
    paths: Iterable[Path], into: Path, known: FrontMatter | None = None
) -> ImportReport:
    """Import files, folders and zips into the folder, which is made if it is missing.

    CorpusError when the folder cannot be written or its ledger is broken; nothing is written then.

    >>> str(import_files([Path("page.txt")], Path("reports")).imported[0])  # doctest: +SKIP
    'a01  《老桥新生 乡亲安心》 李小明 · 4 paragraphs · new'
    """
    try:
        into.mkdir(parents=True, exist_ok=True)
        return _Import(into, known or FrontMatter()).run(list(paths))
    except OSError as error:
        message = f"{into}: cannot be written ({error.strerror})"
        raise CorpusError(message) from error


class _Import:
    """One import into one folder."""

    def __init__(self, into: Path, known: FrontMatter) -> None:
        self._into = into
        self._known = known
        self._ledger = _open_ledger(into)
        self._review = ReviewList.of(into)
        self._imported: list[ImportedArticle] = []
        self._problems: list[Problem] = []
        self._refused: list[Problem] = []
        self._held: list[HeldText] = []

    def run(self, paths: list[Path]) -> ImportReport:
        """Import each file, then keep the ledger and the review list."""
        for file in documents(paths):
            try:
                self._import(file)
            except UnreadableError as error:
                self._refused.append(Problem(file.shown, 0, str(error)))
        replace_file(self._into / LEDGER, str(self._ledger))
        self._review.keep()
        return ImportReport(
            tuple(self._imported), tuple(self._problems), tuple(self._refused), tuple(self._held)
        )

    def _import(self, file: SourceFile) -> None:
        """Import one document."""
        if file.refusal:
            raise UnreadableError(file.refusal)
        parsed = read_file(file.path, file.name)
        self._problems.extend(parsed.problems)
        self._held.extend(parsed.held)
        self._review.put(file.name, (*parsed.held, *parsed.problems))
        known: dict[str, list[RegistryEntry]] = {}
        for entry in self._ledger.of(file.name):
            known.setdefault(entry.title, []).append(entry)
        for article in parsed.articles:
            if why := _unwritable(article):
                self._refused.append(Problem(file.shown, 0, f"《{article.title[:40]}》 {why}"))
                continue
            alike = known.get(article.title, [])
            found = next((entry for entry in alike if self._is_of(entry, article)), None)
            if found:
                alike.remove(found)
            entry = found or RegistryEntry(self._ledger.next(), file.name, article.title)
            self._put(self._known.of(article), entry)
        self._report_gone(entry for entries in known.values() for entry in entries)

    def _is_of(self, entry: RegistryEntry, article: Article) -> bool:
        """Whether an entry's file tells a version of the article, not another of the same title.

        Two files of one name (page.txt), from two folders, may both have a title 图片新闻.
        """
        path = self._into / f"{entry.id}.md"
        if not path.exists():
            return True
        stored = path.read_bytes().decode(errors="replace")
        return (
            stored == write(replace(article, id=entry.id))
            or _likeness(stored.rpartition("---\n")[2], "\n\n".join(article.texts))
            >= _LEAST_LIKENESS
        )

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
            replace_file(path, text)
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


def _unwritable(article: Article) -> str:
    """Say why an article cannot stand in a file that is read again; nothing when it can."""
    try:
        size = len(write(replace(article, id="a0000000")).encode())
    except ValueError:  # such as half a surrogate pair, which JSON can hold
        return "has characters that no file can hold"
    limit = f"is larger than {MAX_ARTICLE_BYTES:,} bytes: no one article"
    return limit if size > MAX_ARTICLE_BYTES - _FRONT_MATTER else ""


def _likeness(left: str, right: str) -> float:
    """Return the share of the shorter text's pairs of characters that the other has too."""
    one, other = ({text[at : at + 2] for at in range(len(text) - 1)} for text in (left, right))
    return len(one & other) / max(1, min(len(one), len(other)))
