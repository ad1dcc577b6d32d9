"""A line as it is printed on a page: its characters, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """Characters side by side. `top` counts from the page's top.

    Lengths are points (1/72 inch) in a PDF, pixels in a picture. `size`: the height of its
    characters. `page` counts from 1, `height` is the page's. `parted`: a blank is drawn behind it.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    page: int
    height: float
    parted: bool = False
