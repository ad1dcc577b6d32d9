"""Reports of a county that does not exist, of sentences with numbers, speakers and negations."""

from __future__ import annotations

import random

from retrieval.article import Article

_PLACES = [
    "青禾镇",
    "沙湾村",
    "临溪县",
    "柳林街道",
    "云浦市",
    "石桥乡",
    "白鹭社区",
    "长岭村",
    "东篱镇",
    "竹溪街道",
]
_PEOPLE = [
    "林晓峰",
    "赵大海",
    "马立新",
    "周文远",
    "何静",
    "吴一帆",
    "沈佳",
    "陈若兰",
    "孙启明",
    "黄春生",
]
_ROLES = [
    "镇党委书记",
    "村民",
    "校长",
    "养殖户",
    "县气象局局长",
    "社区工作者",
    "志愿者",
    "返乡青年",
]
_THINGS = [
    "稻田音乐会",
    "渡口改造",
    "校园气象站",
    "柿子晾晒节",
    "灯会",
    "便民食堂",
    "口袋公园",
    "老街修缮",
]
_GOODS = ["大米", "柿子", "茶叶", "蜂蜜", "竹编", "豆腐", "鱼干", "菜籽油"]
_SENTENCES = (
    "近日，{place}举行首届{thing}，吸引了{a}名村民参加，现场售出{goods}{b}斤。",
    "{role}{person}表示：“我们要把{thing}办成{place}的名片，让更多人看见这里的{goods}。”",
    "该项目总投资{c}万元，占地{d}亩，预计{year}年{month}月完工。",
    "改造期间没有发生过一起安全事故，也没有影响{goods}的正常运输。",
    "{place}的{thing}并非一时兴起，筹备工作从{year}年{month}月就已经开始。",
    "“{thing}不会因为天气原因取消。”{role}{person}说，“{place}准备了{a}顶帐篷。”",
    "当地的{goods}不能直接进入超市，必须先通过{b}项检测，合格率达{percent}%。",
    "{person}介绍，{place}今年的{goods}产量比去年增长{percent}%，收入超过{e}万元。",
    "截至目前，{place}累计接待游客{f}人次，开通免费公交线路{g}条。",
    "村里的老人不再为出行发愁，{thing}旁边就有{g}个公交站点。",
    "{role}{person}还提到，{thing}带动{a}户农户增收，户均增加{h}元。",
    "由于水位上涨，{place}的{thing}曾停办{g}个月，直到{year}年才恢复。",
    "学生们每天记录一次气温，{g}个观测点的数据会上传到{place}的平台。",
    "{place}还建立了{g}支志愿服务队，冒雨清扫道路{i}公里。",
)


def made_reports(count: int, seed: int = 1) -> list[Article]:
    """Make so many reports of three to five paragraphs."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    return [_report(chance, number) for number in range(count)]


def _report(chance: random.Random, number: int) -> Article:
    texts = tuple(_paragraph(chance) for _ in range(chance.randint(3, 5)))
    title = f"{chance.choice(_PLACES)}{chance.choice(_THINGS)}见闻之{number + 1}"
    return Article(f"m{number + 1}", title, texts, chance.choice(_PEOPLE))


def _paragraph(chance: random.Random) -> str:
    return "".join(_filled(chance, one) for one in chance.sample(_SENTENCES, chance.randint(2, 4)))


def _filled(chance: random.Random, sentence: str) -> str:
    return sentence.format(
        place=chance.choice(_PLACES),
        person=chance.choice(_PEOPLE),
        role=chance.choice(_ROLES),
        thing=chance.choice(_THINGS),
        goods=chance.choice(_GOODS),
        year=chance.randint(1978, 2025),
        month=chance.randint(1, 12),
        percent=chance.randint(11, 99),
        a=chance.randint(101, 999),
        b=chance.randint(1100, 9800),
        c=chance.randint(120, 9800),
        d=f"{chance.uniform(2, 90):.2f}",
        e=chance.randint(12, 800),
        f=chance.randint(12, 99) * 10_000,
        g=chance.randint(11, 48),
        h=chance.randint(12, 98) * 100,
        i=f"{chance.uniform(2, 90):.1f}",
    )
