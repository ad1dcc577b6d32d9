"""Who says something and asks whether it is so, makes a claim."""

from __future__ import annotations

import pytest

from retrieval.query.claim import claim_in
from retrieval.query.tokens import QuestionTokenizer


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("候船室有87个座位,是真的吗?", "候船室有87个座位"),
        ("听说候船室有87个座位对不对", "候船室有87个座位"),
        ("候船室修好了,真的假的", "候船室修好了"),
        ("候船室的上座率降到了3.4% 真的吗", "候船室的上座率降到了3.4%"),
        ("是真的吗?", ""),
        ("村民反对吗?", ""),
        ("候船室有多少座位?", ""),
        ("", ""),
        ("和" * 200 + "对吗", "和" * 200),
    ],
)
def test_what_is_doubted_is_told_from_what_is_asked(
    tokenizer: QuestionTokenizer, text: str, claim: str
) -> None:
    assert claim_in(tokenizer.tokens(text), text) == claim
