"""Where ink stands like a line of text and no line was read: an engine leaves whole lines out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from retrieval.importing.recognition.reading import Pixels, ReadLine

_MARGIN = 0.15
"""So much of its height a line's ink may stand out of its box."""

_CONTRAST = 0.35
"""Ink differs from the paper by this share of what the darkest ink does."""

_LOWEST, _HIGHEST = 0.45, 1.7
"""The height of a line's ink, by that of the lines that were read."""

_FEWEST = 2
"""So many characters side by side are a line."""


def unread(picture: Pixels, lines: list[ReadLine]) -> tuple[int, ...]:
    """Return the height of each place that looks like a line and is covered by none, in pixels."""
    if not lines:
        return ()
    left_over = _ink(picture) & ~_covered(lines, picture.shape[:2])
    size = float(np.median([np.linalg.norm(one.corners[3] - one.corners[0]) for one in lines]))
    width = max(4, round(size))
    before: list[tuple[int, int, int]] = []
    found: list[int] = []
    for at in range(0, left_over.shape[1], width):
        runs = [
            (start, stop, 1 + max((n for a, b, n in before if a < stop and start < b), default=0))
            for start, stop in _runs(np.any(left_over[:, at : at + width], axis=1))
            if _LOWEST * size < stop - start < _HIGHEST * size
        ]
        found += [(start + stop) // 2 for start, stop, count in runs if count == _FEWEST]
        before = runs
    return tuple(sorted(found))


def _covered(lines: list[ReadLine], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Return which pixels of a picture of that height and width the lines' boxes cover."""
    mask = np.zeros(shape, bool)
    for line in lines:
        reach = _MARGIN * np.linalg.norm(line.corners[3] - line.corners[0])
        corners = line.corners + reach * np.sign(line.corners - line.corners.mean(axis=0))
        left, top = np.maximum(np.floor(corners.min(axis=0)), 0).astype(int)
        right, bottom = np.ceil(corners.max(axis=0)).astype(int) + 1
        part = mask[top:bottom, left:right]
        y, x = np.mgrid[top : top + part.shape[0], left : left + part.shape[1]]
        inside = np.ones(part.shape, bool)
        for (ax, ay), (bx, by) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
            inside &= (bx - ax) * (y - ay) >= (by - ay) * (x - ax)  # on the right of each side
        part |= inside
    return mask


def _ink(picture: Pixels) -> NDArray[np.bool_]:
    """Return which pixels differ from the paper, dark on light or light on dark."""
    grey = picture.mean(axis=2)
    away = np.abs(grey - np.median(grey))
    inked: NDArray[np.bool_] = away > max(30.0, _CONTRAST * float(np.percentile(away, 99.5)))
    return inked


def _runs(marked: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return where marks follow each other: start and stop."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], marked, [False])).astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
