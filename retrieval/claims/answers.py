"""What an answer says of the reports beside its quotes, as claims; the answer with what is proved.

>>> claims(NotFound(Reason(Why.ABSENT_TERMS, ("西湖",))))
(Absent(words='西湖'),)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from retrieval.answer import Aim, Answer, Found, Listing, NotFound, Reason, Why
from retrieval.claims.criterion import ALL
from retrieval.claims.statements import (
    Absent,
    OtherName,
    Reports,
    Selected,
    Statement,
    Titled,
    Unmarked,
    Written,
    holds,
)
from retrieval.claims.verdicts import Negates


def claims(answer: Answer) -> tuple[Statement, ...]:
    """Return all that an answer says of the reports, but for its quotes."""
    if isinstance(answer, Found):
        return tuple(_of_found(answer))
    return tuple(_of_listing(answer) if isinstance(answer, Listing) else _of_no(answer.reason))


def proved(answer: Answer, reports: Reports) -> Answer:
    """Return an answer without what cannot be proved of it.

    A list with a claim that is not proved is not given; the answer is then that nothing was found.
    """
    if isinstance(answer, Found):
        mark = answer.mark if answer.mark and holds(Unmarked(answer.mark), reports) else None
        negations = tuple(one for one in answer.negations if holds(Negates(one), reports))
        absent = _absent(answer.absent, reports)
        return replace(answer, absent=absent, mark=mark, negations=negations)
    if isinstance(answer, Listing):
        true = all(holds(claim, reports) for claim in claims(answer))
        return answer if true else NotFound(Reason(Why.WEAK), corrections=answer.corrections)
    return replace(answer, reason=_proved(answer.reason, reports))


def _of_found(found: Found) -> Iterator[Statement]:
    if found.aim is Aim.AUTHOR:
        yield Written(found.quotes[0].article)
    if found.aim is Aim.TITLE:
        yield Titled(found.quotes[0].article)
    yield from map(Absent, found.absent)
    if found.mark:
        yield Unmarked(found.mark)
    yield from map(Negates, found.negations)


def _of_listing(listing: Listing) -> Iterator[Statement]:
    if listing.groups:
        for group in listing.groups:
            yield from _of_listing(group)
    else:
        total = max(listing.total, len(listing.articles))
        yield Selected(listing.criterion, listing.articles, total, listing.at_least)


def _of_no(reason: Reason) -> Iterator[Statement]:
    yield from map(Absent, reason.absent_terms)
    if reason.names and reason.nearest:
        yield OtherName(*reason.names, reason.nearest[0].article)
    if reason.mark:
        yield Unmarked(reason.mark)
    if reason.why is Why.BEYOND:
        yield Selected(ALL, (), reason.total)
    if reason.criterion and reason.why is Why.NONE_SUCH:
        yield Selected(reason.criterion, (), 0)


def _proved(reason: Reason, reports: Reports) -> Reason:
    """Return a reason without what is not proved; what is left of it may be that nothing was found.

    That a name is another one is only said where the nearest report has the one and not the other.
    """
    kept = replace(reason, absent_terms=_absent(reason.absent_terms, reports))
    named = [claim for claim in _of_no(kept) if not isinstance(claim, Absent)]
    if not all(holds(claim, reports) for claim in named):
        kept = replace(kept, names=None, mark=None, criterion=None)
    bare = {
        Why.ABSENT_TERMS: not kept.absent_terms,
        Why.UNMARKED: kept.mark is None,
        Why.NONE_SUCH: kept.criterion is None,
        Why.OTHER_NAME: kept.names is None,
    }
    why = Why.ABSENT_TERMS if kept.absent_terms else Why.WEAK
    return replace(kept, why=why) if bare.get(kept.why) else kept


def _absent(words: Sequence[str], reports: Reports) -> tuple[str, ...]:
    return tuple(word for word in words if holds(Absent(word), reports))
