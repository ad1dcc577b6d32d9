"""What the reports have on what people say, and whether they say it word for word."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from bot.services.corrections import CorrectionService
from bot.services.library_pool import LibraryPool
from bot.services.request import Request
from bot.views import answers, verification
from bot.views.reply import Reply
from bot.views.translations import Translation
from retrieval.answer import Answer, Found, Question, Told
from retrieval.article import Address, Quote
from retrieval.library import Library
from retrieval.verification.difference import Difference, Kind
from retrieval.verification.prover import ProofError
from retrieval.verification.verdict import Outcome, Piece, Verdict


class VerificationService:
    """Holds what people say against the reports."""

    def __init__(self, pool: LibraryPool, corrections: CorrectionService) -> None:
        self._pool, self._corrections = pool, corrections

    async def verify(self, request: Request, text: str) -> Reply:
        """Tell whether the reports say what is quoted."""
        if not text:
            return Reply(request.words("verify_usage"))
        verdict = await self._pool.beside(self._pool.library.verify, text)
        if old := await self._superseded(request, verdict, text):
            return old
        return await self._pool.proved(verification.checked(request.words, verdict))

    async def _superseded(self, request: Request, verdict: Verdict, text: str) -> Reply | None:
        """Tell what no report says as it was quoted, but one said before it was corrected."""
        alike = all(quotation.worded_alike for quotation in verdict.quotations)
        if verdict.outcome in _SETTLED or alike:
            return None
        return await self._corrections.verified(request, text)

    async def judged(
        self, request: Request, text: str, *, is_passed_on: bool = False
    ) -> Reply | None:
        """Do what `judge` does, beside the event loop."""
        return await self._pool.beside(self.judge, request.words, text, is_passed_on=is_passed_on)

    def judge(self, words: Translation, text: str, *, is_passed_on: bool = False) -> Reply | None:
        """Judge what a question claims and doubts (…，是真的吗); None when wording cannot tell.

        What `is_passed_on` is doubted, though no word says so. It may take long.
        """
        library = self._pool.library
        claim = library.claim_in(text, is_passed_on=is_passed_on)
        if not claim:
            return None
        if verdict := in_doubt(library, claim):
            return self._pool.prove(verification.checked(words, verdict))
        judged = library.paraphrase(claim)
        return self._pool.prove(verification.judged(words, judged)) if judged else None

    async def evidence(self, request: Request, claim: str, asked: str, about: Told | None) -> Reply:
        """Tell what the reports have on a claim, and what was asked beside it."""
        library = self._pool.library
        found = await self._pool.beside(on_claim, library, claim, asked, about)
        if isinstance(found, Verdict):
            if old := await self._superseded(request, found, claim):
                return old
            return await self._pool.proved(verification.checked(request.words, found))
        return await self._pool.proved(answers.answered(request.words, found))

    async def quotes(self, text: str, limit: int) -> tuple[Quote, ...]:
        """Return up to `limit` proved quotes that bear on words typed in any chat."""
        return await self._pool.beside(quotes, self._pool.library, text, limit)


_LOG = logging.getLogger(__name__)
_SETTLED = (Outcome.EXACT, Outcome.EMPTY, Outcome.TOO_SHORT)
_UNFOUND = (Outcome.EMPTY, Outcome.NOT_FOUND, Outcome.TOO_SHORT)


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


def in_doubt(library: Library, claim: str) -> Verdict | None:
    """Return the verdict on what is claimed and doubted; None when it tells nothing.

    It does where the reports say the same, or the same with another number.
    """
    verdict = library.verify(claim)
    tells = verdict.outcome in (Outcome.EXACT, Outcome.ABRIDGED) or any(
        _is_other_number(piece, difference)
        for piece in verdict.pieces
        for difference in piece.differences
    )
    return verdict if tells else None


def _is_other_number(piece: Piece, difference: Difference) -> bool:
    """Whether the claim has one number and the report another in its place."""
    claimed = piece.text[slice(*difference.claimed)]
    printed = piece.places[0].text[slice(*difference.source)]
    numbers = [sum(map(str.isdecimal, text)) for text in (claimed, printed)]
    return difference.kind is Kind.WORDING and all(numbers)


def on_claim(library: Library, claim: str, asked: str, about: Told | None) -> Verdict | Answer:
    """Judge a claim by its wording; where no report has that, answer what is asked, or the claim.

    `asked` is what was said beside the claim, which may be no question on the reports at all.
    """
    if claim:
        verdict = library.verify(claim)
        if verdict.outcome not in _UNFOUND:
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
    yield from (passage.quote for passage in library.search(text, limit))


def _is_proved(library: Library, quote: Quote) -> bool:
    try:
        library.prove(quote)
    except ProofError as error:
        _LOG.error("not sent: %s", error)
        return False
    return True
