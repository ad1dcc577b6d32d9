"""Which passage of a report answers: one that has what is asked, not only the subject's name."""

from __future__ import annotations

import pytest

from retrieval.answer import Found, NotFound, Question
from retrieval.article import Article
from retrieval.corpus import Corpus
from retrieval.library import Library

METRO = Article(
    "w1",
    "三号线开通",
    (
        "9月28日清晨,柳江地铁3号线一期载着首批乘客驶出梧桐路站,全程运行约53分钟。",
        "3号线采用全自动无人驾驶,列车为6节编组。车厢首次装了婴儿车固定带。",
        "工程总投资218亿元,项目总工程师熊伟带人攻关81天。",
        "首日客流18.7万人次,最热的站点是大学城站。",
    ),
)
HOSPITAL = Article(
    "w2",
    "抢回十分钟",
    (
        "3月18日上午,青禾县人民医院召开胸痛中心建设一周年通报会。",
        "“多缺血一分钟,就多坏死一片。”心内科主任陶立群说,急诊科增设了两间抢救间。",
        "最远的石岭卫生院离县城74公里,村医的数据可实时传到县里。",
        "医院今年计划招聘护士36名,并开设夜间门诊。",
    ),
)
HARBOUR = Article(
    "w3",
    "港口的新岸桥",
    (
        "近日,东海港三期码头的自动化岸桥投入试运行。",
        "岸桥每小时能装卸集装箱38个,司机在控制室里操作。",
        "港务公司为岸桥配备了光伏电站,装机容量12兆瓦。",
        "码头还设立了船员驿站,提供理发和热饮。",
    ),
)
# One window tells when it happened, in a form that is no date; another has a date beside 启用.
LIGHTHOUSE = Article(
    "w4",
    "灯塔小史",
    (
        "近日,县里的老人聚在海边,讲起从前的事。",
        "清末民初,渔民在望潮岬筹款修建灯塔并正式启用,夜航船只从此有了方向。",
        "后来海事部门多次检修,1987年5月启用了新的备用电源,平时由两名职工轮流看守。",
    ),
)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(Corpus((METRO, HOSPITAL, HARBOUR)))


@pytest.mark.parametrize(
    ("question", "article", "number"),
    [
        ("柳江地铁3号线一期采用什么样的驾驶方式?", "w1", 2),
        ("柳江地铁3号线一期的总投资是多少?", "w1", 3),
        ("柳江地铁3号线一期首日客流有多少人次?", "w1", 4),
        ("柳江地铁3号线 总工程师", "w1", 3),
        ("青禾县人民医院的陶立群是哪个科室的主任?", "w2", 2),
        ("青禾县人民医院今年计划招聘多少名护士?", "w2", 4),
        ("青禾县人民医院 夜间门诊", "w2", 4),
        ("东海港三期码头的自动化岸桥每小时能装卸多少个集装箱?", "w3", 2),
        ("东海港三期码头的岸桥配备了什么电站?", "w3", 3),
        ("东海港三期码头的船员驿站提供什么?", "w3", 4),
        ("东海港三期码头 光伏电站", "w3", 3),
    ],
)
def test_the_paragraph_with_what_is_asked_is_quoted(
    library: Library, question: str, article: str, number: int
) -> None:
    answer = library.answer(Question(question))
    assert isinstance(answer, Found)
    assert (answer.quotes[0].article.id, answer.quotes[0].number) == (article, number)


@pytest.mark.parametrize(
    "question", ["乘客把气球带回国,图的是什么?", "占了位子老是不走的人会受到什么处罚?"]
)
def test_pairs_of_characters_are_no_ground_for_an_answer(library: Library, question: str) -> None:
    assert isinstance(library.answer(Question(question)), NotFound)


def test_a_date_told_of_something_else_is_not_preferred() -> None:
    library = Library(Corpus((METRO, HOSPITAL, HARBOUR, LIGHTHOUSE)))
    answer = library.answer(Question("渔民筹款修建的望潮岬灯塔是哪一年正式启用的?"))
    assert isinstance(answer, Found | NotFound)
    quotes = answer.quotes if isinstance(answer, Found) else answer.reason.nearest
    assert (quotes[0].article.id, quotes[0].number) == ("w4", 2)
