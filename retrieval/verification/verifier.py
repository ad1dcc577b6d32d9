"""Whether the reports say what somebody says they say, quotation by quotation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from retrieval.analysis.analyzer import Analyzer
from retrieval.verification.attribution import Attributions, is_called
from retrieval.verification.candidates import Candidates, PassagePostings, Passages
from retrieval.verification.judging import QuotationJudge
from retrieval.verification.locating import Locator
from retrieval.verification.negation import Negators
from retrieval.verification.pieces import grouped
from retrieval.verification.quotation import Quotation, bare, framed, lines
from retrieval.verification.verdict import Attribution, CheckedQuotation, Outcome, Verdict
from retrieval.verification.wording import says_something

LONGEST = 20_000
"""So many characters of a claim are read."""

_PARTS = 24
"""Into so many parts at most a claim is divided; more are taken together."""
_OWN_FRAME, _OWN_SHARE = 2, 0.75
"""A frame of which more characters are found, and a larger share, is the report's own, misspelt."""
_DOUBTED = (Attribution.OTHER_SPEAKER,)
_SENTENCE_END = re.compile(r"[。！？!?…;；][”’」』\"）)]*$|[”」』\"]$")
_FOUND = (Outcome.EXACT, Outcome.ABRIDGED, Outcome.ELSEWHERE)


class Verifier:
    """Checks claims against the passages of a shelf, which it finds through their index."""

    def __init__(self, shelf: Passages, index: PassagePostings, analyzer: Analyzer) -> None:
        """Check against `shelf`, whose passages `index` numbers alike; `analyzer` cuts words."""
        self._candidates = Candidates(shelf, index)
        # Not a method of this: a verifier that held itself would keep its archive open.
        attributions = Attributions(analyzer, partial(_is_title, self._candidates))
        locator = Locator(self._candidates, analyzer)
        self._judge = QuotationJudge(locator, Negators(analyzer), attributions)

    def verify(self, text: str) -> Verdict:
        """Judge each quotation in what was typed.

        A claim is taken as it stands first; then without the marks around it; then as the
        quotations that are left when their frames are taken off, if more of it is found so.
        """
        typed = text[:LONGEST].strip()
        unread = max(0, len(text) - LONGEST)
        claim = bare(typed)
        if not says_something(claim.text):
            return Verdict((), unread)
        return Verdict(tuple(self._best_reading(typed, claim)), unread)

    def _best_reading(self, typed: str, claim: Quotation) -> Sequence[CheckedQuotation]:
        if self._judge.is_too_short(claim.text):
            return [self._judge.judge(claim, 1)]
        for whole in dict.fromkeys((Quotation(typed), claim)):
            if exact := self._judge.exact(whole):
                return [exact]
        quotations = framed(claim)
        read = [one for each in quotations for one in self._judged(each, _PARTS // len(quotations))]
        sure = all(_is_found(one) and one.attribution not in _DOUBTED for one in read)
        if quotations == [claim] or sure:
            return read
        as_typed = self._judged(claim, _PARTS)
        frame = len(claim.text) - sum(len(one.text) for one in quotations)
        own = _agreeing(as_typed) - _agreeing(read)
        return as_typed if own > _OWN_FRAME and own > _OWN_SHARE * frame else read

    def _judged(self, quotation: Quotation, most: int) -> list[CheckedQuotation]:
        """Judge a quotation; line by line, where its lines are sentences and more is found so."""
        whole = self._judge.judge(quotation, most)
        parts = grouped(_whole_lines(quotation.text), max(1, most))
        if _is_found(whole) or len(parts) < 2:  # noqa: PLR2004 - a line by itself
            return [whole]
        share = max(2, most // len(parts))
        each = [self._judge.judge(Quotation(part, quotation.frame), share) for part in parts]
        return each if _agreeing(each) >= _agreeing([whole]) else [whole]


def _is_title(candidates: Candidates, name: str) -> bool:
    """Whether a report is called `name`."""
    passages, _ = candidates.holding(name)
    return any(is_called(candidates.paragraph(passage).article, name) for passage in passages)


def _whole_lines(text: str) -> list[str]:
    """Part a claim at the line breaks behind whole sentences: others are a page's."""
    parts: list[str] = []
    for line in lines(text):
        if parts and not _SENTENCE_END.search(parts[-1]):
            parts[-1] = f"{parts[-1]}\n{line}"
        else:
            parts.append(line)
    return parts


def _is_found(judged: CheckedQuotation) -> bool:
    return judged.outcome in _FOUND or judged.worded_alike


def _agreeing(judged: Sequence[CheckedQuotation]) -> int:
    """How many characters of the quotations are found as they stand."""
    return sum(piece.agreeing for one in judged for piece in one.pieces)
