from benchmarks.scoring import (
    About,
    Fact,
    Reports,
    answered,
    bare,
    contains_any,
    honest,
    right_within,
)
from retrieval.answer import Found, Listing, NotFound, Reason, Why
from retrieval.answer_json import AnswerRecord, QuoteRecord, quote_records, record
from retrieval.article import Article, Quote

BRIDGE = Article("b1", "新桥 通车", ("大桥长三百米。今年 通车。", "桥" * 200), byline="赵 一 钱二")
LIBRARY = Article("b2", "图书馆开馆", ("馆藏图书五万册。",), byline="孙三")


def quote(article: Article, number: int = 1, start: int = 0, stop: int = 7) -> Quote:
    return Quote(article, number, start, stop)


def found(*quotes: Quote) -> AnswerRecord:
    return record(Found(quotes, 0.9))


def refused(*nearest: Quote) -> AnswerRecord:
    return record(NotFound(Reason(Why.WEAK, nearest=nearest), 0.2))


def test_quote_at_1_wants_the_article_and_the_words() -> None:
    gold = Fact("新桥通车", "三 百米")
    assert right_within(found(quote(BRIDGE)), gold, 1) == 1
    assert right_within(found(quote(BRIDGE, start=4)), gold, 1) == 0
    assert right_within(found(quote(LIBRARY)), gold, 1) == 0
    assert right_within(found(quote(BRIDGE)), Fact("图书馆开馆", "三百米"), 1) == 0


def test_punctuation_and_width_are_not_ignored() -> None:
    assert right_within(found(quote(BRIDGE)), Fact("新桥通车", "三百米."), 1) == 0
    assert right_within(found(quote(BRIDGE, stop=6)), Fact("新桥通车", "三百米。"), 1) == 0
    assert right_within(found(quote(BRIDGE)), Fact("新桥通车", "三百米。"), 1) == 1


def test_white_space_is_ignored_on_both_sides() -> None:
    answer = found(quote(BRIDGE, stop=13))
    assert right_within(answer, Fact("新桥\n通车", "今年通车"), 1) == 1
    assert bare(" 新\u3000桥\n") == "新桥"


def test_a_quote_of_121_characters_is_no_answer() -> None:
    gold = Fact(BRIDGE.title, "桥桥")
    assert right_within(found(quote(BRIDGE, 2, 0, 120)), gold, 1) == 1
    assert right_within(found(quote(BRIDGE, 2, 0, 121)), gold, 1) == 0


def test_quote_at_3_looks_at_three_and_no_more() -> None:
    gold = Fact(LIBRARY.title, "五万册")
    bridge = quote(BRIDGE)
    assert right_within(found(bridge, bridge, quote(LIBRARY)), gold, 1) == 0
    assert right_within(found(bridge, bridge, quote(LIBRARY)), gold, 3) == 1
    assert right_within(found(bridge, bridge, bridge, quote(LIBRARY)), gold, 3) == 0


def test_what_came_nearest_counts_where_the_answer_was_withheld() -> None:
    answer = refused(quote(BRIDGE))
    assert right_within(answer, Fact(BRIDGE.title, "三百米"), 1) == 1
    assert not answered(answer)
    assert right_within(refused(), Fact(BRIDGE.title, "三百米"), 1) == 0


def test_a_question_about_a_report_wants_that_report_first() -> None:
    author = About(BRIDGE.title, "赵一")
    assert right_within(found(quote(BRIDGE)), author, 1) == 1
    assert right_within(record(Listing((BRIDGE,), 0.9)), author, 1) == 1
    assert right_within(record(Listing((LIBRARY, BRIDGE), 0.9)), author, 1) == 0
    assert right_within(record(Listing((LIBRARY, BRIDGE), 0.9)), author, 3) == 1
    assert right_within(record(Listing((BRIDGE,), 0.9)), About(BRIDGE.title, "孙三"), 1) == 0
    assert right_within(record(Listing((BRIDGE,), 0.9)), About(BRIDGE.title, BRIDGE.title), 1) == 1
    assert right_within(refused(quote(BRIDGE)), author, 1) == 0


def test_the_answer_about_a_report_may_not_straddle_title_and_byline() -> None:
    gold = About(BRIDGE.title, "通车赵一")
    assert right_within(record(Listing((BRIDGE,), 0.9)), gold, 1) == 0


def test_a_list_is_scored_by_f1_over_all_its_articles() -> None:
    gold = Reports((BRIDGE.title, "图书馆开馆"))
    assert right_within(record(Listing((BRIDGE, LIBRARY), 0.9)), gold, 1) == 1
    assert right_within(record(Listing((BRIDGE,), 0.9)), gold, 1) == 2 / 3
    assert right_within(found(quote(LIBRARY), quote(BRIDGE), quote(BRIDGE)), gold, 1) == 1
    assert right_within(refused(quote(BRIDGE)), gold, 1) == 0


def test_any_of_the_answers_in_any_of_the_quotes() -> None:
    quotes = quote_records([quote(BRIDGE), quote(LIBRARY)])
    assert contains_any(quotes, ("四万册", "五万"))
    assert not contains_any(quotes[:1], ("四万册", "五万"))
    assert not contains_any([], ("五万",))


def paragraph(article: str, number: int) -> str:
    return {"b1": BRIDGE, "b2": LIBRARY}[article].paragraph(number).text


def test_honest_wants_the_very_slice_of_the_very_paragraph() -> None:
    page = bare("新桥 通车 大桥长三\n\n百米。今年通车。")
    (true,) = quote_records([quote(BRIDGE, start=2, stop=12)])
    false: QuoteRecord = {**true, "text": "今年通车"}
    elsewhere: QuoteRecord = {**true, "paragraph": 3}
    unknown: QuoteRecord = {**true, "article": {"id": "b9", "title": "", "byline": ""}}
    assert honest(true, paragraph, page)
    assert honest(true, paragraph, None)
    assert not honest(true, paragraph, "别的一页")
    assert not any(honest(each, paragraph, page) for each in (false, elsewhere, unknown))
