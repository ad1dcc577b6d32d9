"""Openings by their kinds, each asked in ten ways of reports that no question set knows."""

from __future__ import annotations

import pytest

from retrieval.answer import Aim, Answer, Found, Listing, NotFound, Question, Told, Why
from retrieval.article import Article
from retrieval.corpus import Corpus
from retrieval.dates import is_impossible
from retrieval.entities.name_finder import NameKind
from retrieval.library import Library

TRAM = Article(
    "k1",
    "七号线试跑",
    (
        "3月8日,岚山市地铁7号线试跑,全长22公里,设站18座。",
        "列车长洪雁秋说,车厢里装了观景窗。退休教师裴木兰带着孙子坐了头一趟。",
        "7号线的车辆段在沙河镇,占地30亩,由岚山大学图书馆旧址改建。",
    ),
    byline="吴桐 骆一鸣",
    place="岚山大学",
)
ORCHARD = Article(
    "k2",
    "果园里的课堂",
    (
        "沙河镇小学把课堂搬进果园,校长柴玉树带学生数了64棵梨树。",
        "副校长滕小满负责算账,梨每斤卖到9元。",
        "果园里还有120只灰鹅,由村民樊大姐照看。村医卓尔凡每周来一次。",
    ),
    byline="吴桐",
    place="沙河镇",
)
RACE = Article(
    "k4",
    "环湖赛跑",
    (
        "肯尼亚选手姆万吉第一个冲线。第二名凌霄汉是本地人,第三名宗泽雨老家在沙河镇。",
        "裁判长窦文彬说,赛道绕湖一圈。医生郎月清守在终点,护士鲍春妮递水。",
    ),
)
HOUSE = Article(
    "k3",
    "老屋新生",
    (
        "2022年,沙河镇修好了老屋,馆长薛静安搬来一千册书。",
        "志愿者修了屋顶。志愿者刷了墙。河对岸的志愿者运来木料。",
        "另一座老屋由馆长邬春晖打理,书法家柴玉树题了匾。",
    ),
    byline="吕知秋",
    place="沙河镇",
)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(Corpus((TRAM, ORCHARD, HOUSE, RACE)))


def ask(library: Library, text: str, about: Told | None = None) -> Answer:
    return library.answer(Question(text, about))


def quoted(answer: Answer) -> str:
    assert isinstance(answer, Found), answer
    return "".join(quote.text for quote in answer.quotes)


@pytest.mark.parametrize(
    ("question", "introduction"),
    [
        ("洪雁秋是谁?", "列车长洪雁秋"),
        ("裴木兰是什么人", "退休教师裴木兰"),
        ("请问薛静安是谁呀", "馆长薛静安"),
        ("谁是滕小满?", "副校长滕小满"),
        ("邬春晖是做什么的", "馆长邬春晖"),
        ("滕小满是干什么的?", "副校长滕小满"),
        ("柴玉树到底是谁", "校长柴玉树"),
        ("洪雁秋是校长吗?", "列车长洪雁秋"),
        ("听说薛静安是馆长，对不对？", "馆长薛静安"),
        ("<b>裴木兰</b>是谁", "退休教师裴木兰"),
        ("裴木兰是宇航员吧", "退休教师裴木兰"),
    ],
)
def test_who_somebody_is_is_told_where_they_are_introduced(
    library: Library, question: str, introduction: str
) -> None:
    answer = ask(library, question)
    assert isinstance(answer, Found)
    assert [introduction in quote.text for quote in answer.quotes] == [True]
    # A trade that stands in no report is named as such under the quote.
    assert ("宇航员" in answer.absent) is ("宇航员" in question)


@pytest.mark.parametrize("question", ["马小云是谁?", "沙河镇是谁?", "洪雁秋是谁的老师?"])
def test_who_is_not_introduced_is_nobody(library: Library, question: str) -> None:
    answer = ask(library, question)
    if isinstance(answer, Found):
        assert answer.confidence < 1


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("哪些人是馆长?", ["薛静安", "邬春晖"]),
        ("馆长有谁", ["薛静安", "邬春晖"]),
        ("馆长都有谁?", ["薛静安", "邬春晖"]),
        ("馆长有哪些", ["薛静安", "邬春晖"]),
        ("有哪些馆长?", ["薛静安", "邬春晖"]),
        ("报道里提到了哪些馆长", ["薛静安", "邬春晖"]),
        ("有哪些校长", ["柴玉树"]),
        ("有哪些副校长?", ["滕小满"]),
        ("k3里有哪些书法家", ["柴玉树"]),
        ("列出所有馆长", ["薛静安", "邬春晖"]),
    ],
)
def test_who_has_a_title_is_listed_and_no_deputy(
    library: Library, question: str, names: list[str]
) -> None:
    answer = ask(library, question)
    assert isinstance(answer, Found)
    assert answer.aim is Aim.NAMES
    assert [q.text[a:b] for q in answer.quotes for a, b in q.highlights] == names


