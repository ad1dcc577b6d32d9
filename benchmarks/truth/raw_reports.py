"""Reports as a reader has them before any program of ours: their files, read in the plainest way.

Nothing of `retrieval` is used here, so that a fault of it cannot hide itself.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import opencc


@dataclass(frozen=True, slots=True)
class RawReport:
    """A report as its file has it."""

    paragraphs: tuple[str, ...]
    title: str = ""
    byline: str = ""
    place: str = ""
    source: str = ""
    date: str = ""

    @property
    def said(self) -> str:
        """All that a report says: what stands above it, and its text."""
        return plain("\n".join((self.title, self.byline, self.place, *self.paragraphs)))


@dataclass(frozen=True, slots=True)
class RawReports:
    """Reports by their ids."""

    by_id: Mapping[str, RawReport] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> RawReports:
        """Read a folder of `.md` files, or a JSONL file."""
        if path.is_dir():
            return cls(dict(_article(file) for file in sorted(path.glob("*.md"))))
        rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
        return cls(
            {str(row["id"]): RawReport((row["text"],), row.get("title", "")) for row in rows}
        )


def plain(text: str) -> str:
    """Return a text in simplified script, half width and small letters; it may change in length.

    >>> plain("ＣＯＶＩＤ　雙林鎮")
    'covid 双林镇'
    """
    return _simplified(unicodedata.normalize("NFKC", text)).casefold()


def close(text: str) -> str:
    """Return a plain text without white space and marks, but for those of numbers and names."""
    return "".join(c for c in text if c.isalnum() or c in "+#%")


@cache
def _simplified(text: str) -> str:
    # Each character by itself, as a reader who knows both scripts would take it.
    return "".join(_CONVERTER.convert("\n".join(text)).split("\n")) if text else ""


_CONVERTER = opencc.OpenCC("t2s")


def _article(file: Path) -> tuple[str, RawReport]:
    _, head, body = file.read_text(encoding="utf-8").split("---\n", 2)
    fields = dict(re.findall(r"^(\w+): *(.*)$", head, re.MULTILINE))
    named = {key: value.strip("'\"") for key, value in fields.items()}
    own = {key: value for key, value in named.items() if key in RawReport.__slots__}
    paragraphs = tuple(part.strip() for part in re.split(r"\n\s*\n", body) if part.strip())
    return named["id"], RawReport(paragraphs, **own)
