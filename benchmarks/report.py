"""Figures as tables for people, and as JSON for machines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from benchmarks.figures import Failure, Figure, Measured

Nested = dict[str, dict[str, dict[str, float | None]]]


def set_tables(measured: Sequence[Measured]) -> Iterator[str]:
    """Yield a table for each set: a row a measure and style, a column an engine.

    Beside each figure stands where it lies with 95 % confidence.
    """
    for name in dict.fromkeys(one.questions for one in measured):
        engines = [one for one in measured if one.questions == name]
        values = [{(f.measure, f.style): f for f in one.figures} for one in engines]
        titles = [title for one in engines for title in (one.engine, "95 %")]
        rows = [
            [f.measure, f.style, str(f.count), *(text for v in values for text in _cells(v[key]))]
            for key, f in values[0].items()
        ]
        yield from ["", name]
        yield from table([["measure", "style", "n", *titles], *rows])


def headlines(measured: Sequence[Measured]) -> Iterator[str]:
    """Yield one table of all sets: a row a measure, over all its styles; a column a set."""
    for engine in dict.fromkeys(one.engine for one in measured):
        sets = [one for one in measured if one.engine == engine]
        # Of each measure the figure over all styles comes first.
        values = [{f.measure: f for f in reversed(one.figures)} for one in sets]
        measures = dict.fromkeys(f.measure for one in sets for f in one.figures)
        rows = [
            [measure, *(_value(v[measure]) if measure in v else "" for v in values)]
            for measure in measures
        ]
        yield from ["", engine]
        yield from table([["measure", *(one.questions for one in sets)], *rows])


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


def _cells(figure: Figure) -> tuple[str, str]:
    low_high = "" if figure.within is None else "{:.3f}-{:.3f}".format(*figure.within)
    return _value(figure), low_high


def _value(figure: Figure) -> str:
    if figure.value is None:
        return "-"
    return f"{figure.value:.{1 if figure.measure == 'milliseconds' else 3}f}"


def _is_number(cell: str) -> bool:
    return cell.replace(".", "").replace("-", "").isdigit() or cell in {"-", ""}
