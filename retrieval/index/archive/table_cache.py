"""Tables made from the dictionaries, once: kept in a folder where there is one, else in memory."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from retrieval.index.archive.array_file import Array, CheckedFile, CheckedWriter, DamagedError

Arrays = Mapping[str, Array]
"""A table: arrays by name."""


class Tables:
    """Tables by name. Those of the folder are believed when they prove themselves, else made."""

    def __init__(
        self, folder: Path | None = None, say: Callable[[str], None] | None = None
    ) -> None:
        """Keep tables in `folder`, made when one is written; `say` is told which is broken."""
        self._folder = folder
        self._say = say or (lambda _sentence: None)
        self._known: dict[str, Arrays] = {}
        self._one_at_a_time = threading.RLock()

    def get(self, name: str, version: str, make: Callable[[], Arrays]) -> Arrays:
        """Return a table, made by `make` unless that very version of it is there."""
        with self._one_at_a_time:
            if name not in self._known:
                self._known[name] = self._found(name, version, make)
            return self._known[name]

    def _found(self, name: str, version: str, make: Callable[[], Arrays]) -> Arrays:
        if not self._folder:
            return make()
        path = self._folder / f"{name}-{version}"
        try:
            return _read(path)
        except DamagedError as error:
            self._say(f"{error}: made again")
        except OSError:
            pass
        table = make()
        # What cannot be kept is made again next time: slower, not wrong.
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            _write(path, table)
            for other in self._folder.glob(f"{name}-*"):
                if other != path:
                    other.unlink(missing_ok=True)
        return table


def _read(path: Path) -> Arrays:
    file = CheckedFile(path)
    return {name: file.array(name) for name in file.names}


def _write(path: Path, table: Arrays) -> None:
    aside = path.with_name(f".{os.getpid()}-{path.name}")
    with CheckedWriter(aside) as out:
        for name, items in table.items():
            out.append(name, items)
    aside.replace(path)
