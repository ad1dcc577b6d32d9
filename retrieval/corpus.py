"""Files and articles: a folder of article files, or a JSONL file, read into values.

What is broken is a `Problem` with the file's name, the line and the reason; everything else
still loads.
"""

from __future__ import annotations

import errno
import json
import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from retrieval.article import Article
from retrieval.article_file import BrokenError, examine

SHIPPED = Path(__file__).resolve().parents[1] / "corpus" / "articles"
"""The reports that are asked when no others are named."""

MAX_ARTICLE_BYTES = 1_000_000
"""The largest article file that is read; a newspaper article has some thousand bytes."""

LEDGER = "ids.tsv"
"""The importer's record of the ids given, kept in the folder; it is not an article file."""

_DIGITS = re.compile(r"(\d+)")
_READING = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK
"""Nobody is waited for, as who opens a pipe would wait for its other end."""
_STRANGE = "not an article file (.md); newspaper pages are read by `python -m retrieval import`"


class CorpusError(Exception):
    """The corpus cannot be read or written at all; the message is one line for a person."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong or unsure: `file` (name or path), `line` from 1 (0: the file), `why`."""

    file: str
    line: int
    why: str

    def __str__(self) -> str:
        """file:line: why."""
        return f"{self.file}:{self.line}: {self.why}" if self.line else f"{self.file}: {self.why}"


@dataclass(frozen=True, slots=True)
class Corpus:
    """What was read, and what could not be.

    The articles of a folder stand in the natural order of their ids (a2 before a10), those of a
    JSONL file in the order of its lines.
    """

    articles: tuple[Article, ...]
    problems: tuple[Problem, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    """The name of the file of each article that has one of its own, by the article's id."""


def read(path: Path) -> Corpus:
    """Read a folder of article files, or a `.jsonl` file; CorpusError when there is neither."""
    try:
        if path.is_dir():
            return _read_folder(path)
        if path.is_file() and path.suffix == ".jsonl":
            return _read_lines(path)
    except OSError as error:
        message = f"{path}: cannot be read ({error.strerror or error})"
        raise CorpusError(message) from error
    missing = "neither a folder nor a .jsonl file" if path.exists() else "no such file or folder"
    message = f"{path}: {missing}"
    raise CorpusError(message)


def natural(name: str) -> tuple[tuple[int, str], ...]:
    """Sort key that reads runs of digits as numbers: a2, a10, b1."""
    parts = _DIGITS.split(name)
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts)


def _read_folder(folder: Path) -> Corpus:
    """Read every `.md` file of the folder that is not hidden."""
    articles: dict[str, Article] = {}
    files: dict[str, str] = {}
    problems: list[Problem] = []
    for path in sorted(folder.iterdir(), key=lambda path: natural(path.name)):
        if not is_article_file(path.name):
            continue
        try:
            article, doubts = examine(contents(path, folder))
        except BrokenError as error:
            problems.append(Problem(path.name, error.line, str(error)))
            continue
        if article.id in articles:
            problems.append(taken(path.name, article.id))
            continue
        articles[article.id], files[article.id] = article, path.name
        problems += (Problem(path.name, doubt.line, str(doubt)) for doubt in doubts)
    ordered = sorted(articles.values(), key=lambda article: natural(article.id))
    return Corpus(tuple(ordered), tuple(problems), files)


def is_article_file(name: str) -> bool:
    """Whether a file of a corpus's folder is read: it is not hidden, and not the ledger."""
    return not name.startswith(".") and name != LEDGER


def taken(file: str, article_id: str) -> Problem:
    """Say that a file tells an article of an id that another file has."""
    return Problem(file, 1, f"id {article_id} is taken by another file")


def contents(path: Path, folder: Path) -> str:
    """Return the text of an article file of `folder`.

    BrokenError when it is not ours to read, is gone, too large or not UTF-8.
    """
    try:
        data = _bytes(path, folder)
    except OSError as error:
        why = f"cannot be read ({error.strerror})"
        raise BrokenError(why) from None
    if len(data) > MAX_ARTICLE_BYTES:
        why = f"larger than {MAX_ARTICLE_BYTES:,} bytes"
        raise BrokenError(why)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        why = "not UTF-8 text"
        raise BrokenError(why, data.count(b"\n", 0, error.start) + 1) from None


