"""The loader of the lexicon's data files, which lie beside it.

A word list (`.txt`) holds sections; a section is a line `[name]` and the words below it, with white
space between them. A table (`.tsv`, or `.tsv.gz` where it is large) holds rows of tab-separated
cells. In both, `#` at the start of a line begins a remark; the first remarks name the source and
the licence.

>>> "多少" in sections("question_words")["number"]
True
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def sections(name: str) -> Mapping[str, tuple[str, ...]]:
    """Return the sections of the word list `name`, each with its words in the order written.

    FileNotFoundError when there is no such list, ValueError when a word stands above any section or
    twice in one.
    """
    found: dict[str, list[str]] = {}
    section: list[str] | None = None
    for line in _lines(name, ".txt"):
        if line.startswith("["):
            section = found.setdefault(line.strip("[] "), [])
        elif section is None:
            message = f"{name}: words before the first section: {line}"
            raise ValueError(message)
        else:
            section += line.split()
    for title, words in found.items():
        if len(set(words)) < len(words):
            message = f"{name}: a word stands twice in [{title}]"
            raise ValueError(message)
    return {title: tuple(words) for title, words in found.items()}


@cache
def words(name: str, section: str | None = None) -> frozenset[str]:
    """Return the words of one section of a list, or of all of them."""
    listed = sections(name)
    chosen = [listed[section]] if section else listed.values()
    return frozenset(word for group in chosen for word in group)


def rows(name: str) -> Iterator[list[str]]:
    """Yield the rows of the table `name`, each a list of cells."""
    for line in _lines(name, ".tsv"):
        yield line.split("\t")


def _lines(name: str, suffix: str) -> Iterator[str]:
    """Yield the lines of a data file that say something, without remarks."""
    packed, plain = FOLDER / f"{name}{suffix}.gz", FOLDER / f"{name}{suffix}"
    data = gzip.decompress(packed.read_bytes()) if packed.exists() else plain.read_bytes()
    for line in data.decode("utf-8").split("\n"):
        if line.strip() and not line.startswith("#"):
            yield line
