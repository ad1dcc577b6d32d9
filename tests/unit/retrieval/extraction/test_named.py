from __future__ import annotations

import pytest

from retrieval.analysis.analyzer import Analyzer
from retrieval.extraction.named import Names, bodies, is_title, whole_place
from retrieval.query.tokens import QuestionTokenizer


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("村民钱先生找所长陈德兵", ["钱先生", "陈德兵"]),
        ("快递小哥徐超和往常一样", ["徐超"]),
        ("心内科主任陶立群说,", ["陶立群"]),
        ("执行局局长韦东升说", ["韦东升"]),
        ("注册商标70余件", []),
        ("高度重视这项工作", []),
        ("杨坑村的杨梅", []),
    ],
)
def test_persons(
    analyzer: Analyzer, tokenizer: QuestionTokenizer, text: str, found: list[str]
) -> None:
    spans = Names(analyzer.commonness).persons(text, tokenizer.tokens(text))
    assert [text[start:stop] for start, stop in spans] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("湖州市南浔区", ["湖州市", "南浔区"]),
        ("临溪区人民法院在惠民巷", ["临溪区", "惠民巷"]),
        ("全市各村", []),
        ("在镇上和村里", []),
    ],
)
def test_places(
    analyzer: Analyzer, tokenizer: QuestionTokenizer, text: str, found: list[str]
) -> None:
    spans = Names(analyzer.commonness).places(tokenizer.tokens(text))
    assert [text[start:stop] for start, stop in spans] == found


def test_a_place_is_told_whole(analyzer: Analyzer, tokenizer: QuestionTokenizer) -> None:
    text = "在湖州市南浔区召开"
    named = Names(analyzer.commonness).places(tokenizer.tokens(text))
    assert {whole_place(named, span) for span in named} == {(1, 7)}


def test_a_body_has_a_name_of_its_own(tokenizer: QuestionTokenizer) -> None:
    text = "由上海木心居酒店管理有限公司运营,公司很大"
    found = bodies(tokenizer.tokens(text), frozenset({"公司"}))
    assert [text[start:stop] for start, stop in found] == ["上海木心居酒店管理有限公司"]


def test_titles() -> None:
    assert all(map(is_title, ("所长", "茶农", "负责人", "快递员")))
    assert not any(map(is_title, ("人", "渡口")))
