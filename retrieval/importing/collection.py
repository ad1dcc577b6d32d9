"""Folders and zips → the documents in them, one by one, each with a name that tells it apart."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from zipfile import BadZipFile, ZipFile, ZipInfo

from retrieval.corpus import LEDGER
from retrieval.importing.document import UnreadableError
from retrieval.importing.formats.detection import DocumentFormat
from retrieval.importing.formats.zip_file import members
from retrieval.importing.reader import MAX_FILE_BYTES, format_of

MAX_MEMBERS = 5_000
MAX_UNPACKED_BYTES = 500_000_000
_ENCRYPTED, _UTF8 = 0x1, 0x800


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A document: where it can be read now, the name it is kept under, how it is told to a person.

    `refusal`: why it cannot be read, if it is known before reading.
    """

    path: Path
    name: str
    shown: str
    refusal: str = ""


def documents(paths: list[Path]) -> Iterator[SourceFile]:
    """Yield every document of the files, folders and zips.

    A file is named after itself; one in a folder or zip by its path from there (2026-05/page.txt),
    so that files of one name in several folders are told apart; where two names are still the
    same, the second has its folder's name before it.
    """
    given: dict[str, Path] = {}
    for path in paths:
        for found in _of(path):
            home = found.path if found.path.is_relative_to(path) else path
            name = found.name
            if given.setdefault(name, home.absolute()) != home.absolute():
                name = f"{home.absolute().parent.name}/{name}"
                given.setdefault(name, home.absolute())
            yield SourceFile(found.path, name, found.shown, found.refusal)


def _of(path: Path) -> Iterator[SourceFile]:
    if path.is_dir():
        yield from _in_folder(path)
    elif _is_zip(path):
        yield from _in_zip(path)
    else:
        yield SourceFile(path, _one_line(path.name), str(path))


def _is_zip(path: Path) -> bool:
    try:
        return format_of(path) is DocumentFormat.ZIP
    except OSError:
        return False


def _in_folder(folder: Path) -> Iterator[SourceFile]:
    """Yield the files below a folder in the order of their names.

    Hidden files, links and folders that an import has written are passed over.
    """
    for place, folders, names in os.walk(folder):
        if LEDGER in names:
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if name.startswith(".") or path.is_symlink() or not path.is_file():
                continue
            inner = Path(folder.absolute().name, path.relative_to(folder))
            if _is_zip(path):
                yield SourceFile(path, _one_line(str(inner)), str(path), "a zip in a folder")
            else:
                yield SourceFile(path, _one_line(str(inner)), str(path))


def _in_zip(path: Path) -> Iterator[SourceFile]:
    """Yield the files of a zip, each unpacked only while it is read."""
    whole = SourceFile(path, _one_line(path.name), str(path))
    try:
        inside = members(path)
    except UnreadableError as error:
        yield replace(whole, refusal=str(error))
        return
    if refusal := _refusal(inside):
        yield replace(whole, refusal=refusal)
        return
    with ZipFile(path) as archive, TemporaryDirectory() as folder:
        for info in inside:
            yield _unpacked(archive, info, Path(folder), path)


def _refusal(inside: list[ZipInfo]) -> str:
    """Say why a zip is not unpacked at all."""
    if len(inside) > MAX_MEMBERS:
        return f"a zip of {len(inside):,} files; at most {MAX_MEMBERS:,} are read"
    if sum(info.file_size for info in inside) > MAX_UNPACKED_BYTES:
        return f"a zip that unpacks to more than {MAX_UNPACKED_BYTES:,} bytes"
    return ""


def _unpacked(archive: ZipFile, info: ZipInfo, folder: Path, path: Path) -> SourceFile:
    """Unpack one file under its own last name; a size that the zip tells wrongly is noticed."""
    name = _name(info)
    inner, shown = _one_line(f"{path.name}/{name}"), f"{path}/{name}"
    target = folder / f"document{PurePosixPath(name).suffix[:10]}"
    if info.flag_bits & _ENCRYPTED:
        return SourceFile(target, inner, shown, "encrypted; save the zip without a password")
    if info.file_size > MAX_FILE_BYTES:
        return SourceFile(target, inner, shown, f"larger than {MAX_FILE_BYTES:,} bytes")
    try:
        with archive.open(info) as packed, target.open("wb") as file:
            shutil.copyfileobj(packed, file)
        nested = format_of(target) is DocumentFormat.ZIP
    except (BadZipFile, EOFError, NotImplementedError, RuntimeError):
        return SourceFile(target, inner, shown, "broken in the zip")
    return SourceFile(target, inner, shown, "a zip inside a zip" if nested else "")


def _name(info: ZipInfo) -> str:
    """Return a file's name; older Chinese programs write it in GB18030 and do not say so."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename


def _one_line(name: str) -> str:
    return " ".join(name.encode(errors="replace").decode().split())
