"""What the reports have on words that were said elsewhere: in any chat, by anybody."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from bot.desk import passages
from retrieval.answer import Answer, Found, Question, Told
from retrieval.article import Address, Quote
from retrieval.library import Library
from retrieval.verification.prover import ProofError
from retrieval.verification.verdict import Outcome, Verdict

_LOG = logging.getLogger(__name__)


def quotes(library: Library, text: str, limit: int) -> tuple[Quote, ...]:
    """Return up to `limit` quotes that bear on `text`, no paragraph twice; each is proved.

    First what it names by an address, then what answers it, then what holds its words.
    """
    if not text.strip():
        return ()
    found: dict[Address, Quote] = {}
    for quote in _bearing(library, text, limit):
        found.setdefault(quote.address, quote)
    return tuple(quote for quote in found.values() if _is_proved(library, quote))[:limit]


def on_claim(library: Library, claim: str, asked: str, about: Told | None) -> Verdict | Answer:
    """Judge a claim by its wording; where no report has that, answer what is asked, or the claim.

    `asked` is what was said beside the claim, which may be no question on the reports at all.
    """
    if claim:
        verdict = library.verify(claim)
        if verdict.outcome in (Outcome.EXACT, Outcome.DIFFERING):
            return verdict
    answers = (library.answer(Question(text, about)) for text in (asked, claim) if text)
    last: Answer | None = None
    for last in answers:
        if isinstance(last, Found):
            return last
    return last or library.answer(Question(asked, about))


def _bearing(library: Library, text: str, limit: int) -> Iterator[Quote]:
    named = library.resolve(text)
    for paragraph in named.paragraphs[:limit] if named else ():
        if named and paragraph.text.strip():
            yield Quote(named.article, paragraph.address.number, 0, len(paragraph.text))
    answer = library.answer(Question(text))
    if isinstance(answer, Found):
        yield from answer.quotes[:1]
    yield from (passage.quote for passage in passages.holding(library, text, limit))


def _is_proved(library: Library, quote: Quote) -> bool:
    try:
        library.prove(quote)
    except ProofError as error:
        _LOG.error("not sent: %s", error)
        return False
    return True
