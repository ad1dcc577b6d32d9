"""Figures as tables for people, and as JSON for machines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from benchmarks.figures import Failure, Figure, Measured

Nested = dict[str, dict[str, dict[str, float | None]]]


def style_table(measured: Sequence[Measured]) -> Iterator[str]:
    """Yield the development figures: a row a measure and style, a column an engine."""
    if not measured:
        return
    values = [{(f.measure, f.style): f for f in one.figures} for one in measured]
    rows = [
        [figure.measure, figure.style, str(figure.count), *(_cell(v[key]) for v in values)]
        for key, figure in values[0].items()
    ]
    yield from table([["measure", "style", "n", *(one.engine for one in measured)], *rows])


def set_tables(measured: Sequence[Measured]) -> Iterator[str]:
    """Yield a table for each public set: a row an engine, a column a measure."""
    for name in dict.fromkeys(one.questions for one in measured):
        merged = _by_engine(one for one in measured if one.questions == name)
        first = next(iter(merged.values()))
        rows = [[engine, *map(_cell, figures)] for engine, figures in merged.items()]
        yield ""
        yield f"{name}: {max(figure.count for figure in first)} questions"
        yield from table([["engine", *(figure.measure for figure in first)], *rows])


def failure_lines(failures: Iterable[Failure]) -> Iterator[str]:
    """Yield each failure: the question, what was expected, what was said."""
    for failure in failures:
        yield ""
        yield f"{failure.engine} {failure.questions} {failure.id}: {failure.question}"
        yield f"    expected  {failure.expected}"
        yield f"    got       {failure.got}"


def as_json(measured: Iterable[Measured], *, failures: bool) -> dict[str, object]:
    """Return set -> engine -> measure (with its style) -> value, and the failures if wanted."""
    sets: Nested = {}
    listed: list[dict[str, str]] = []
    for one in measured:
        values = sets.setdefault(one.questions, {}).setdefault(one.engine, {})
        values.update({f"{f.measure} {f.style}".strip(): f.value for f in one.figures})
        listed += [asdict(failure) for failure in one.failures]
    return {"figures": sets, **({"failures": listed} if failures else {})}


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield rows of ASCII cells in columns, numbers to the right, a rule under the first row."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    aligned = [">" if _is_number(cell) else "<" for cell in rows[-1]]
    columns = list(zip(aligned, widths, strict=True))
    for row in [rows[0], ["-" * width for width in widths], *rows[1:]]:
        cells = zip(row, columns, strict=True)
        yield "  ".join(f"{cell:{align}{width}}" for cell, (align, width) in cells).rstrip()


def _by_engine(measured: Iterable[Measured]) -> dict[str, tuple[Figure, ...]]:
    merged: dict[str, tuple[Figure, ...]] = {}
    for one in measured:
        merged[one.engine] = merged.get(one.engine, ()) + one.figures
    return merged


def _cell(figure: Figure) -> str:
    if figure.value is None:
        return "-"
    digits = 1 if figure.measure in {"ms", "milliseconds"} else 3
    return f"{figure.value:.{digits}f}"


def _is_number(cell: str) -> bool:
    return cell.replace(".", "").isdigit() or cell == "-"
