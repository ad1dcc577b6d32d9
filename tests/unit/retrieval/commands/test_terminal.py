import io

import pytest

from retrieval.answer import Correction, Found, Listing, NotFound, Part, Reason, Why
from retrieval.article import Article, Quote
from retrieval.commands.terminal import TerminalStyle, answer_lines, explanation, quoted, style_of

BRIDGE = Article("b1", "新桥通车", ("大桥长三百米。", "今年通车。"), byline="赵一")
LIBRARY = Article("b2", "图书馆开馆", ("馆藏图书五万册。",))
PLAIN, COLOURED = TerminalStyle(colours=False), TerminalStyle(colours=True)
LENGTH = Quote(BRIDGE, 1, 0, 7, ((3, 6),))


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_colours_are_for_terminals_that_want_them(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    assert style_of(Terminal()) == COLOURED
    assert style_of(io.StringIO()) == PLAIN
    assert style_of(None) == PLAIN
    monkeypatch.setenv("NO_COLOR", "1")
    assert style_of(Terminal()) == PLAIN
    monkeypatch.setenv("NO_COLOR", "")
    assert style_of(Terminal()) == COLOURED
    monkeypatch.setenv("TERM", "dumb")
    assert style_of(Terminal()) == PLAIN


def test_the_answering_words_stand_out_on_a_terminal_only() -> None:
    assert quoted(LENGTH, COLOURED) == "大桥长\x1b[1;33m三百米\x1b[0m。"
    assert quoted(LENGTH, PLAIN) == LENGTH.text


def test_an_answer_is_the_quote_its_citation_and_what_else_helps() -> None:
    answer = Found((LENGTH, Quote(BRIDGE, 2, 0, 5)), 0.9, (Correction("大乔", "大桥"),))
    assert list(answer_lines(answer, PLAIN)) == [
        "已按“大桥”查找",
        "大桥长三百米。",
        "——《新桥通车》赵一 · 第1段（b1-1）",
        "另见：",
        "  今年通车。",
        "  ——《新桥通车》赵一 · 第2段（b1-2）",
    ]


def test_of_several_questions_each_has_its_answer_also_where_there_is_none() -> None:
    whole = Found((LENGTH,), 0.9)
    parts = Part("桥多长?", whole), Part("塔多高?", NotFound(Reason(Why.ABSENT_TERMS, ("塔",))))
    assert list(answer_lines(Found((LENGTH,), 0.9, parts=parts), PLAIN)) == [
        "桥多长?",
        "大桥长三百米。",
        "——《新桥通车》赵一 · 第1段（b1-1）",
        "塔多高?",
        "报道里没有提到“塔”，无法回答。",
    ]


def test_a_list_names_its_reports_with_their_quotes() -> None:
    answer = Listing((BRIDGE, LIBRARY), 0.9, (LENGTH, Quote(BRIDGE, 2, 0, 5)), total=5)
    assert list(answer_lines(answer, PLAIN)) == [
        "共5篇：",
        "《新桥通车》赵一（b1）",
        "  大桥长三百米。 （b1-1）",
        "《图书馆开馆》（b2）",
    ]


def test_a_refusal_says_why_and_what_comes_nearest() -> None:
    reason = Reason(Why.WEAK, nearest=(LENGTH,))
    assert list(answer_lines(NotFound(reason), PLAIN)) == [
        "没有找到足以回答的内容。",
        "最接近的内容（不足以回答）：",
        "  大桥长三百米。",
        "  ——《新桥通车》赵一 · 第1段（b1-1）",
    ]
    related = Reason(Why.WEAK, nearest=(LENGTH,), related=True)
    assert "可能相关：" in list(answer_lines(NotFound(related), PLAIN))


@pytest.mark.parametrize("why", Why)
def test_every_reason_is_one_sentence_in_chinese(why: Why) -> None:
    for reason in (Reason(why), Reason(why, ("隧道", "{地铁}"), names=("织里镇", "双林镇"))):
        sentence = explanation(reason)
        assert sentence.endswith("。")
        assert sentence.count("。") == 1
        assert "{" not in sentence.replace("{地铁}", "")


def test_a_refusal_names_the_terms_and_the_names() -> None:
    absent = explanation(Reason(Why.ABSENT_TERMS, ("隧道", "地铁")))
    assert absent == "报道里没有提到“隧道”“地铁”，无法回答。"
    other = explanation(Reason(Why.OTHER_NAME, names=("织里镇", "双林镇")))
    assert other == "问的是织里镇，报道写的是双林镇，无法回答。"
