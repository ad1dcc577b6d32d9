"""Cost against size as a chart: a line an engine, both axes logarithmic. SVG 1.1."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from html import escape

from benchmarks.scale.runner import Row

_WIDTH, _HEIGHT, _LEFT, _TOP, _RIGHT, _BOTTOM = 720, 440, 70, 30, 130, 50
_COLOURS = ("#c0392b", "#2980b9", "#27ae60", "#8e44ad", "#d68910", "#16a085")


def chart(rows: Sequence[Row], figure: str, label: str) -> str:
    """Draw `figure` (all values above 0) of the rows that have it."""
    shown = [row for row in rows if row.figures.get(figure, 0) > 0]
    sizes, values = [row.size for row in shown], [row.figures[figure] for row in shown]
    x, y = _scale(sizes, _LEFT, _WIDTH - _RIGHT), _scale(values, _HEIGHT - _BOTTOM, _TOP)
    body = [_text(_LEFT, 16, label), _text(_WIDTH - _RIGHT, _HEIGHT - 8, "paragraphs", "end")]
    body += [_text(x(size), _HEIGHT - _BOTTOM + 20, f"{size:,}", "middle") for size in set(sizes)]
    body += [_text(_LEFT - 8, y(value), f"{value:g}", "end") for value in _decades(values)]
    for at, engine in enumerate(dict.fromkeys(row.engine for row in shown)):
        own = sorted((row.size, row.figures[figure]) for row in shown if row.engine == engine)
        colour = _COLOURS[at % len(_COLOURS)]
        points = " ".join(f"{x(size):.1f},{y(value):.1f}" for size, value in own)
        body.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        body.append(_text(x(own[-1][0]) + 8, y(own[-1][1]) + 4, engine, fill=colour))
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}"',
            ' font-family="sans-serif" font-size="13">',
            '<rect width="100%" height="100%" fill="white"/>',
            *body,
            "</svg>\n",
        ]
    )


def _scale(values: Sequence[float], start: float, stop: float) -> Callable[[float], float]:
    """Return a function from values to places between `start` and `stop`."""
    low, high = (math.log(end(values, default=10.0)) for end in (min, max))
    return lambda value: start + (stop - start) * (math.log(value) - low) / (high - low or 1.0)


def _decades(values: Sequence[float]) -> list[float]:
    """Return the powers of ten among `values`."""
    low, high = (math.log10(end(values, default=1.0)) for end in (min, max))
    return [10.0**n for n in range(math.ceil(low), math.floor(high) + 1)]


def _text(x: float, y: float, text: str, anchor: str = "start", fill: str = "black") -> str:
    place = f'x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}" fill="{fill}"'
    return f"<text {place}>{escape(text)}</text>"
