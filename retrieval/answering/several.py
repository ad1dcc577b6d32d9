"""The answers to several questions of one message, put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from retrieval.answer import Aim, Answer, Found, NotFound, Part, Reason, Why
from retrieval.article import Quote

_SENTENCES = 3
"""So many sentences on one of several subjects are told."""


def together(parts: Sequence[Part], left: Sequence[str] = ()) -> Answer:
    """Return the first answer that is one, holding all of them.

    Quotes of the others follow its own best quote, one of each; what one quote answers is one part.
    `left` are the things that were asked of and are too many.
    """
    merged = list(_merged(map(_short, parts)))
    answers = [part.answer for part in merged]
    first = next((one for one in answers if not isinstance(one, NotFound)), answers[0])
    if isinstance(first, Found):
        quotes = [one.quotes[0] for one in answers if isinstance(one, Found)]
        first = replace(first, quotes=tuple(dict.fromkeys(quotes)))
    if left:
        merged.append(Part("、".join(left), NotFound(Reason(Why.TOO_MANY))))
    return replace(first, parts=tuple(merged)) if len(merged) > 1 else answers[0]


def _short(part: Part) -> Part:
    """Return a part with the first sentences on its subject, if it has one."""
    answer = part.answer
    if not isinstance(answer, Found) or answer.aim is not Aim.ABOUT:
        return part
    return replace(part, answer=replace(answer, quotes=answer.quotes[:_SENTENCES]))


def _merged(parts: Iterable[Part]) -> Iterable[Part]:
    """Put parts together whose best quotes are one and the same."""
    found: dict[Quote | int, Part] = {}
    for at, part in enumerate(parts):
        answer = part.answer
        best: Quote | int = at
        if isinstance(answer, Found) and answer.aim is Aim.FACT:
            quote = answer.quotes[0]
            best = replace(quote, highlights=())
        if known := found.get(best):
            # What it has of the one question and of the other is shown.
            whole = replace(known.answer, brief=()) if isinstance(known.answer, Found) else answer
            part = replace(known, question=f"{known.question} {part.question}", answer=whole)  # noqa: PLW2901
        found[best] = part
    return found.values()
