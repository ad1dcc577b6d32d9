"""What is taken for the answer: whole, of the kind asked, and of several the one meant."""

from __future__ import annotations

import re

import pytest

from retrieval.analysis.analyzer import Analyzer
from retrieval.analysis.normalizer import fold
from retrieval.extraction.answer_span import AnswerExtractor, Telling
from retrieval.query.builder import QueryBuilder


@pytest.fixture(scope="session")
def extractor(analyzer: Analyzer) -> AnswerExtractor:
    return AnswerExtractor(analyzer)


def marked(
    extractor: AnswerExtractor, builder: QueryBuilder, question: str, text: str
) -> list[str]:
    spans = extractor.highlights(fold(text), builder.build(question))
    return [text[start:stop] for start, stop in spans]


AMOUNTS = [
    ("六名队员和多少老人结对?", "已有6名队员主动与18名独居老人结对。", "18名"),
    ("六位老师带了多少学生?", "六位老师带了40余名学生。", "40余名"),
    ("处理站每天能处理多少吨?", "建成日处理50吨的处理站,已处理垃圾10676.73吨。", "50吨"),
    ("新行业群体有多少人?", "新行业群体已达数千人。", "数千人"),
    ("汽车卖了多少台?", "汽车累计卖了超40万台。", "超40万台"),
    ("公司去年利润多少?", "公司去年利润为-3.2亿元。", "-3.2亿元"),
    ("夏天最低气温多少度?", "最低气温零下12度。", "零下12度"),
    ("从倒地到抢救用时多少秒?", "从倒地到抢救用时不到90秒。", "不到90秒"),
    ("选手的成绩是多少?", "选手的成绩是1小时01分33秒。", "1小时01分33秒"),
    ("平均睡眠多久?", "平均睡眠6小时12分。", "6小时12分"),
    ("房车占市场几成?", "房车占市场的三分之一。", "三分之一"),
    ("成功率达到多少?", "调解成功率达百分之九十八。", "百分之九十八"),
    ("发生了几起停电?", "整个夏天没有发生一起停电。", "没有发生一起"),
    ("面积多少平方米?", "展馆面积约1万平方米。", "约1万平方米"),
    ("预计下几次雨?", "月底预计下两到三次雨。", "两到三次"),
    ("会议室有多少个座位?", "会议室共有座位420个,迟到20分钟取消。", "420个"),
    ("死亡率降到多少?", "死亡率从9.1%降到3.4%。", "3.4%"),
    ("渡口招多少人?", "渡口连着三个镇,招九个船工。", "九个"),
    ("来了多少村民?", "一个下午来了326名村民。", "326名"),
]
TIMES = [
    ("项目哪一年竣工?", "项目计划2025年上半年竣工,2026年6月投入使用。", "2025年上半年"),
    ("实验室什么时候成立的?", "2021年3月,市里与大学合作,共同成立实验室。", "2021年3月"),
    ("预警什么时候升级为橙色?", "14时30分发布黄色预警,18时10分升级为橙色。", "18时10分"),
    ("末班车几点发出?", "高峰间隔6分钟,末班车23时发出。", "23时"),
    ("展览持续到什么时候?", "展览将持续到明年3月16日。", "明年3月16日"),
    ("什么时候接到报警?", "1月9日凌晨2时07分接到报警。", "1月9日凌晨2时07分"),
    ("栈道什么时间开放?", "栈道上午9时至下午4时开放。", "上午9时至下午4时"),
    ("流程什么时候前合并?", "力争9月底前完成流程合并。", "9月底前"),
    ("哪一天开镰?", "去年种下的稻子10月8日开镰。", "10月8日"),
    ("案款什么时候发放?", "腊月二十三,法院发放案款。", "腊月二十三"),
    ("讲解什么时候开场?", "讲解每周六上午10时开场。", "每周六上午10时"),
    ("隧道哪年建成?", "预计2027年底建成隧道。", "2027年底"),
]
NAMES = [
    ("哪位茶农晕倒了?", "55岁的茶农罗大有在那里晕倒。", "罗大有"),
    ("哪位茶农有三个儿子?", "茶农罗大有三个儿子。", "罗大"),
    ("谁送了锦旗?", "帮助村民钱先生解决了问题。钱先生为表示感谢,送了锦旗。", "钱先生"),
    ("李进是谁?", "炎炎夏日,快递小哥李进到村里派送快递。", "李进"),
    ("派出所所长是谁?", "派出所所长陈德兵表示,副所长张三丰补充。", "陈德兵"),
    ("副院长是谁?", "院长王建国讲话,副院长冯素琴建议早睡。", "冯素琴"),
    ("哪位市民说踏实?", "正如市民方女士所言,心里更踏实。", "方女士"),
    ("班长是谁?", "线路班班长庞保国今年51岁。", "庞保国"),
    ("人大主席是谁?", "镇人大主席张水红表示。", "张水红"),
    ("奖牌的设计者是谁?", "奖牌的设计者是美院研究生车以安。", "车以安"),
    ("哪位木工领到工资?", "木工郑福来领到工资。", "郑福来"),
    ("站长是谁?", "站长武海涛提醒,遇到浓烟弯腰撤离。", "武海涛"),
    ("首席专家是谁?", "首席专家欧阳松介绍,稻子能吃咸。", "欧阳松"),
    ("大会在哪里召开?", "大会在北京召开,有关领导讲话。", "北京"),
    ("调解会在哪里揭牌?", "调解会在镇社会治理中心揭牌。", "镇社会治理中心"),
    ("派出所在哪个县?", "温州市平阳县山门派出所远赴外地。", "平阳县"),
    ("驿站在哪个村?", "驿站设在枫桥村,能喝水。", "枫桥村"),
    ("项目由哪家公司运营?", "项目由上海木心居酒店管理有限公司运营。", "上海木心居酒店管理有限公司"),
    ("哪家水泥厂夜里开工?", "金峰水泥厂夜里开工。", "金峰水泥厂"),
    ("机器会代替医生吗?", "专家说,机器不会代替医生。", "不会代替"),
]
NOTHING = [
    ("为什么停运?", "渡口因为水位上涨停运。"),
    ("村民卖了什么?", "2019年村民卖了柿子。"),
    ("渡口哪一年建成?", "渡口建成后水位上涨。"),
    ("派出所的副所长是谁?", "派出所所长陈德兵表示。"),
    ("音乐会的院长是谁?", "音乐会来了院长和林晓峰。"),
    ("驿站在哪个市?", "驿站设在枫桥村。"),
    ("在哪所大学教书?", "她在小学教书。"),
    ("六名队员做什么?", "已有6名队员报名。"),
    ("大象几岁?", "渡口水位上涨。"),
    ("渡口招多少名船工?", "渡口连着三个镇。"),
    ("渡口有多少人?", "渡口在第三人民公园旁。"),
    ("机器会代替医生吗?", "专家说,机器会代替医生。"),
]