@pytest.mark.parametrize(
    "question",
    [
        "姓吴的作者有谁?",
        "姓吴的作者有哪些",
        "哪些作者姓吴?",
        "有哪些姓吴的作者",
        "有几个姓吴的作者?",
        "姓吴的记者有谁",
        "列出姓吴的作者",
        "报道里姓吴的作者有谁",
        "姓吴的作者都有谁?",
        "有哪几个姓吴的作者",
    ],
)
def test_authors_are_listed_by_their_surname(library: Library, question: str) -> None:
    answer = ask(library, question)
    assert isinstance(answer, Listing)
    assert [group.criterion.author for group in answer.groups] == ["吴桐"]
    assert answer.total == 2
    assert isinstance(ask(library, question.replace("吴", "钱")), NotFound)


def test_persons_are_listed_by_their_surname(library: Library) -> None:
    for question in ("有哪些姓柴的人?", "哪些人姓柴"):
        answer = ask(library, question)
        assert isinstance(answer, Found)
        assert {q.text[a:b] for q in answer.quotes for a, b in q.highlights} == {"柴玉树"}


@pytest.mark.parametrize(
    "question",
    [
        "9号线全长多少公里?",
        "岚山市地铁9号线设站几座",
        "9号线什么时候试跑的?",
        "岚山地铁3号线有多长",
        "地铁12号线的车辆段在哪里?",
        "9号楼占地多少亩",
        "8号线的车辆段占地多少?",
        "2号线哪天试跑",
        "7号楼有多少座站?",
        "1号线全长多少",
    ],
)
def test_what_goes_by_another_number_is_another_thing(library: Library, question: str) -> None:
    assert isinstance(ask(library, question), NotFound)


@pytest.mark.parametrize(
    ("question", "answer"),
    [("7号线全长多少公里?", "22公里"), ("地铁7号线设站几座", "18座"), ("七号线有多长", "22公里")],
)
def test_what_goes_by_that_number_is_found(library: Library, question: str, answer: str) -> None:
    assert answer in quoted(ask(library, question))


@pytest.mark.parametrize(
    "question",
    [
        "2022年13月发生了什么?",
        "2022年14月有什么事",
        "2月45日发生了什么",
        "3月32号有什么活动?",
        "2022年3月40日怎么了",
        "13月9日发生了什么?",
        "2022年99月有什么新闻",
        "2024年13月有过什么",
        "15月40日有什么事?",
        "2022年20月发生过什么",
    ],
)
def test_of_a_time_that_never_is_nothing_is_told(library: Library, question: str) -> None:
    assert isinstance(ask(library, question), NotFound)


def test_a_number_of_days_is_no_such_time(library: Library) -> None:
    assert "2022年" in quoted(ask(library, "2022年发生了什么?"))
    assert not any(map(is_impossible, ("45日高温", "连续40日", "3月5日", "2022年12月", "18月")))


@pytest.mark.parametrize(
    "question",
    [
        "志愿者都做了什么?",
        "志愿者做了哪些事",
        "志愿者都做了哪些事?",
        "志愿者做了哪些工作",
        "志愿者干了些什么",
        "志愿者都干了什么",
        "志愿者做了些什么?",
        "志愿者都干了些什么",
        "志愿者做过哪些事?",
        "志愿者干过些什么",
    ],
)
def test_what_somebody_did_is_all_there_is(library: Library, question: str) -> None:
    answer = ask(library, question)
    assert isinstance(answer, Found)
    assert answer.aim is Aim.ABOUT
    assert len(answer.quotes) == 3


@pytest.mark.parametrize(
    "question",
    [
        "讲了什么?",
        "说了什么",
        "写了些什么?",
        "主要讲了什么",
        "主要内容是什么?",
        "讲的什么",
        "大意是什么",
        "主要说了什么?",
        "都写了什么",
        "具体讲了什么内容",
    ],
)
def test_what_it_says_is_asked_of_what_was_told_or_of_nothing(
    library: Library, question: str
) -> None:
    answer = ask(library, question)
    assert isinstance(answer, NotFound)
    assert answer.reason.why is Why.WHICH_REPORT
    assert library.leans(question)
    outline = ask(library, question, Told("k2"))
    assert isinstance(outline, Found)
    assert outline.aim is Aim.OUTLINE
    assert {quote.article.id for quote in outline.quotes} == {"k2"}


