"""The answers to several questions of one message, put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from retrieval.answer import Answer, Found, NotFound, Part


def together(parts: Sequence[Part]) -> Answer:
    """Return the first answer that is one, holding all of them.

    Quotes of the others follow its own best quote, one of each.
    """
    answers = [part.answer for part in parts]
    first = next((one for one in answers if not isinstance(one, NotFound)), answers[0])
    if isinstance(first, Found):
        quotes = [one.quotes[0] for one in answers if isinstance(one, Found)]
        first = replace(first, quotes=tuple(dict.fromkeys(quotes)))
    return replace(first, parts=tuple(parts))
