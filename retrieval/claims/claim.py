"""What is said of the reports, with the evidence it is proved by.

Whatever is told of the archive is a claim: a frozen value that names the places it rests on, and
that holds it against the reports as they are stored now. What is not proved is not said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from retrieval.article import Article, Quote

Texts = Callable[[str], Article]
"""Returns the report of an id as it is stored now; KeyError when it cannot be read any more."""


class Claim(Protocol):
    """Something said of the reports."""

    def prove(self, texts: Texts) -> bool:
        """Whether it is true of the reports as they are stored now."""


def hold(claims: Iterable[Claim], texts: Texts) -> bool:
    """Whether all claims are proved; a report that cannot be read proves nothing."""
    try:
        return all(claim.prove(texts) for claim in claims)
    except KeyError:
        return False


def stands(quote: Quote, texts: Texts) -> bool:
    """Whether a quote stands in the stored report, word for word, which is called the same."""
    article, stored = quote.article, texts(quote.article.id)
    named = (article.title, article.byline) == (stored.title, stored.byline)
    if not named or quote.number > len(stored.texts):
        return False
    return stored.texts[quote.number - 1][quote.start : quote.stop] == quote.text