@pytest.mark.parametrize(("question", "text", "answer"), [*AMOUNTS, *TIMES, *NAMES])
def test_the_answer_is_marked_whole(
    extractor: AnswerExtractor, builder: QueryBuilder, question: str, text: str, answer: str
) -> None:
    assert marked(extractor, builder, question, text) == [answer]


@pytest.mark.parametrize(("question", "text"), NOTHING)
def test_nothing_is_marked_where_nothing_answers(
    extractor: AnswerExtractor, builder: QueryBuilder, question: str, text: str
) -> None:
    assert marked(extractor, builder, question, text) == []


def test_a_passage_tells_more_with_the_noun_asked_for(
    extractor: AnswerExtractor, builder: QueryBuilder
) -> None:
    query = builder.build("酒店有多少个房间?")
    texts = ("酒店有120个房间。", "酒店收集了37个意见。", "酒店开业了。")
    tellings = [extractor.tells(text, query) for text in texts]
    assert tellings == [Telling.BESIDE, Telling.SOMETHING, Telling.NOTHING]


def test_no_question_waits_for_patterns(
    extractor: AnswerExtractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    extractor.prepare()
    monkeypatch.delattr(re, "compile")
    read = extractor.analyzed("2021年3月,馆长孟昭华表示,新馆有3万件展品。")
    assert (read.times, read.amounts, read.persons) == (((0, 7),), ((0, 7), (19, 22)), ((10, 13),))
