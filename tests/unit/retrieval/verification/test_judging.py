"""What people send to be checked, by kind: on the shipped page, and in an invented county."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.article import Article
from retrieval.corpus import Corpus
from retrieval.library import Library
from retrieval.library_source import LibrarySource
from retrieval.verification.difference import Kind
from retrieval.verification.verdict import Apart, Attribution, CheckedQuotation, Outcome
from tests.unit.retrieval.town import ARTICLES

ROOT = Path(__file__).parents[4]
SAFETY = Article(
    "s1",
    "工地上的三百天",
    (
        "开工三百天来，工地没有发生过一起事故。项目经理陈立群说：“安全不是口号，而是习惯。”",
        (
            "据统计，工人累计参加培训187场，使用COVID-19检测试剂2400份。"
            "工地并未停止夜间施工。未来三年，项目将不断扩大规模。"
        ),
        "监理单位认为，这不意味着可以放松管理。去年亏损-3.2亿元的传闻并不属实。",
        "哈尔滨的供应商送来A4纸500包，二期工程占地15亩，耗资1.2亿元，工期缩短三分之一。",
    ),
    "郑一鸣",
    source="海天晚报",
)
MARKET = Article(
    "s2",
    "菜市场的新秤",
    (
        "菜市场换上了新秤，误差不到百分之二。摊主孙桂芳表示：“秤准了，心就安了。”",
        "全市共有46家菜市场完成改造，其中12家由村集体出资。夜市每晚接待顾客3000人次。",
    ),
    "钱小雨",
    source="海天晚报",
)


@pytest.fixture(scope="module")
def page() -> Library:
    return Library.open(ROOT / "corpus" / "articles")


@pytest.fixture(scope="module")
def county() -> Library:
    return Library(Corpus((*ARTICLES, SAFETY, MARKET)))


def one(library: Library, typed: str) -> CheckedQuotation:
    (quotation,) = library.verify(typed).quotations
    return quotation


def addresses(quotation: CheckedQuotation) -> list[str]:
    return [str(piece.places[0].quotes[0].address) for piece in quotation.pieces if piece.places]


SPLICED_ON_THE_PAGE = [
    ("16名快递小哥……担任先锋骑士", Apart.ORDER),
    ("双林镇……调解成功率达98%", Apart.REPORTS),
    ("担任先锋骑士……已有78名快递小哥", Apart.ORDER),
    ("成立乌镇实验室……2021年3月", Apart.ORDER),
    ("杨坑村的大棚杨梅……调解成功率达98%", Apart.REPORTS),
    ("桐乡实施数字经济创新提质“一号发展工程”...报送安全隐患250余件", Apart.REPORTS),
    ("徐超和往常一样来到双林镇快递园区，调解成功率达98%", Apart.REPORTS),
    ("16名快递小哥担任村社兼职网格员，已有78名快递小哥担任先锋骑士", Apart.ORDER),
    ("近日,湖州市南浔区双林镇……结对开展助餐配送", Apart.FAR),
    ("今年4月16日［略］共收集了37条意见问题", Apart.REPORTS),
    (
        "通过“随手拍”报送安全隐患250余件。据统计,店口镇“乡贤调解会”的调解成功率达98%。",
        Apart.REPORTS,
    ),
    ("山门派出所所长陈德兵表示（略）民意就是对我们工作最客观的评价", Apart.ORDER),
]


@pytest.mark.parametrize(("typed", "apart"), SPLICED_ON_THE_PAGE)
def test_pieces_that_no_report_has_together_are_spliced(
    page: Library, typed: str, apart: Apart
) -> None:
    quotation = one(page, typed)
    assert (quotation.outcome, quotation.apart) == (Outcome.SPLICED, apart)
    assert len(quotation.pieces) == 2
    assert not page.verify(typed).is_clean


@pytest.mark.parametrize(
    ("typed", "apart"),
    [
        ("村民赵大海说……临溪县开通了两条免费公交线路", None),
        ("现场售出大米1200斤……吸引了326名村民参加", Apart.ORDER),
        ("投资480万元……计划明年扩建观景台", Apart.ORDER),
        ("沙湾渡口始建于1937年……占地2.5亩", Apart.REPORTS),
        ("工地没有发生过一起事故……误差不到百分之二", Apart.REPORTS),
        ("心就安了……秤准了", Apart.ORDER),
        ("云浦市青禾镇举行首届稻田音乐会，共有六个观测点", Apart.REPORTS),
        ("其中12家由村集体出资，工人累计参加培训187场", Apart.REPORTS),
    ],
)
def test_the_same_in_an_invented_county(county: Library, typed: str, apart: Apart | None) -> None:
    quotation = one(county, typed)
    assert quotation.apart is apart
    assert quotation.outcome is (Outcome.SPLICED if apart else Outcome.ABRIDGED)


@pytest.mark.parametrize(
    "typed",
    [
        "的……的……的",
        "的",
        "是",
        "了……了",
        "在……的",
        "我们",
        "和",
        "这……那",
        "“的”",
        "桥",
        "因为……所以",
        "已经",
    ],
)
def test_words_of_grammar_prove_nothing(page: Library, county: Library, typed: str) -> None:
    assert page.verify(typed).outcome is Outcome.TOO_SHORT
    assert county.verify(typed).outcome is Outcome.TOO_SHORT


@pytest.mark.parametrize(
    ("typed", "left_out"),
    [
        ("桐乡还建设校企合作研究院8家……入选国家创新型县(市)建设名单", "企业独立法人研究院7家"),
        ("截至2023年底……产生有机肥料约1922吨", "已处理生鲜垃圾10676.73吨"),
        ("每天派件约300个…徐超说", "走街入巷是我们的日常"),
        ("已有78名快递小哥担任先锋骑士[…]兼职网格员", "16名快递小哥"),
    ],
)
def test_what_is_left_out_is_shown(page: Library, typed: str, left_out: str) -> None:
    quotation = one(page, typed)
    assert quotation.outcome is Outcome.ABRIDGED
    assert left_out in quotation.left_out[0].text


@pytest.mark.parametrize(
    ("typed", "negator"),
    [
        ("发生过一起事故", "没有"),
        ("意味着可以放松管理", "不"),
        ("停止夜间施工", "并未"),
        ("去年亏损-3.2亿元的传闻", "不"),
        ("可以放松管理", "不"),
        ("一起事故", "没有"),
        ("开工三百天来……发生过一起事故", "没有"),
        ("监理单位认为……可以放松管理", "不"),
        ("口号，而是习惯", "不是"),
        ("误差……百分之二", "不到"),
        ("项目经理陈立群说：“安全……口号", "不是"),
    ],
)
def test_a_negation_outside_the_words_is_seen(county: Library, typed: str, negator: str) -> None:
    verdict = county.verify(typed)
    assert verdict.outcome in {Outcome.EXACT, Outcome.ABRIDGED}
    assert verdict.negated
    assert not verdict.is_clean
    (quotation,) = verdict.quotations
    assert quotation.negations[0].word.text == negator
    assert negator in quotation.negations[0].sentence.text


@pytest.mark.parametrize(
    "typed",
    [
        "工地没有发生过一起事故",
        "未来三年，项目将不断扩大规模",
        "项目将不断扩大规模",
        "因为水位上涨，渡口曾停运三个月",
        "渡口曾停运三个月",
        "全市共有46家菜市场完成改造",
        "安全不是口号，而是习惯",
        "夜市每晚接待顾客3000人次",
        "摊主孙桂芳表示",
        "工人累计参加培训187场",
    ],
)
def test_words_that_nothing_negates_are_clean(county: Library, typed: str) -> None:
    assert county.verify(typed).is_clean


@pytest.mark.parametrize(
    ("typed", "attribution"),
    [
        ("据《浙江日报》报道：已有78名快递小哥担任先锋骑士。", Attribution.UNCHECKED),
        ("已有78名快递小哥担任先锋骑士 https://example.org/a?id=3", Attribution.NONE),
        ("😀👍已有78名快递小哥担任先锋骑士", Attribution.NONE),
        ("已有78名快递小哥担任先锋骑士（来源：浙江日报）", Attribution.UNCHECKED),
        ("【快讯】已有78名快递小哥担任先锋骑士 #双林#", Attribution.NONE),
        ("听说已有78名快递小哥担任先锋骑士，是真的吗？", Attribution.NONE),
        ("> 已有78名快递小哥担任先锋骑士\n——《凝聚新力量 赋能城市发展》", Attribution.CONFIRMED),
        ("《凝聚新力量 赋能城市发展》称，已有78名快递小哥担任先锋骑士", Attribution.CONFIRMED),
        ("网传“已有78名快递小哥担任先锋骑士”", Attribution.NONE),
        ("请核对：已有78名快递小哥担任先锋骑士", Attribution.NONE),
        ("已有78名快递小哥担任先锋骑士——《凝聚新力量 赋能城市发展》倪俊杰", Attribution.CONFIRMED),
        ("@wenbao 已有78名快递小哥担任先锋骑士 t.me/a/1", Attribution.NONE),
    ],
)
def test_the_frame_is_set_apart(page: Library, typed: str, attribution: Attribution) -> None:
    quotation = one(page, typed)
    assert (quotation.outcome, quotation.attribution) == (Outcome.EXACT, attribution)
    assert addresses(quotation) == ["a01-4"]
    assert page.verify(typed).is_clean


@pytest.mark.parametrize(
    ("typed", "outcome", "attribution"),
    [
        ("项目经理陈立群说：“安全不是口号，而是习惯。”", Outcome.EXACT, Attribution.NONE),
        ("陈立群说，安全不是口号，而是习惯", Outcome.EXACT, Attribution.CONFIRMED),
        ("孙桂芳说，安全不是口号，而是习惯", Outcome.ELSEWHERE, Attribution.OTHER_SPEAKER),
        ("“秤准了，心就安了。”摊主孙桂芳说。", Outcome.EXACT, Attribution.CONFIRMED),
        ("“秤准了，心就安了。”陈立群说。", Outcome.ELSEWHERE, Attribution.OTHER_SPEAKER),
        ("《菜市场的新秤》写道：秤准了，心就安了", Outcome.EXACT, Attribution.CONFIRMED),
        ("《工地上的三百天》写道：秤准了，心就安了", Outcome.ELSEWHERE, Attribution.OTHER_SOURCE),
        ("据《海天晚报》报道，全市共有46家菜市场完成改造", Outcome.EXACT, Attribution.CONFIRMED),
        (
            "据《浙江日报》报道，全市共有46家菜市场完成改造",
            Outcome.ELSEWHERE,
            Attribution.OTHER_SOURCE,
        ),
        ("据海天晚报报道，全市共有46家菜市场完成改造", Outcome.EXACT, Attribution.CONFIRMED),
        ("林晓峰说：“我们要把稻田变成舞台。”", Outcome.EXACT, Attribution.CONFIRMED),
        ("赵大海表示：“我们要把稻田变成舞台。”", Outcome.ELSEWHERE, Attribution.OTHER_SPEAKER),
        ("有人说，我们要把稻田变成舞台", Outcome.EXACT, Attribution.NONE),
    ],
)
def test_the_speaker_and_the_source_are_held_against_the_report(
    county: Library, typed: str, outcome: Outcome, attribution: Attribution
) -> None:
    quotation = one(county, typed)
    assert (quotation.outcome, quotation.attribution) == (outcome, attribution)


@pytest.mark.parametrize(
    ("typed", "outcomes"),
    [
        ("“秤准了，心就安了。”“安全不是口号，而是习惯。”", ["exact", "exact"]),
        ("“秤准了，心就安了”和“全市共有64家菜市场完成改造”", ["exact", "differing"]),
        ("“秤准了，心就安了”，还说“今天天气很好，我们去划船”", ["exact", "not_found"]),
        ("「秤准了，心就安了」與「安全不是口號，而是習慣」", ["exact", "differing"]),
    ],
)
def test_quotations_side_by_side_are_judged_each(
    county: Library, typed: str, outcomes: list[str]
) -> None:
    assert [one.outcome.value for one in county.verify(typed).quotations] == outcomes


@pytest.mark.parametrize(
    ("typed", "claimed", "source"),
    [
        ("工人累计参加培训87场", "87场", "187场"),
        ("工人累计参加培训18场", "18场", "187场"),
        ("去年亏损3.2亿元的传闻", "3.2亿元", "-3.2亿元"),
        ("耗资1.2", "1.2", "1.2亿元"),
        ("尔滨的供应商送来", "", "哈"),
        ("使用COVID检测试剂", "COVID", "COVID-19"),
        ("送来A纸500包", "A", "A4"),
        ("全市共有6家菜市场", "6家", "46家"),
        ("全市共有4家菜市场", "4家", "46家"),
        ("误差不到百分之", "百分之", "百分之二"),
        ("工期缩短三分之二", "三分之二", "三分之一"),
        ("二期工程占地5亩", "5亩", "15亩"),
    ],
)
def test_a_slice_never_ends_inside_a_number_a_word_or_a_name(
    county: Library, typed: str, claimed: str, source: str
) -> None:
    quotation = one(county, typed)
    assert quotation.outcome is Outcome.DIFFERING
    (piece,) = quotation.pieces
    told = [
        (piece.text[slice(*d.claimed)], piece.places[0].text[slice(*d.source)])
        for d in piece.differences
    ]
    assert (claimed, source) in told


def test_a_number_that_the_claim_cuts_is_told_with_its_unit(page: Library) -> None:
    for typed in ("已处理生鲜垃圾10676吨", "已处理生鲜垃圾10676"):
        (piece,) = one(page, typed).pieces
        assert piece.places[0].text.endswith("10676.73吨")
    assert page.verify("双林镇自2020").is_clean


@pytest.mark.parametrize(
    ("typed", "dress"),
    [
        ("合众新能源的哪吒汽车累计销量超400000台", "40万台"),
        ("调解成功率达百分之九十八", "98%"),
        ("精品杨梅每斤最高卖到一百元", "100元"),
        ("该项目总投资约10000万元", "1亿元"),
        ("该项目总投资约一亿元", "1亿元"),
        ("助力村集体收入翻13倍", "十三倍"),
        ("已有七十八名快递小哥担任先锋骑士", "78名"),
        ("届时将有一百二十个房间为游客服务", "120个"),
        ("双林镇自二〇二〇年建立全省首个镇级快递园区以来", "2020年"),
        ("产生有机肥料约1922000公斤", "1922吨"),
        ("组织进行三场现场人才招聘会", "3场"),
        ("全镇共拥有登记备案的社会组织三百一十一家", "311家"),
    ],
)
def test_equal_numbers_in_another_dress_are_form_only(
    page: Library, typed: str, dress: str
) -> None:
    quotation = one(page, typed)
    assert quotation.worded_alike
    (piece,) = quotation.pieces
    (difference,) = piece.differences
    assert difference.kind is Kind.NUMBER
    assert dress in piece.places[0].text[slice(*difference.source)]


@pytest.mark.parametrize("typed", ["0571", "累计参加培训0187场", "培训187位"])
def test_a_code_or_another_counting_word_is_no_dress(county: Library, typed: str) -> None:
    assert not one(county, typed).worded_alike


@pytest.mark.parametrize(
    ("typed", "title", "byline"),
    [
        ("凝聚新力量 赋能城市发展", "a01", None),
        ("凝聚新力量赋能城市发展", "a01", None),
        ("《吃茶话事 化解纠纷》", "a06", None),
        ("三轮驱动", "a03", None),
        ("标题：文旅融合 蝶变跃升", "a05", None),
        ("倪俊杰", None, "a01"),
        ("郭黎霞 周雨文", None, "a06"),
        ("作者：吴筱凡", None, "a05"),
        ("周雨文", None, "a06"),
        ("张林", None, "a10"),
        ("图片新闻", "a11", None),
    ],
)
def test_titles_and_bylines_are_found_as_such(
    page: Library, typed: str, title: str | None, byline: str | None
) -> None:
    quotation = one(page, typed)
    (piece,) = quotation.pieces
    assert quotation.outcome is Outcome.EXACT
    assert [article.id for article in piece.titles] == ([title] if title else [])
    assert [article.id for article in piece.bylines] == ([byline] if byline else [])


def test_a_verdict_is_of_one_version_of_the_reports_and_the_next_says_otherwise(
    tmp_path: Path,
) -> None:
    file = tmp_path / "s.md"
    file.write_text("---\nid: s1\ntitle: 新桥\n---\n\n新桥全长三百米，双向四车道。\n", "utf-8")
    source = LibrarySource(tmp_path)
    before = source.open()
    file.write_text("---\nid: s1\ntitle: 新桥\n---\n\n新桥全长五百米，双向四车道。\n", "utf-8")
    after = source.renewed(at_once=True)
    assert after
    assert before.verify("新桥全长三百米").is_clean
    assert not after.verify("新桥全长三百米").is_clean
    assert after.verify("新桥全长五百米").is_clean


@pytest.mark.slow
def test_a_long_paragraph_takes_bounded_room_and_time() -> None:
    filler = "".join(f"第{number}号渔船在{number % 7}级风里返航。" for number in range(40_000))
    long = Article("l1", "长段", (filler + "灯塔看守人每晚点亮三盏灯，从不间断。" + filler,))
    library = Library(Corpus((long,)))
    assert library.verify("灯塔看守人每晚点亮三盏灯").outcome is Outcome.EXACT
    assert library.verify("灯塔看守人每夜点亮三盏灯").outcome is Outcome.DIFFERING
