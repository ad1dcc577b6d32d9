"""Cost against size as a chart: a line an engine, both axes logarithmic. SVG 1.1."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from html import escape

from benchmarks.scale.runner import Row

_WIDTH, _HEIGHT, _LEFT, _TOP, _RIGHT, _BOTTOM = 720, 440, 70, 30, 130, 50
_COLOURS = ("#c0392b", "#2980b9", "#27ae60", "#8e44ad", "#d68910")


def chart(rows: Sequence[Row], figure: str, label: str) -> str:
    """Draw `figure` (all values above 0) of the rows that have it."""
    shown = [row for row in rows if row.figures.get(figure, 0) > 0]
    across, up = [row.size for row in shown], [row.figures[figure] for row in shown]
    x, y = _scale(across, _LEFT, _WIDTH - _RIGHT), _scale(up, _HEIGHT - _BOTTOM, _TOP)
    body = [
        *(_mark(x(size), _HEIGHT - _BOTTOM + 20, f"{size:,}", "middle") for size in set(across)),
        *(_mark(_LEFT - 8, y(10.0**n), f"{10.0**n:g}", "end") for n in _decades(up)),
        *(_rule(y(10.0**n)) for n in _decades(up)),
        _mark(_LEFT, 16, label, "start"),
        _mark(_WIDTH - _RIGHT, _HEIGHT - 8, "paragraphs", "end"),
    ]
    for at, engine in enumerate(dict.fromkeys(row.engine for row in shown)):
        own = sorted((row.size, row.figures[figure]) for row in shown if row.engine == engine)
        points = [(x(size), y(value)) for size, value in own]
        body += _line(points, engine, _COLOURS[at % len(_COLOURS)])
    inner = "\n".join(body)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}"'
        f' font-family="sans-serif" font-size="13">\n<rect width="100%" height="100%"'
        f' fill="white"/>\n{inner}\n</svg>\n'
    )


def _scale(values: Sequence[float], start: float, stop: float) -> Callable[[float], float]:
    """Return a function from values to places between `start` and `stop`."""
    low, high = (math.log(end(values, default=10.0)) for end in (min, max))
    return lambda value: start + (stop - start) * (math.log(value) - low) / (high - low or 1.0)


def _decades(values: Sequence[float]) -> range:
    if not values:
        return range(0)
    return range(math.ceil(math.log10(min(values))), math.floor(math.log10(max(values))) + 1)


def _mark(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">{escape(text)}</text>'


def _rule(y: float) -> str:
    return f'<path d="M{_LEFT} {y:.0f}H{_WIDTH - _RIGHT}" stroke="#ddd"/>'


def _line(points: Sequence[tuple[float, float]], name: str, colour: str) -> list[str]:
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    x, y = points[-1]
    return [
        f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>',
        *(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{colour}"/>' for a, b in points),
        f'<text x="{x + 8:.0f}" y="{y + 4:.0f}" fill="{colour}">{escape(name)}</text>',
    ]
