"""A file of named arrays that proves itself: mapped into memory, never believed unchecked.

The arrays, one after the other; then a checksum (CRC-32) of every block of 64 KiB before it; then
a table of contents in JSON; then a trailer with the table's place and checksum. What is torn
has no trailer. A block is checked before it is first read, so that opening takes no time.
"""

from __future__ import annotations

import json
import mmap
import os
import shutil
import struct
import tempfile
import weakref
import zlib
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Self, cast

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Int32s = NDArray[np.int32]
Int64s = NDArray[np.int64]
Float32s = NDArray[np.float32]
Float64s = NDArray[np.float64]

BLOCK = 1 << 16
_ALIGN = 64
_MAGIC = b"wenbao\x00\x01"
_TRAILER = struct.Struct("<8sQQII")
_IN_MEMORY = 1 << 22
_CHUNK = 1 << 22


class DamagedError(Exception):
    """A file is torn, foreign or altered: `path`, and `why` in a few words."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path, self.why = path, why


class CheckedFile:
    """The arrays of a file, as read-only views of it."""

    def __init__(self, path: Path) -> None:
        """Map the file at `path`; DamagedError when it is not a whole file of arrays."""
        self.path = path
        with path.open("rb") as file:
            self.size = os.fstat(file.fileno()).st_size
            if self.size < _TRAILER.size:
                raise DamagedError(path, "torn: too short")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._file = os.dup(file.fileno())
            weakref.finalize(self, os.close, self._file)
        magic, self._data, table_at, table_size, check = _TRAILER.unpack(
            self._map[-_TRAILER.size :]
        )
        if magic != _MAGIC or table_at + table_size + _TRAILER.size != self.size:
            raise DamagedError(path, "torn, or no file of ours")
        tail = self._map[self._data : table_at + table_size]
        if zlib.crc32(tail) != check:
            raise DamagedError(path, "its table of contents is altered")
        self.check = int(check)
        self._sums = np.frombuffer(tail, dtype=np.uint32, count=-(-self._data // BLOCK))
        table = json.loads(tail[table_at - self._data :])
        self._places = {name: (int(at), int(length)) for name, (_, at, length) in table.items()}
        self._arrays = {
            name: np.frombuffer(self._map, dtype=dtype, count=length, offset=at)
            for name, (dtype, at, length) in table.items()
        }
        self._seen = bytearray(len(self._sums))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the arrays."""
        return tuple(self._arrays)

    def array(self, name: str) -> Array:
        """Return a whole array, checked."""
        return self.part(name, 0, len(self._arrays[name]))

    def part(self, name: str, start: int, stop: int) -> Array:
        """Return the items from `start` to `stop` of an array, checked; DamagedError if altered."""
        self.check_part(name, start, stop)
        return self._arrays[name][start:stop]

    def check_part(self, name: str, start: int, stop: int) -> None:
        """Check the items from `start` to `stop` of an array; DamagedError if altered."""
        if stop > start:
            first, end = self._blocks(name, start, stop)
            if self._seen.find(0, first, end) >= 0:
                self._verify(first, end)

    def _blocks(self, name: str, start: int, stop: int) -> tuple[int, int]:
        at, item = self._places[name][0], self._arrays[name].itemsize
        return (at + start * item) // BLOCK, (at + stop * item - 1) // BLOCK + 1

    def unchecked(self, name: str) -> Array:
        """Return a whole array; what is read of it must be asked for by `part` before."""
        return self._arrays[name]

    def verify(self) -> None:
        """Check all of the file; DamagedError if any of it is altered."""
        self._verify(0, len(self._seen))
        self.release()

    def release(self) -> None:
        """Give back the memory of the pages read so far; they are read again when needed."""
        self._map.madvise(mmap.MADV_DONTNEED)

    def _verify(self, first: int, stop: int) -> None:
        for block in range(first, stop):
            if not self._seen[block]:
                # Read, not mapped: only what is really used of it shall be held in memory.
                size = min(BLOCK, self._data - block * BLOCK)
                data = os.pread(self._file, size, block * BLOCK)
                if zlib.crc32(data) != self._sums[block]:
                    raise DamagedError(self.path, f"altered near byte {block * BLOCK:,}")
                self._seen[block] = 1


class CheckedWriter:
    """Writes a file of arrays aside, and puts it in its place when it is whole and on the disk."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._parts: dict[str, tuple[str, BinaryIO]] = {}

    def __enter__(self) -> Self:
        return self

    def append(self, name: str, items: Array) -> None:
        """Add items to the end of the array `name`, which begins with the first of them."""
        if name not in self._parts:
            folder = str(self._path.parent)
            spool = tempfile.SpooledTemporaryFile(_IN_MEMORY, dir=folder)  # noqa: SIM115 - __exit__
            self._parts[name] = (items.dtype.str, cast("BinaryIO", spool))
        self._parts[name][1].write(np.ascontiguousarray(items).view(np.uint8).data)

    def __exit__(self, *failed: object) -> None:
        try:
            if failed[0] is None:
                self._finish()
        finally:
            for _, part in self._parts.values():
                part.close()

    def _finish(self) -> None:
        aside = self._path.with_name(f"{self._path.name}.part")
        with aside.open("w+b") as file:
            table = {
                name: _copied(dtype, part, file) for name, (dtype, part) in self._parts.items()
            }
            data = file.tell()
            file.seek(0)
            sums = [zlib.crc32(block) for block in iter(partial(file.read, BLOCK), b"")]
            contents = json.dumps(table).encode()
            tail = np.array(sums, dtype=np.uint32).tobytes() + contents
            at = data + len(tail) - len(contents)
            file.write(tail + _TRAILER.pack(_MAGIC, data, at, len(contents), zlib.crc32(tail)))
            file.flush()
            os.fsync(file.fileno())
        aside.replace(self._path)


def _copied(dtype: str, part: BinaryIO, file: BinaryIO) -> tuple[str, int, int]:
    """Write an array to the end of a file; return its type, place and number of items."""
    file.write(bytes(-file.tell() % _ALIGN))
    at = file.tell()
    part.seek(0)
    shutil.copyfileobj(part, file, _CHUNK)
    return dtype, at, (file.tell() - at) // np.dtype(dtype).itemsize


def sync(folder: Path) -> None:
    """Make sure that the names of files put into `folder` are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
