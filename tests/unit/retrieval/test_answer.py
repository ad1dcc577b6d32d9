from __future__ import annotations

from retrieval.answer import Aim, Listing, Told
from tests.unit.retrieval.town import FERRY, WEATHER


def test_a_list_of_one_report_tells_of_it() -> None:
    assert Listing((FERRY,), 1.0).told == Told("b2", aim=Aim.LIST)


def test_a_list_of_none_or_many_tells_of_nothing() -> None:
    assert Listing((), 1.0).told is None
    assert Listing((FERRY, WEATHER), 1.0).told is None
