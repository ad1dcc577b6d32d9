"""Which segments count: one small file, replaced in one step by whoever changes the archive."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from retrieval.corpus import Problem
from retrieval.index.archive.array_file import DamagedError, sync

NAME = "manifest.json"
FORMAT = 3
"""Raised when files are written another way; an archive of another format is built again."""

FEW = 1000
"""Of fewer passages than these, what is found of all of them is found again after any change."""
_SHARE = 0.1
"""Of more, when so many of them have changed."""


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """A segment: its file, the checksum of that file's checksums, and the file of its dead."""

    name: str
    check: int
    tombstones: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive is made of.

    `analysis` names the analyser, `corpus` is the path of the corpus it was made from and `source`
    the state of that (size and time); `names` are the names its analyser learned, `problems` what
    could not be read; `files` the names of articles that are a file each, by their ids; `point` the
    operating point, and `changed` how many passages came or went since it was found; `serial`
    counts the changes, so that no file's name is used twice.
    """

    analysis: str
    serial: int = 0
    segments: tuple[SegmentEntry, ...] = ()
    source: str = ""
    names: tuple[str, ...] = ()
    problems: tuple[tuple[str, int, str], ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    point: float | None = None
    changed: int = 0
    corpus: str = ""

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Manifest:
        """Make a manifest of what JSON made of one: lists are tuples again."""
        segments = tuple(SegmentEntry(**entry) for entry in body["segments"])
        lists = {name: tuple(body[name]) for name in ("names", "problems", "files")}
        pairs = {name: tuple(map(tuple, lists[name])) for name in ("problems", "files")}
        return cls(**{**body, **lists, **pairs, "segments": segments})

    def point_of(self, passages: int) -> float | None:
        """Return the operating point, unless it is none of the `passages` that are there now."""
        tolerated = passages * _SHARE if passages >= FEW else 0
        return self.point if self.changed <= tolerated else None

    def told(self) -> tuple[tuple[Problem, ...], dict[str, str]]:
        """Return what could not be read of the corpus, and the names of its articles' files."""
        problems = tuple(Problem(file, line, why) for file, line, why in self.problems)
        # Earlier versions wrote down whole paths.
        return problems, {article: path.rpartition("/")[2] for article, path in self.files}

    def needed(self) -> set[str]:
        """Return the names of all files it needs."""
        return {name for entry in self.segments for name in (entry.name, entry.tombstones) if name}


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest; FileNotFoundError when there is none, DamagedError when it is altered."""
    return _manifest_of(folder / NAME, (folder / NAME).read_bytes())


class ManifestFile:
    """The manifest in a folder, read again only when somebody else has replaced it."""

    def __init__(self, folder: Path) -> None:
        """Read it; FileNotFoundError when there is none, DamagedError when it is altered."""
        self._folder = folder
        self._seen: tuple[int, ...] = ()
        self.manifest = self.read()

    def read(self) -> Manifest:
        """Return it as it is now."""
        now = _identity(self._folder / NAME)
        if now != self._seen:
            self.manifest, self._seen = read_manifest(self._folder), now
        return self.manifest

    def write(self, manifest: Manifest) -> None:
        """Put another one in its place; nobody else may write it meanwhile."""
        write_manifest(self._folder, manifest)
        self.manifest, self._seen = manifest, _identity(self._folder / NAME)


def _manifest_of(path: Path, data: bytes) -> Manifest:
    try:
        record = json.loads(data)
        body = record["archive"]
        if record["format"] != FORMAT:
            raise DamagedError(path, f"of another format ({record['format']}, not {FORMAT})")
        if zlib.crc32(_canonical(body)) != record["check"]:
            raise DamagedError(path, "altered")
        return Manifest.of(body)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedError(path, "torn, or no manifest of ours") from error


def _identity(path: Path) -> tuple[int, ...]:
    """Return what tells a file from any that is put in its place."""
    found = path.stat()
    return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_ctime_ns, found.st_size


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put a manifest in the place of the one before; readers see one or the other."""
    body = _canonical(_body(manifest))
    aside = folder / f"{NAME}.part"
    with aside.open("wb") as file:
        file.write(b'{"format": %d, "check": %d, "archive": ' % (FORMAT, zlib.crc32(body)))
        file.write(body + b"}")
        file.flush()
        os.fsync(file.fileno())
    sync(folder)
    aside.replace(folder / NAME)
    sync(folder)


def _body(manifest: Manifest) -> dict[str, object]:
    """Return a manifest as JSON has it; `dataclasses.asdict` would copy the name of each file."""
    body = {field.name: getattr(manifest, field.name) for field in fields(Manifest)}
    return body | {"segments": [asdict(entry) for entry in manifest.segments]}


def _canonical(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, sort_keys=True).encode()
