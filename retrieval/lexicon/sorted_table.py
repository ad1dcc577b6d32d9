"""A large table of the lexicon, searched by bisection as it lies: a few MB, nothing parsed."""

from __future__ import annotations

import gzip
import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import takewhile

from retrieval.lexicon.files import FOLDER

_REMARKS = re.compile(rb"\A(?:#.*\n)*")


class SortedTable:
    """The rows of `NAME.tsv.gz`, which are sorted by their bytes, found by their first cell."""

    def __init__(self, name: str) -> None:
        """Read the table into memory; FileNotFoundError when there is none."""
        data = gzip.decompress((FOLDER / f"{name}.tsv.gz").read_bytes())
        self._rows = _REMARKS.sub(b"", data)

    def row(self, key: str) -> list[str]:
        """Return the cells after the first of the row of `key`; none where there is no such row.

        >>> SortedTable("characters").row("行")[0]
        'xing hang'
        """
        return next(self.beginning(f"{key}\t"), [key])[1:]

    def beginning(self, prefix: str) -> Iterator[list[str]]:
        """Yield the rows that begin with `prefix`, all their cells."""
        sought = prefix.encode()
        places = range(len(self._rows))
        first = bisect_left(places, sought, key=self._line)
        for line in takewhile(lambda line: line.startswith(sought), self._from(first)):
            yield line.decode().split("\t")

    def _line(self, at: int) -> bytes:
        """Return the line that `at` is in."""
        start = self._rows.rfind(b"\n", 0, at) + 1
        return self._rows[start : self._rows.find(b"\n", at)]

    def _from(self, at: int) -> Iterator[bytes]:
        while at < len(self._rows):
            line = self._line(at)
            yield line
            at = self._rows.find(b"\n", at) + 1
