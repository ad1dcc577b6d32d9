"""Counts as bars (home of matplotlib, which is an extra): a PNG, in figures and dates alone.

No words stand in it, so that no font for Chinese is needed.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from importlib.util import find_spec

_LABELS = 12
_INK, _BAR = "#1f1b16", "#8a1c1c"


def can_draw() -> bool:
    """Whether matplotlib is installed."""
    return find_spec("matplotlib") is not None


def bar_chart(counts: Sequence[tuple[str, int]]) -> bytes | None:
    """Draw a bar for each count, named below; None where matplotlib is not installed."""
    try:
        from matplotlib.figure import Figure  # noqa: PLC0415 -- an extra, and a second to import
        from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 -- the same
    except ModuleNotFoundError:
        return None
    figure = Figure(figsize=(8, 4), dpi=150, layout="constrained")
    axes = figure.subplots()
    bars = axes.bar(range(len(counts)), [count for _, count in counts], color=_BAR)
    if len(counts) <= _LABELS:
        axes.bar_label(bars, color=_INK)
    step = -(-len(counts) // _LABELS)
    shown = range(0, len(counts), step)
    axes.set_xticks(shown, [counts[at][0] for at in shown], rotation=30, ha="right")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.spines[["top", "right"]].set_visible(False)
    file = io.BytesIO()
    figure.savefig(file, format="png")
    return file.getvalue()
