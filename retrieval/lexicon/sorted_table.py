"""A large table of the lexicon, searched by bisection as it lies: some MB, nothing parsed."""

from __future__ import annotations

import gzip
import re
from bisect import bisect_left
from collections.abc import Iterator

from retrieval.lexicon.files import FOLDER

_REMARKS = re.compile(rb"\A(?:#.*\n)*")


class SortedTable:
    """The rows of `NAME.tsv.gz`, which are sorted by their bytes, found by their first cell."""

    def __init__(self, name: str) -> None:
        """Read the table into memory; FileNotFoundError when there is none."""
        data = gzip.decompress((FOLDER / f"{name}.tsv.gz").read_bytes())
        self._rows = _REMARKS.sub(b"", data).splitlines()

    def row(self, key: str) -> list[str]:
        """Return the cells after the first of the row of `key`; none where there is no such row.

        >>> SortedTable("characters").row("行")[0]
        'xing hang'
        """
        sought = _bytes(f"{key}\t")
        at = bisect_left(self._rows, sought)
        found = at < len(self._rows) and self._rows[at].startswith(sought)
        return self._rows[at].decode().split("\t")[1:] if found else []

    def beginning(self, prefix: str) -> Iterator[list[str]]:
        """Yield the rows that begin with `prefix`, all their cells."""
        sought = _bytes(prefix)
        at = bisect_left(self._rows, sought)
        while at < len(self._rows) and self._rows[at].startswith(sought):
            yield self._rows[at].decode().split("\t")
            at += 1


def _bytes(text: str) -> bytes:
    """Return the bytes of UTF-8; those of half a character stand in no table."""
    return text.encode("utf-8", "surrogatepass")
