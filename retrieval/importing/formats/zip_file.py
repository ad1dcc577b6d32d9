"""What a zip says of its files, asked before anything is unpacked."""

from __future__ import annotations

import struct
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from retrieval.importing.document import UnreadableError

MAX_LIST_BYTES = 5_000_000
"""The longest list of files that is read; one of a thousand files has a hundred thousand bytes."""

_END, _END_BYTES, _SIZE = b"PK\x05\x06", 66_000, struct.Struct("<12xI")


def members(path: Path) -> list[ZipInfo]:
    """Return the files of a zip; UnreadableError when it is broken or lists far too many."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - _END_BYTES))
            end = file.read()
        found = end.rfind(_END)
        if found >= 0 and _SIZE.unpack_from(end, found)[0] > MAX_LIST_BYTES:
            message = "a zip of far too many files"
            raise UnreadableError(message)
        with ZipFile(path) as archive:
            return [info for info in archive.infolist() if not info.is_dir()]
    except (BadZipFile, OSError, ValueError, struct.error, NotImplementedError) as error:
        if isinstance(error, UnreadableError):
            raise
        message = "a broken or truncated zip or office document"
        raise UnreadableError(message) from None
