"""The figures of quality as a page: a table of each set, and bars of what each part is worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from benchmarks.figures import Figure, Measured

MEASURES = (
    ("quote@1", "all"),
    ("quote@1", "paraphrase"),
    ("quote@3", "all"),
    ("refused", "all"),
    ("refused", "near"),
    ("answered right", "found"),
    ("answered wrongly", "all"),
    ("AUROC", "confidence"),
)
"""What is told of each set; near questions ask what a report that they name does not tell."""
DRAWN = MEASURES[0], MEASURES[3]
_WIDTH, _LEFT, _BAR, _GAP = 720, 250, 16, 22


def page(measured: Sequence[Measured]) -> Iterator[str]:
    """Yield tables in Markdown, one of each set: a row a measure, a column an engine."""
    for name in dict.fromkeys(one.questions for one in measured):
        engines = [one for one in measured if one.questions == name]
        values = [{(f.measure, f.style): f for f in one.figures} for one in engines]
        yield f"\n## {name.capitalize()}\n"
        yield _row(["measure", "n", *(one.engine for one in engines)])
        yield _row(["---"] * (len(engines) + 2))
        for key in MEASURES:
            figure = values[0].get(key)
            if figure is not None and figure.count:
                cells = (_cell(each[key]) for each in values)
                yield _row([" ".join(key), str(figure.count), *cells])


def bars(measured: Sequence[Measured]) -> str:
    """Draw the chief figures of each set and engine as bars with their 95 % intervals. SVG 1.1."""
    body, y = [], _GAP
    for measure, style in DRAWN:
        for name in dict.fromkeys(one.questions for one in measured):
            body.append(_text(8, y, f"{measure}, {name}", weight="bold"))
            y += _GAP
            for engine, figure in _figures(measured, name, (measure, style)):
                body += _bar(y, engine, figure)
                y += _GAP
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {y}"',
            ' font-family="sans-serif" font-size="13">',
            '<rect width="100%" height="100%" fill="white"/>',
            *body,
            "</svg>\n",
        ]
    )


def _figures(
    measured: Iterable[Measured], name: str, key: tuple[str, str]
) -> Iterator[tuple[str, Figure]]:
    for one in measured:
        if one.questions == name:
            yield from ((one.engine, f) for f in one.figures if (f.measure, f.style) == key)


def _bar(y: int, engine: str, figure: Figure) -> Iterator[str]:
    value, (low, high) = figure.value or 0.0, figure.within or (0.0, 0.0)
    top = y - _BAR + 4
    yield _text(24, y, engine)
    width = _x(value) - _LEFT
    yield f'<rect x="{_LEFT}" y="{top}" width="{width}" height="{_BAR}" fill="#7fb3d5"/>'
    middle = top + _BAR // 2
    yield (
        f'<line x1="{_x(low)}" x2="{_x(high)}" y1="{middle}" y2="{middle}" stroke="#1b4f72"'
        ' stroke-width="2"/>'
    )
    yield _text(_x(1.0) + 8, y, f"{value:.3f}")


def _x(value: float) -> int:
    return round(_LEFT + (_WIDTH - _LEFT - 60) * value)


def _text(x: int, y: int, text: str, weight: str = "normal") -> str:
    return f'<text x="{x}" y="{y}" font-weight="{weight}">{escape(text)}</text>'


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(figure: Figure) -> str:
    value = "-" if figure.value is None else f"{figure.value:.3f}"
    return value if figure.within is None else "{} ({:.3f}–{:.3f})".format(value, *figure.within)
