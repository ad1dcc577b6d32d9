"""Styled text as a page shows it: blocks, those of quotations apart, each of runs in one style."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from bot.views.reply import FormattedText, Style
from retrieval.article import Span

_QUOTES = {Style.QUOTE, Style.FOLDED}


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that wear the same styles, by the styles' names; `mark` is the cited words'."""

    text: str
    styles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class StyledBlock:
    """What stands together: words of ours, or a quotation."""

    is_quote: bool
    runs: tuple[Run, ...]


def marked(text: str, spans: Iterable[Span]) -> tuple[Run, ...]:
    """Part a text into runs, those of `spans` (in order, without overlap) marked.

    >>> [run.text for run in marked("全长42米", [(2, 4)])]
    ['全长', '42', '米']
    """
    inside = [span for span in spans if span[0] < span[1]]
    edges = [0, *(edge for span in inside for edge in span), len(text)]
    starts = {start for start, _ in inside}
    return tuple(
        Run(text[a:b], frozenset({"mark"}) if a in starts else frozenset())
        for a, b in pairwise(edges)
        if a < b
    )


def blocks(text: FormattedText) -> tuple[StyledBlock, ...]:
    """Part a styled text into the blocks it is shown as, without the line breaks between them."""
    grouped = groupby(_runs(text), key=lambda run: bool(run.styles & _QUOTES))
    every = [StyledBlock(is_quote, tuple(runs)) for is_quote, runs in grouped]
    return tuple(block if block.is_quote else _stripped(block) for block in every)


def _stripped(block: StyledBlock) -> StyledBlock:
    """Return a block without the line breaks that it begins and ends with."""
    first, *others = block.runs
    runs = [replace(first, text=first.text.lstrip("\n")), *others]
    runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip("\n"))
    return replace(block, runs=tuple(runs))


def _runs(text: FormattedText) -> Iterator[Run]:
    edges = sorted({0, len(text.text), *(edge for _, *span in text.marks for edge in span)})
    for start, stop in pairwise(edges):
        worn = {style.value for style, a, b in text.marks if a <= start and stop <= b}
        yield Run(text.text[start:stop], frozenset(worn))
