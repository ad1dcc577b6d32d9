"""Vectors of sentences in few bytes, and how near a question lies to each of some sentences."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from retrieval.index.archive.array_file import Float32s
from retrieval.ranking.layout import Floats

Signs = NDArray[np.uint8]
"""What is kept of vectors: whether each of their numbers is above 0, a bit each (n x 64)."""
SIZE = 512
"""Numbers in a vector as it is made."""
BYTES = SIZE // 8
_ALIKE = 1e-3
"""Cosines that deviate less are all alike."""


def compressed(vectors: Float32s) -> Signs:
    """Return what is kept of vectors (n x 512)."""
    return np.packbits(vectors > 0, axis=1)


def nearness(question: Float32s, kept: Signs) -> Floats:
    """Tell how near a question (512, of length 1) lies to each of some sentences, among them all.

    That are its cosines with their signs, less their mean, over their standard deviation.
    """
    signs = 2 * np.unpackbits(kept, axis=1).astype(np.float32) - 1
    cosines = (signs @ question / np.sqrt(SIZE)).astype(np.float64)
    near: Floats = (cosines - cosines.mean()) / max(cosines.std(), _ALIKE)
    return near
