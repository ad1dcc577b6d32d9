"""The folder of an archive: what in it is ours, by name. Nothing else is ever removed from it."""

from __future__ import annotations

import fcntl
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from retrieval.corpus import CorpusError
from retrieval.index.archive.array_file import DamagedError
from retrieval.index.archive.manifest import NAME, Manifest, read_manifest

BUILDING = "building"
"""The folder inside the archive's where finished batches wait for the others."""
_TABLES = "tables"
"""A folder that earlier versions made, and that nobody reads."""
_LOCK = "lock"
_FILE = re.compile(r"segment-\d+(-merged)?(-dead-\d+)?(\.part)?|manifest\.json(\.part)?")
_BATCH = re.compile(r"[0-9a-f]{32}(\.part)?")
_VECTORS = re.compile(r"vectors-\d+(\.part)?")
"""The files of `retrieval.meaning`, which keeps them in order itself."""
_OF_NOBODY = re.compile(r"\..*|lost\+found")


def refuse_foreign(folder: Path) -> None:
    """Raise CorpusError unless `folder` is missing, empty, or an archive's (be it a broken one)."""
    with suppress(FileNotFoundError, DamagedError):
        read_manifest(folder)
        return
    paths = folder.iterdir() if folder.exists() else ()
    names = sorted(path.name for path in paths if not _OF_NOBODY.fullmatch(path.name))
    foreign = [name for name in names if not _ours(name)]
    if foreign or (names and _LOCK not in names):
        message = (
            f"{folder}: holds {(foreign or names)[0]}, which is no index;"
            " an index is made in an empty folder"
        )
        raise CorpusError(message)


def refuse_shared(folder: Path, source: Path) -> None:
    """Raise CorpusError when the reports at `source` stand in the very same folder."""
    if folder.exists() and source.exists() and folder.samefile(source):
        message = f"{folder}: is the folder of the reports; the index needs one of its own"
        raise CorpusError(message)


def corpus_of(folder: Path) -> Path | None:
    """Return the path of the corpus that the archive in `folder` was made of; None for none.

    Raises CorpusError when that cannot be told, or it stands there no more.
    """
    refuse_foreign(folder)
    try:
        path = Path(read_manifest(folder).corpus)
    except FileNotFoundError:
        if not any(folder.glob("segment-*")):
            return None
        why = f"{folder / NAME}: missing"
    except DamagedError as error:
        why = str(error)
    else:
        if path.is_absolute() and path.exists():
            return path
        gone = f"was made of {path}, which is gone" if path.is_absolute() else "of unknown reports"
        why = f"{folder}: {gone}"
    message = f"{why}; name the reports of the index: --corpus, CORPUS_DIR"
    raise CorpusError(message)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder for writing; others wait."""
    with (folder / _LOCK).open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def clean(folder: Path, manifest: Manifest) -> None:
    """Remove our files of earlier states; who still reads them keeps them until then."""
    needed = {NAME, *manifest.needed()}
    for path in folder.iterdir():
        if _FILE.fullmatch(path.name) and path.name not in needed and path.is_file():
            path.unlink(missing_ok=True)


def clean_building(folder: Path) -> None:
    """Remove the batches of a build that is done, and their folder."""
    building = folder / BUILDING
    for path in building.iterdir():
        if _BATCH.fullmatch(path.name) and path.is_file():
            path.unlink(missing_ok=True)
    with suppress(OSError):  # somebody else's file is in it
        building.rmdir()


def next_serial(folder: Path) -> int:
    """Return a number that no file of the folder has in its name yet."""
    numbers = [path.name.split("-")[1] for path in folder.glob("segment-*")]
    return max((int(number) for number in numbers if number.isdecimal()), default=0) + 1


def _ours(name: str) -> bool:
    ours = name in {_LOCK, BUILDING, _TABLES}
    return ours or any(form.fullmatch(name) for form in (_FILE, _VECTORS))