@pytest.mark.parametrize(
    ("question", "then", "words"),
    [
        ("有多少棵梨树?", "灰鹅呢", "120只灰鹅"),
        ("有多少棵梨树?", "那灰鹅呢？", "120只灰鹅"),
        ("有多少只灰鹅?", "梨树呢", "64棵梨树"),
        ("有多少只灰鹅?", "那村医呢", "村医卓尔凡"),
        ("校长是谁?", "村医呢?", "村医卓尔凡"),
        ("7号线全长多少公里?", "车辆段呢", "车辆段在沙河镇"),
        ("7号线全长多少公里?", "那车厢呢?", "观景窗"),
        ("梨每斤卖到多少元?", "梨树呢", "64棵梨树"),
        ("车辆段占地多少亩?", "观景窗呢", "观景窗"),
        ("有多少只灰鹅?", "算账呢?", "负责算账"),
    ],
)
def test_what_of_another_thing_is_told_where_it_stands(
    library: Library, question: str, then: str, words: str
) -> None:
    first = ask(library, question)
    assert isinstance(first, Found)
    assert words in quoted(ask(library, then, first.told))


@pytest.mark.parametrize(
    "question",
    [
        "柴玉树在干什么?",
        "柴玉树做什么",
        "沙河镇小学在做什么?",
        "志愿者在忙什么",
        "洪雁秋在忙些什么?",
        "滕小满干些什么",
        "樊大姐做些什么?",
        "馆长在干什么",
        "学生在忙什么",
        "柴玉树和滕小满都在干什么?",
    ],
)
def test_what_somebody_is_doing_asks_and_is_no_word_of_the_reports(
    library: Library, question: str
) -> None:
    assert library.query(Question(question)).asking
    answer = ask(library, question)
    absent = answer.reason.absent_terms if isinstance(answer, NotFound) else ()
    assert not any("什么" in word for word in absent)


def test_a_body_is_named_by_what_belongs_to_it(library: Library) -> None:
    answer = ask(library, "有哪些大学?")
    assert [q.text[a:b] for q in answer.quotes for a, b in q.highlights] == ["岚山大学"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        ("窦文彬是哪里人?", NotFound),
        ("郎月清是哪里人", NotFound),
        ("鲍春妮是哪儿人?", NotFound),
        ("洪雁秋是哪里的人", NotFound),
        ("裴木兰是哪国人?", NotFound),
        ("薛静安是哪里人", NotFound),
        ("请问邬春晖是哪里人呀?", NotFound),
        ("凌霄汉是哪国人?", NotFound),
        ("宗泽雨是哪里的人", Found),
        ("姆万吉是哪国人?", Found),
    ],
)
def test_where_somebody_is_from_must_be_said_of_them(
    library: Library, question: str, outcome: type[Answer]
) -> None:
    assert isinstance(ask(library, question), outcome)


EAST = Article(
    "k5",
    "东湾桥通了",
    (
        "东湾桥去年10月通车,镇里跟岚山大学合作设计,从柳溪运来石料,花了800万元。",
        "工人们用了三年时间,来了120人,总工程师熊远带人守在岸上。",
    ),
)
WEST = Article(
    "k6",
    "西岭亭落成",
    (
        "西岭亭今年5月落成,村里跟澜水设计院合作设计,从青岗运来木料,花了90万元。",
        "匠人们用了两年时间,来了35人,队长庄小禾率领大家住在山上。",
    ),
)


@pytest.fixture(scope="module")
def sites() -> Library:
    return Library(Corpus((EAST, WEST)))


@pytest.mark.parametrize("asked", ["东湾桥什么时候通车", "西岭亭什么时候落成"])
@pytest.mark.parametrize(
    "question",
    [
        "跟谁合作的",
        "跟哪家单位合作",
        "和谁合作设计",
        "跟哪里合作的",
        "从哪里运来的",
        "到哪里运的",
        "花了多少钱",
        "花了多少万元",
        "用了多少时间",
        "用了几年",
        "用了多久",
        "来了多少人",
    ],
)
def test_what_names_no_subject_is_asked_of_what_was_told(
    sites: Library, asked: str, question: str
) -> None:
    told = sites.answer(Question(asked)).told
    assert told is not None
    answer = sites.answer(Question(question, told))
    assert isinstance(answer, Found)
    assert {quote.article.id for quote in answer.quotes[:1]} == {told.article}


def test_who_does_something_with_others_is_named(sites: Library) -> None:
    named = {one.name for one in sites.named(NameKind.PERSON)}
    assert {"熊远", "庄小禾"} <= named


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("第一篇呢?", "k1"),
        ("那第二篇呢?", "k2"),
        ("第三篇", "k3"),
        ("k2呢?", "k2"),
    ],
)
def test_a_report_that_is_only_named_is_told_by_its_first_sentences(
    library: Library, question: str, article: str
) -> None:
    answer = ask(library, question)
    assert isinstance(answer, Found), answer
    assert answer.aim is Aim.OUTLINE
    assert {quote.article.id for quote in answer.quotes} == {article}
