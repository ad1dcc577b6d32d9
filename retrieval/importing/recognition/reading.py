"""What an engine reads in a picture at one size: lines, each with its corners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Pixels: TypeAlias = NDArray[np.uint8]
"""Rows of RGB."""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line of one reading.

    `corners`: x and y of top left, top right, bottom right and bottom left, in pixels. `score`: how
    sure the engine is of the characters, 0 to 1.
    """

    text: str
    corners: NDArray[np.float64]
    score: float
