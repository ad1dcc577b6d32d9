"""Functions compiled by numba, and what becomes of the machine code. Home of numba.

It has no types to speak of: a compiled function keeps those that it is written with.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numba
import numpy as np

_NUMBA: Any = numba
"""What types it has are there only where it is installed."""
NumbaType = Any
"""A type of numba's."""
NUMBER = _NUMBA.float64
read_at = _NUMBA.types.ExternalFunction(
    "pread", _NUMBA.intp(_NUMBA.intc, _NUMBA.types.voidptr, _NUMBA.uintp, _NUMBA.int64)
)
"""The system's own: reads some bytes at a place in a file."""
Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(function: Function) -> Function:
    """Compile a function as part of those that call it; without the interpreter's lock."""
    found: Function = _NUMBA.njit(nogil=True, error_model="numpy")(function)
    return found


def inner(function: Function) -> Function:
    """Compile as `compiled` a function that makes no array: nobody counts then who holds those.

    (That counting takes a fifth of the whole time.)
    """
    found: Function = _NUMBA.njit(nogil=True, error_model="numpy", _nrt=False)(function)
    return found


def entry(function: Function, *kinds: NumbaType) -> Function:
    """Compile a function that the interpreter calls, for arguments of these kinds only.

    The machine code is kept where numba finds a place for it (NUMBA_CACHE_DIR, beside the module,
    the user's cache), and read from there the next time; without one, it is compiled each time.
    """
    found: Function
    options = {"nogil": True, "error_model": "numpy"}
    try:
        found = _NUMBA.njit([tuple(kinds)], cache=True, **options)(function)
    except Exception:  # noqa: BLE001 - no place, a full disk, a torn file: no reason not to search
        found = _NUMBA.njit([tuple(kinds)], **options)(function)
    return found


def array(item: type[np.generic], dimensions: int = 1, *, writable: bool = True) -> NumbaType:
    """Name arrays of such items, rows one after the other, as a kind of argument."""
    return _NUMBA.types.Array(
        _NUMBA.from_dtype(np.dtype(item)), dimensions, "C", readonly=not writable
    )


def several(*kinds: NumbaType) -> NumbaType:
    """Name tuples of these kinds as a kind of argument."""
    return _NUMBA.types.Tuple(kinds)


def sources() -> str:
    """Return a digest of the modules that compiled functions are made of.

    Machine code is kept by the text of its function's own module, and by what that function takes
    from around it: let it take this, and it is compiled again when another module, or a number
    that stands in one, has changed.
    """
    archive = Path(__file__).parents[1]
    paths = sorted([*archive.rglob("*.py"), archive.with_name("bm25.py")])
    texts = (path.read_bytes() for path in paths)
    return hashlib.blake2b(b"".join(texts), digest_size=16).hexdigest()
