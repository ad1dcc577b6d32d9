"""The vectors of the sentences of reports, in a folder: found by the text they were made of.

Whatever becomes of the reports, only articles that are new are encoded.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
import weakref
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np

from retrieval.index.archive.array_file import DamagedError
from retrieval.index.archive.folder import locked
from retrieval.index.archive.term_ids import TermIds
from retrieval.index.passage_store import PassageStore
from retrieval.meaning.encoder import SentenceEncoder
from retrieval.meaning.encoding import maker_of, names, tables_of
from retrieval.meaning.vector_table import VectorTable, read_table, write_merged
from retrieval.meaning.vectors import Signs
from retrieval.serialization import fingerprint

_FILES = "vectors-*"
_TABLES = 8
"""With more tables than these, the small ones are merged."""

Say = Callable[[str], None]
Tell = Callable[[int, int], None]


class VectorFolder:
    """Vectors of the sentences of reports that were learned. For several threads.

    >>> kept = VectorFolder(encoder(), Path("index"))
    >>> kept.learn(PassageStore(articles))
    """

    def __init__(
        self,
        encoder: SentenceEncoder,
        folder: Path | None = None,
        jobs: int = 0,
        tell: Tell = lambda _done, _total: None,
    ) -> None:
        """Keep vectors in `folder`; without one, for as long as this is there.

        Many articles are encoded in so many processes (`jobs`; 0: in this one). `tell` is told how
        many of how many new ones are done.
        """
        self.encoder, self._jobs, self._tell = encoder, jobs, tell
        self._folder = folder or Path(tempfile.mkdtemp(prefix="wenbao-"))
        if folder is None:
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._maker = maker_of(encoder)
        self._tables: tuple[VectorTable, ...] = ()
        self._learning = threading.Lock()

    def sentences(self, passage: int, text: str) -> Signs | None:  # noqa: ARG002 -- SentenceVectors
        """Return the sentences (n x 64) of a passage of that folded text, if known."""
        key = fingerprint(text)
        with suppress(DamagedError):
            for table in self._tables:
                if (found := table.find(key)) is not None:
                    return found
        return None

    @property
    def size(self) -> int:
        """How many bytes the vectors take up."""
        return sum(table.flat.nbytes for table in self._tables)

    def learn(self, store: PassageStore) -> None:
        """Encode the articles of `store` that are not known; OSError when that cannot be kept."""
        with self._learning:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._read_files()
            living = names(store.digests())
            known = [np.zeros(0, dtype=np.uint64), *(table.articles for table in self._tables)]
            new = np.flatnonzero(~np.isin(living, np.concatenate(known))).tolist()
            done = 0
            for table in tables_of(self.encoder, map(store.articles.__getitem__, new), self._jobs):
                self._add(table, living)
                done += len(table.articles)
                self._tell(done, len(new))

    def learn_beside(self, store: PassageStore, say: Say) -> None:
        """Learn in a thread of its own, which ends with the process; `say` why it failed."""

        def work() -> None:
            try:
                self.learn(store)
            except (OSError, DamagedError) as error:
                say(f"the vectors of sentences cannot be kept: {error}")

        threading.Thread(target=work, name="meaning", daemon=True).start()

    def _read_files(self) -> None:
        """Map the tables that are in the folder; what cannot be believed is made again."""
        here = {table.path: table for table in self._tables}
        tables = []
        with locked(self._folder):
            for path in sorted(self._folder.glob(_FILES)):
                try:
                    tables.append(here.get(path) or read_table(path, self._maker))
                except DamagedError:
                    path.unlink()
        self._tables = tuple(tables)

    def _add(self, table: VectorTable, living: TermIds) -> None:
        """Keep a table; when there are many, merge the small ones, but for what lives no more."""
        kept, small = self._tables, [table]
        if len(kept) >= _TABLES:
            largest = max(kept, key=len)
            others = [one for one in kept if one is not largest]
            alone = len(largest) > sum(map(len, others))
            kept, small = ((largest,), [*others, table]) if alone else ((), [*kept, table])
        with locked(self._folder):
            serials = [path.name.split("-")[1] for path in self._folder.glob(_FILES)]
            serial = max((int(one) for one in serials if one.isdecimal()), default=0) + 1
            written = write_merged(self._folder / f"vectors-{serial}", small, living, self._maker)
            self._tables = (*kept, written)
            for path in (one.path for one in small if one.path):
                path.unlink(missing_ok=True)
