from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from retrieval.article import Article, Quote
from retrieval.claims.claim import Claim, hold
from retrieval.claims.verdicts import (
    HeadedBy,
    InOrder,
    Misattributed,
    Negates,
    NotTogether,
    Reworded,
    Verbatim,
    claims,
    proved,
)
from retrieval.corpus import Corpus
from retrieval.library import Library
from retrieval.verification.verdict import Apart, Outcome
from tests.unit.retrieval.town import ARTICLES, FERRY, FIELD

Stored = Callable[[str], Article]


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(Corpus(ARTICLES))


def stored(*articles: Article) -> Stored:
    return {article.id: article for article in articles}.__getitem__


ALL = stored(*ARTICLES)


def made(library: Library, typed: str, kind: type) -> Claim:
    """The first claim of a kind that the verdict on `typed` makes."""
    return next(claim for claim in claims(library.verify(typed)) if isinstance(claim, kind))


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("现场售出大米1200斤", Verbatim),
        ("现场售出大米1300斤", Reworded),
        ("老渡口换新颜", HeadedBy),
        ("周文远", HeadedBy),
        ("投资480万元……现场售出大米1200斤", NotTogether),
        ("沙湾渡口始建于1937年……占地2.5亩", NotTogether),
        ("这场活动吸引了326名村民参加……大米1200斤", InOrder),
        ("赵大海表示：“我们要把稻田变成舞台。”", Misattributed),
    ],
)
def test_each_claim_is_proved_by_the_reports_and_not_by_others(
    library: Library, typed: str, kind: type
) -> None:
    claim = made(library, typed, kind)
    assert hold([claim], ALL)
    emptied = [replace(one, title="别的", byline="", texts=("别的文字。",)) for one in ARTICLES]
    assert not hold([claim], stored(*emptied))
    assert not hold([claim], stored())


def test_a_claim_that_was_tampered_with_is_not_proved(library: Library) -> None:
    exact = made(library, "现场售出大米1200斤", Verbatim)
    assert isinstance(exact, Verbatim)
    assert not replace(exact, words="现场售出大米1300斤").prove(ALL)
    reworded = made(library, "现场售出大米1300斤", Reworded)
    assert isinstance(reworded, Reworded)
    assert not replace(reworded, differences=()).prove(ALL)
    apart = made(library, "沙湾渡口始建于1937年……占地2.5亩", NotTogether)
    assert isinstance(apart, NotTogether)
    assert not replace(apart, why=Apart.ORDER).prove(ALL)
    assert not replace(apart, places=apart.places[:1]).prove(ALL)
    ordered = made(library, "这场活动吸引了326名村民参加……大米1200斤", InOrder)
    assert isinstance(ordered, InOrder)
    assert not replace(ordered, places=ordered.places[::-1]).prove(ALL)
    assert not replace(ordered, left_out=()).prove(ALL)


def test_a_negation_is_proved_where_it_stands() -> None:
    report = Article("n1", "工地", ("工地没有发生过一起事故。",))
    library = Library(Corpus((report,)))
    claim = made(library, "发生过一起事故", Negates)
    assert isinstance(claim, Negates)
    assert claim.prove(stored(report))
    moved = replace(claim.negation, sentence=Quote(report, 1, 4, 11))
    assert not Negates(moved).prove(stored(report))
    assert not claim.prove(stored(replace(report, texts=("工地曾经发生过一起事故。",))))


def test_of_a_quotation_with_an_unproved_claim_nothing_is_said(library: Library) -> None:
    verdict = library.verify("“现场售出大米1200斤”“沙湾渡口始建于1937年”")
    changed = replace(FERRY, texts=("沙湾渡口始建于1938年。", *FERRY.texts[1:]))
    first, second = proved(verdict, stored(FIELD, changed)).quotations
    assert (first.outcome, second.outcome) == (Outcome.EXACT, Outcome.NOT_FOUND)
    assert second.pieces[0].places == ()
