"""Quotations of a whole text: found in order, and each where it stands."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from retrieval.deadline import OutOfTimeError
from retrieval.verification.draft import judged, quotations
from retrieval.verification.verdict import Verdict


@given(st.lists(st.sampled_from(["“甲", "乙”", "「丙」", "\n", "丁", '"戊"', "”"]), max_size=12))
def test_quotations_stand_in_order_between_marks(parts: list[str]) -> None:
    text = "".join(parts)
    spans = [*quotations(text)]
    assert spans == sorted(spans)
    for (_, stop), (start, _) in pairwise(spans):
        assert stop <= start
    for start, stop in spans:
        assert text[start] in '“「"'
        assert text[stop - 1] in '”」"'
        assert "\n" not in text[start:stop]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("所长沈知秋说：“我们用了原来的石头。”", "所长沈知秋说：“我们用了原来的石头。”"),
        ("桥修好了。沈知秋说：“我们用了原来的石头。”", "沈知秋说：“我们用了原来的石头。”"),
        ("他们没有“用原来的石头”。", "“用原来的石头”"),
    ],
)
def test_a_quotation_is_judged_with_who_says_it(text: str, claim: str) -> None:
    heard: list[str] = []

    def verify(text: str) -> Verdict:
        heard.append(text)
        return Verdict(())

    assert judged(text, verify).unread == 0
    assert heard == [claim]


def test_what_there_is_no_time_for_is_counted() -> None:
    def verify(text: str) -> Verdict:
        if "乙" in text:
            raise OutOfTimeError
        return Verdict(())

    verdict = judged("“甲”，“乙”，“丙”", verify)
    assert (len(verdict.quotations), verdict.unread) == (1, 2)
