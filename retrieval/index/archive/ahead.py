"""Postings are checked before they are read; most of them here, beside the first questions.

So damage is found soon after the start, and the questions that follow need not wait for checks.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from time import sleep

from retrieval.index.archive.array_file import CheckedFile, DamagedError

_NAME = "check ahead"
_LATER = 0.5
"""So many seconds after the first question, so that the first answer is not late."""
_MOST = 2 << 30
"""Of larger archives, what is read is checked when it is read: to read them all takes too long."""


def check(files: Sequence[CheckedFile]) -> None:
    """Begin to check the postings of segments in a thread of its own, unless they are too many."""
    fresh = [file for file in files if not all(map(file.checked, _postings(file)))]
    if fresh and sum(file.size for file in fresh) <= _MOST:
        threading.Thread(target=_check, args=(fresh,), name=_NAME, daemon=True).start()


def wait() -> None:
    """Wait until what is being checked has been."""
    for thread in threading.enumerate():
        if thread.name == _NAME:
            thread.join()


def _postings(file: CheckedFile) -> list[str]:
    return [name for name in ("passages", "counts", "bits", "ranks") if name in file.names]


def _check(files: Sequence[CheckedFile]) -> None:
    sleep(_LATER)
    try:
        for file in files:
            for name in _postings(file):
                file.array(name)
    except DamagedError as error:
        # Whoever reads what is damaged is told the same.
        logging.getLogger(__name__).warning("%s", error)
