"""Places in a text: where phrases stand, and spans put together."""

from __future__ import annotations

from collections.abc import Iterable

from retrieval.article import Span


def places_of(text: str, phrases: Iterable[str], within: Span | None = None) -> list[Span]:
    """Return where `phrases` stand in a text, or in a part of it, phrase after phrase."""
    start, stop = within or (0, len(text))
    found: list[Span] = []
    for phrase in phrases:
        at = text.find(phrase, start, stop)
        while at >= 0:
            found.append((at, at + len(phrase)))
            at = text.find(phrase, at + 1, stop)
    return found


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans in order, joined where they touch."""
    found: list[Span] = []
    for start, stop in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(stop, found[-1][1]))
        else:
            found.append((start, stop))
    return tuple(found)