def _bytes(path: Path, folder: Path) -> bytes:
    """Return what stands in a file, a byte more than there may be at most; OSError, BrokenError."""
    file = _opened(path, folder)
    try:
        about = os.fstat(file)
        if path.suffix != ".md" or not stat.S_ISREG(about.st_mode):
            raise BrokenError(_STRANGE)
        return os.read(file, min(about.st_size, MAX_ARTICLE_BYTES) + 1)
    finally:
        os.close(file)


def _opened(path: Path, folder: Path) -> int:
    """Open a file, or what a link leads to within the folder."""
    try:
        return os.open(path, _READING | os.O_NOFOLLOW)
    except OSError as error:
        if error.errno != errno.ELOOP:
            raise
    if not _real(path).is_relative_to(_real(folder)):
        why = "a link that leads outside the folder"
        raise BrokenError(why)
    if not path.is_file():
        raise BrokenError(_STRANGE)
    return os.open(path, _READING)


def _real(path: Path) -> Path:
    """Follow links; no error where they lead in a ring, as `Path.resolve` of Python 3.11 has it."""
    return Path(os.path.realpath(path))


def _read_lines(path: Path) -> Corpus:
    """Read a JSONL file, `{"id", "title", "text"}` a line: an article of one paragraph each."""
    articles: dict[str, Article] = {}
    problems: list[Problem] = []
    untitled: list[int] = []
    with path.open("rb") as file:
        for number, line in enumerate(_lines(file), 1):
            if line.isspace():
                continue
            try:
                article = _from_json(line)
            except BrokenError as error:
                problems.append(Problem(path.name, number, str(error)))
                continue
            if articles.setdefault(article.id, article) is not article:
                problems.append(Problem(path.name, number, f"id {article.id} is taken"))
            elif not _is_seen(article.title):
                untitled.append(number)
    if untitled:
        why = f"no title, and so in {len(untitled):,} lines; reports are named by their titles"
        problems.append(Problem(path.name, untitled[0], why))
    return Corpus(tuple(articles.values()), tuple(problems))


def _is_seen(text: str) -> bool:
    """Whether anything of a text is seen: a mark of no width is not."""
    return any(one.isprintable() and not one.isspace() for one in text)


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Yield the lines; of one that is too long only so much that it is seen to be."""
    while line := file.readline(MAX_ARTICLE_BYTES + 1):
        yield line
        while len(line) > MAX_ARTICLE_BYTES and not line.endswith(b"\n"):
            line = file.readline(MAX_ARTICLE_BYTES + 1)


def _from_json(line: bytes) -> Article:
    """Read one line. Its id may be of any form, or a number; its text is kept to the last blank."""
    if len(line) > MAX_ARTICLE_BYTES:
        why = f"larger than {MAX_ARTICLE_BYTES:,} bytes"
        raise BrokenError(why)
    try:
        row = json.loads(line.removeprefix(b"\xef\xbb\xbf").decode())
        key, title, text = row["id"], row.get("title", ""), row["text"]
        if b"\\u" in line:
            f"{key}{title}{text}".encode()  # half a surrogate pair could never be printed
    except (ValueError, RecursionError):
        why = "not a line of JSON in UTF-8"
        raise BrokenError(why) from None
    except (TypeError, KeyError, AttributeError):
        why = 'not an object with "id", "title" and "text"'
        raise BrokenError(why) from None
    if type(key) is int:
        key = str(key)
    if not (type(key) is type(title) is type(text) is str and key.isprintable() and key.strip()):
        why = '"id", "title" and "text" must be text, and the id must be on one line'
        raise BrokenError(why)
    if not text or text.isspace():
        why = "the text is empty"
        raise BrokenError(why)
    return Article(key, title, (text,))
