"""Kinds of faults that readers met, each with inputs of its kind, on the shipped page.

What is said is right of other reports as well; other files hold the kinds that need reports of
their own (verification/test_judging, answering/test_listing, test_kinds_of_questions).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.answer import Answer, Found, Listing, NotFound, Question, Told
from retrieval.library import Library
from retrieval.verification.verdict import Attribution, Outcome

REPORTS = Path(__file__).parents[1] / "corpus" / "articles"


@pytest.fixture(scope="module")
def page() -> Library:
    return Library.open(REPORTS)


def ask(library: Library, question: str, about: Told | None = None) -> Answer:
    return library.answer(Question(question, about))


def marked(answer: Answer) -> list[str]:
    assert isinstance(answer, Found)
    best = answer.quotes[0]
    return [best.text[start:stop] for start, stop in best.highlights]


RIDERS = "已有78名快递小哥担任先锋骑士"


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ("吃茶话事 化解纠纷", RIDERS),
        ("文旅融合 蝶变跃升", RIDERS),
        ("三轮驱动", "精品杨梅每斤最高卖到100元"),
        ("凝聚新力量 赋能城市发展", "精品杨梅每斤最高卖到100元"),
        ("吃茶话事 化解纠纷", "有效处理效率达82%"),
        ("明志笃行 为民解忧", "店口镇“乡贤调解会”的调解成功率达98%"),
        ("培养“头雁” 助力增收", "项目占地9.46亩"),
        ("凝聚新力量 赋能城市发展", "街道共新增电商企业76家"),
        ("监督护航 助企惠企", "已处理生鲜垃圾10676.73吨"),
        ("文旅融合 蝶变跃升", "每个快递员平均负责3条路"),
        ("吃茶话事 化解纠纷", "届时将有120个房间为游客服务"),
    ],
)
def test_true_words_of_another_report_than_the_one_named(
    page: Library, named: str, words: str
) -> None:
    for typed in (f"《{named}》称，{words}", f"《{named}》写道：{words}。"):
        (quotation,) = page.verify(typed).quotations
        assert quotation.outcome is Outcome.ELSEWHERE
        assert quotation.attribution is Attribution.OTHER_SOURCE
        assert quotation.pieces[0].places


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("双林镇有多少先锋骑士?店口镇调解成功率多少?", ["78名", "98%"]),
        ("山门派出所所长是谁?杨坑村在哪个街道?", ["陈德兵", "紫金街道"]),
        ("北苑街道新增了多少家电商企业?乌镇实验室什么时候成立的?", ["76家", "2021年3月"]),
        ("杨梅每斤卖多少钱?新店有多少个房间?", ["100元", "120个"]),
        ("双林镇有多少名先锋骑士？乡贤调解会调解成功率是多少？", ["78名", "98%"]),
        ("杨坑村在哪个街道？山门派出所所长是谁？", ["紫金街道", "陈德兵"]),
        ("无废工厂有几家?生鲜垃圾处理了多少吨?", ["6家", "10676.73吨"]),
        ("店口镇有多少家社会组织?有多少支志愿服务队伍?", ["311家", "16支"]),
        ("哪吒汽车卖了多少台?项目总投资多少?", ["超40万台", "约1亿元"]),
        ("谁送了锦旗?项目负责人是谁?", ["钱先生", "林释豪"]),
        ("北苑街道接待咨询企业多少家?注册商标多少家?", ["100多家", "70家"]),
    ],
)
def test_two_questions_in_a_message_are_each_answered(
    page: Library, text: str, answers: list[str]
) -> None:
    parts = ask(page, text).parts
    assert [marked(part.answer) for part in parts] == [[answer] for answer in answers]


@pytest.mark.parametrize(
    ("question", "left_out"),
    [
        ("没有提到杨梅的报道有哪些?", "杨梅"),
        ("不在嘉兴的报道有哪些?", "嘉兴"),
        ("哪些报道没有提到电商?", "电商"),
        ("未提及快递的报道有哪些?", "快递"),
        ("不在湖州的报道有几篇?", "湖州"),
        ("没有写到民宿的文章有哪些?", "民宿"),
        ("哪几篇没提到人大代表?", "人大代表"),
        ("与调解无关的报道有哪些?", "调解"),
        ("没有提到“随手拍”的报道有哪些?", "随手拍"),
        ("不是温州的报道有哪些?", "温州"),
        ("没有关于派出所的报道有几篇?", "派出所"),
    ],
)
def test_a_list_of_what_lacks_a_word_has_just_those(
    page: Library, question: str, left_out: str
) -> None:
    answer = ask(page, question)
    assert isinstance(answer, Listing)
    lacking = {
        one.id
        for one in page.articles
        if left_out not in "\n".join((one.title, one.byline, one.place, *one.texts))
    }
    assert {one.id for one in answer.articles} == lacking


@pytest.mark.parametrize(
    "name",
    [
        "枫桥村",
        "店口村",
        "双林村",
        "李家村",
        "石桥村",
        "青山村",
        "和平村",
        "梅岭村",
        "白云街道",
        "长安镇",
        "七星村",
    ],
)
@pytest.mark.parametrize("thing", ["杨梅", "快递小哥"])
def test_a_place_that_no_report_names_is_named_whole(page: Library, name: str, thing: str) -> None:
    answer = ask(page, f"{name}有{thing}吗?")
    assert isinstance(answer, NotFound)
    assert answer.reason.absent_terms == (name,)


@pytest.mark.parametrize(
    "place",
    ["湖州", "嘉兴", "温州", "桐乡", "平阳", "海盐", "南浔", "双林镇", "沈荡镇", "义乌", "德清"],
)
def test_the_news_of_a_place_are_all_its_reports(page: Library, place: str) -> None:
    held = {
        one.id
        for one in page.articles
        if place in "\n".join((one.title, one.byline, one.place, *one.texts))
    }
    for question in (f"{place}有什么新闻?", f"{place}有哪些报道?"):
        answer = ask(page, question)
        found = answer.articles if isinstance(answer, Listing) else ()
        assert {one.id for one in found} == held


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("木心花园酒店有多少个房间?", "120个"),
        ("木心居民宿有多少个房间?", "120个"),
        ("木心花园酒店占地多少亩?", "9.46亩"),
        ("木心居建筑面积多少平方米?", "约1万平方米"),
        ("木心花园酒店总投资多少?", "约1亿元"),
        ("木心居民宿什么时候竣工?", "2025年上半年"),
        ("贵湖老粮仓占地多少亩?", "9.46亩"),
        ("木心花园酒店由哪家公司运营?", "上海木心居酒店管理有限公司"),
        ("老粮仓项目负责人是谁?", "林释豪"),
        ("乡贤调解会成功率多少?", "98%"),
        ("电商服务中心服务了多少人?", "2000余人"),
        ("生鲜垃圾处理站处理了多少吨?", "10676.73吨"),
    ],
)
def test_a_more_exact_name_hides_no_answer_in_another_paragraph(
    page: Library, question: str, answer: str
) -> None:
    assert marked(ask(page, question)) == [answer]


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("400000台", "a03-4"),
        ("四十万台", "a03-4"),
        ("10000万元", "a05-2"),
        ("13倍", "a07-1"),
        ("九十八%", "a06-2"),
        ("百分之九十八", "a06-2"),
        ("一百元", "a07-1"),
        ("七十八名", "a01-4"),
        ("1922000公斤", "a02-2"),
        ("二〇二〇年", "a01-3"),
        ("三百一十一家", "a06-3"),
        ("一百二十个", "a05-5"),
    ],
)
def test_a_number_is_searched_in_another_dress(page: Library, typed: str, address: str) -> None:
    found = page.look_up(typed, 10)
    assert address in {str(one.quote.address) for one in found.part}
    # Under the heading of what holds the words stand only those that do.
    assert all(typed in one.quote.paragraph.text for one in found.whole)


@pytest.mark.parametrize(
    "name",
    [
        "店口镇",
        "沈荡镇",
        "新市镇的",
        "桐乡",
        "山门镇",
        "北苑街道",
        "紫金街道的",
        "乌镇",
        "杨坑村",
        "旧馆街道",
        "皋城村",
    ],
)
def test_the_same_is_asked_of_another_name_and_not_told(page: Library, name: str) -> None:
    told = ask(page, "双林镇有多少名先锋骑士?").told
    for question in (f"{name}呢?", f"那{name}呢?"):
        assert isinstance(ask(page, question, told), NotFound)


@pytest.mark.parametrize(
    ("first", "then", "answer"),
    [
        ("山门派出所所长是谁?", "那个派出所在哪个市?", "温州市"),
        ("山门派出所所长是谁?", "那里的所长是谁?", "陈德兵"),
        ("双林镇有多少名先锋骑士?", "那里报送了多少安全隐患?", "250余件"),
        ("木心花园酒店占地多少亩?", "这个项目总投资多少?", "约1亿元"),
        ("木心花园酒店占地多少亩?", "什么时候竣工?", "2025年上半年"),
        ("木心花园酒店占地多少亩?", "由哪家公司运营?", "上海木心居酒店管理有限公司"),
        ("杨坑村在哪个街道?", "那里的杨梅每斤卖多少钱?", "100元"),
        ("店口镇有多少家社会组织?", "那里有多少支志愿服务队伍?", "16支"),
        ("北苑街道新增了多少家电商企业?", "那里接待咨询企业多少家?", "100多家"),
        ("乌镇实验室什么时候成立的?", "那里的哪吒汽车卖了多少台?", "超40万台"),
    ],
)
def test_what_follows_on_is_answered_from_the_report_told_of(
    page: Library, first: str, then: str, answer: str
) -> None:
    assert marked(ask(page, then, ask(page, first).told)) == [answer]


@pytest.mark.parametrize(
    "typed",
    [
        "双林镇 杨梅",
        "杨坑村 双林镇",
        "锦旗 杨梅",
        "电商 调解",
        "快递 民宿",
        "垃圾 大棚",
        "派出所 电商",
        "乡贤 民宿",
        "实验室 杨梅",
        "粮仓 锦旗",
        "网格员 微信",
    ],
)
def test_what_has_a_part_of_the_words_is_not_under_those_that_have_all(
    page: Library, typed: str
) -> None:
    found = page.look_up(typed, 10)
    assert found.whole == ()
    assert all(one.quote.highlights for one in found.part)


@pytest.mark.parametrize(
    "question",
    [
        "主任提出了哪几点要求?",
        "很多高校在哪里办招聘会?",
        "许多大学生在这里做什么?",
        "多重保障体系包括哪些内容?",
        "那英唱过什么歌?",
        "几何学家是谁?",
        "多肉植物养了多少盆?",
        "多哈的机场在哪里?",
        "几内亚的首都是哪里?",
        "多多村有几口井?",
        "谁家的多宝塔在哪里?",
    ],
)
def test_a_question_word_inside_a_word_is_kept_in_it(page: Library, question: str) -> None:
    query = page.query(Question(question))
    inside = ("几点", "多高", "多大", "多重", "那", "几何", "多肉", "多哈", "几内", "多多", "多宝")
    asking = [query.text[start:stop] for start, stop in query.asking]
    assert not any(one in inside for one in asking)
