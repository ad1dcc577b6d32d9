"""Ways of asking, each in ten dresses, of reports that no question set knows."""

from __future__ import annotations

import pytest

from retrieval.answer import Aim, Answer, Found, Listing, NotFound, Question, Told
from retrieval.article import Article
from retrieval.corpus import Corpus
from retrieval.library import Library
from retrieval.query.answer_type import AnswerKind

MARSH = Article(
    "m1",
    "苇塘的春天",
    (
        "苇塘湿地新建气象站3座、观测棚12间,电动船每天巡湖。",
        "监测员沈听澜说,今春飞来灰鹤46只、白鹭120只。灰鹤夜里歇在芦苇丛里。",
        "4月2日凌晨,苇塘湿地管理站的草垛起火,烧掉干草2吨,没有人受伤。(邵雨眠)",
    ),
    byline="邵雨眠 车南风",
    place="苇塘",
)
LINE = Article(
    "m2",
    "六号线通了",
    (
        "柳洲市地铁6号线5月1日开通,全长18公里,票价最高5元,设站14座。",
        "8号线明年动工,全长26公里。站长温如许说,消防设施已经验收。",
        "散场时车站门口拥堵了半小时。小学生在车站上了一堂课。",
    ),
    byline="车南风",
    place="柳洲市",
)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(Corpus((MARSH, LINE)))


def ask(library: Library, text: str, about: Told | None = None) -> Answer:
    return library.answer(Question(text, about))


def quoted(answer: Answer) -> str:
    assert isinstance(answer, Found), answer
    return "".join(quote.text for quote in answer.quotes)


def called_absent(answer: Answer) -> tuple[str, ...]:
    """The words that an answer, or a part of it, says are nowhere in the reports."""
    parts = answer.parts or ()
    own = answer.reason.absent_terms if isinstance(answer, NotFound) else ()
    own = answer.absent if isinstance(answer, Found) else own
    return (*own, *(word for part in parts for word in called_absent(part.answer)))


@pytest.mark.parametrize(
    "question",
    [
        "哪些气象塔建成了?",
        "哪些气象车在巡湖?",
        "哪些观测船受损?",
        "哪些电动车巡湖?",
        "哪些消防车来了?",
        "有哪些消防车?",
        "有哪些湿地馆?",
        "哪些地铁桥通车了?",
        "哪些观测站有人?",
        "哪些气象局验收了?",
        "有多少座气象塔?",
        "气象塔有多少座?",
    ],
)
def test_a_kind_of_thing_is_not_answered_by_another_kind(library: Library, question: str) -> None:
    assert isinstance(ask(library, question), NotFound)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("有多少座气象站?", "3座"),
        ("观测棚有多少间?", "12间"),
        ("哪些电动船巡湖?", "电动船每天巡湖"),
    ],
)
def test_a_kind_of_thing_is_answered_by_its_own(
    library: Library, question: str, answer: str
) -> None:
    assert answer in quoted(ask(library, question))


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("几何课在哪里上?", AnswerKind.PLACE),
        ("几何老师是谁?", AnswerKind.PERSON),
        ("谁教解析几何?", AnswerKind.PERSON),
        ("几何图形怎么画?", AnswerKind.METHOD),
        ("为什么要学几何知识?", AnswerKind.REASON),
        ("什么时候上几何课?", AnswerKind.DATE),
        ("这几何题难吗?", AnswerKind.ANY),
        ("票价几何?", AnswerKind.NUMBER),
        ("茶几在哪里?", AnswerKind.PLACE),
        ("票价几块钱?", AnswerKind.NUMBER),
        ("几百人受伤?", AnswerKind.NUMBER),
        ("车票几毛钱一张?", AnswerKind.NUMBER),
        ("起火的是哪栋楼?", AnswerKind.THING),
    ],
)
def test_a_character_within_a_word_does_not_ask(
    library: Library, question: str, kind: AnswerKind
) -> None:
    assert library.query(Question(question)).wanted.kind is kind


@pytest.mark.parametrize(
    ("question", "torn"),
    [
        ("村里的路灯装好了吗?", "灯装"),
        ("村口立了几块广告牌?", "告牌"),
        ("清溪区法院判了什么?", "区法院"),
        ("陶立群说了什么?", "陶立"),
        ("路望舒是哪一年出生的?", "路望"),
        ("唐允之在会上讲了什么?", "唐允"),
        ("罗大有的手术做了多久?", "罗大"),
        ("青头潜鸭有几只?", "潜鸭"),
        ("丁兰那部微电影得过奖吗?", "那部微"),
        ("海外的厂建在哪里?", "厂建"),
        ("“见字如面”展在哪里办?", "如面"),
        ("皋城村在哪里?", "城村"),
        ("工程由谁讲个明白?", "讲个"),
        ("杜村镇有多少人?", "村镇"),
    ],
)
def test_what_is_called_absent_is_a_whole_word(library: Library, question: str, torn: str) -> None:
    assert torn not in called_absent(ask(library, question))


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("清溪区法院判了什么?", "清溪区法院"),
        ("陶立群说了什么?", "陶立群"),
        ("青头潜鸭有几只?", "青头潜鸭"),
        ("恒睿电气的董事长是谁?", "恒睿"),
        ("皋城村在哪里?", "皋城村"),
        ("路望舒是哪一年出生的?", "路望舒"),
        ("村口立了几块广告牌?", "广告牌"),
        ("织里镇有多少家企业?", "织里镇"),
        ("哈尔滨有多少人口?", "哈尔滨"),
        ("7号线几点收车?", "7号线"),
    ],
)
def test_a_whole_word_or_name_is_called_absent(library: Library, question: str, whole: str) -> None:
    assert whole in called_absent(ask(library, question))


@pytest.mark.parametrize(
    "question",
    [
        "邵雨眠是谁?",
        "谁是邵雨眠",
        "邵雨眠是什么人?",
        "请问邵雨眠是谁啊",
        "邵雨眠是做什么的?",
        "车南风是谁?",
        "介绍一下车南风",
        "讲讲邵雨眠",
        "说说车南风",
        "车南风是站长吗?",
        "介绍邵雨眠",
    ],
)
def test_who_only_wrote_is_answered_with_what_they_wrote(library: Library, question: str) -> None:
    answer = ask(library, question)
    assert isinstance(answer, Listing)
    assert answer.criterion.author in {"邵雨眠", "车南风"}
    assert {article.id for article in answer.articles} == (
        {"m1"} if answer.criterion.author == "邵雨眠" else {"m1", "m2"}
    )
    assert isinstance(library.about(answer.criterion.author), Listing)


@pytest.mark.parametrize("question", ["沈听澜是谁?", "温如许是谁?", "马小云是谁?"])
def test_who_is_told_of_or_unknown_is_no_author(library: Library, question: str) -> None:
    assert not isinstance(ask(library, question), Listing)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("有哪些鸟?", ""),
        ("有哪些灰鹤?", "灰鹤46只"),
        ("有什么船?", "电动船"),
        ("报道里提到了哪些设施?", "消防设施"),
        ("列出所有的车站", "车站"),
        ("有哪些草?", "干草"),
        ("提到了哪些棚?", "观测棚"),
        ("都有哪些湿地?", "苇塘湿地"),
        ("有哪些票价?", "票价最高5元"),
        ("有哪些车?", "车站"),
        ("有哪些鱼?", ""),
    ],
)
def test_things_are_listed_by_the_sentences_that_say_them(
    library: Library, question: str, words: str
) -> None:
    answer = ask(library, question)
    if words:
        assert isinstance(answer, Found)
        assert answer.aim is Aim.ABOUT
        assert words in quoted(answer)
    else:
        assert isinstance(answer, NotFound)
        assert called_absent(answer) == (question[3],)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("哪里发生火灾?", "起火"),
        ("火灾烧掉了什么?", "烧掉干草2吨"),
        ("火灾是什么时候发生的?", "4月2日凌晨"),
        ("哪里失火了?", "起火"),
        ("着火烧掉了多少吨干草?", "2吨"),
        ("火警是几月几日的事?", "4月2日"),
        ("湿地失火是哪天?", "4月2日"),
        ("哪里着火?", "起火"),
        ("散场时堵车多久?", "半小时"),
        ("车站门口塞车了多久?", "半小时"),
    ],
)
def test_one_happening_is_told_by_another_word_for_it(
    library: Library, question: str, words: str
) -> None:
    answer = ask(library, question)
    assert words in quoted(answer)
    assert not called_absent(answer)


@pytest.mark.parametrize(
    ("question", "then", "number"),
    [
        ("飞来灰鹤多少只?", "白鹭呢?", "120只"),
        ("飞来白鹭多少只?", "那灰鹤呢", "46只"),
        ("新建气象站多少座?", "观测棚呢?", "12间"),
        ("观测棚有多少间?", "气象站呢", "3座"),
        ("6号线全长多少公里?", "票价呢?", "5元"),
        ("6号线票价最高几元?", "全长呢", "18公里"),
        ("6号线票价最高多少?", "那全长呢？", "18公里"),
        ("6号线设站多少座?", "票价呢", "5元"),
        ("烧掉干草多少吨?", "灰鹤呢", "46只"),
        ("灰鹤有多少只?", "干草呢?", "2吨"),
    ],
)
def test_after_a_number_a_number_is_asked_for_again(
    library: Library, question: str, then: str, number: str
) -> None:
    first = ask(library, question)
    assert isinstance(first, Found)
    answer = ask(library, then, first.told)
    assert isinstance(answer, Found)
    best = answer.quotes[0]
    assert [number] == [best.text[a:b].removeprefix("约") for a, b in best.highlights]


def test_after_a_number_somebody_is_no_number(library: Library) -> None:
    first = ask(library, "飞来灰鹤多少只?")
    assert isinstance(first, Found)
    answer = ask(library, "沈听澜呢?", first.told)
    assert isinstance(answer, Found)
    assert not answer.quotes[0].highlights


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("6号线和9号线什么时候开通?", ["6号线什么时候开通?", "9号线什么时候开通?"]),
        ("6号线与9号线全长多少公里", ["6号线全长多少公里", "9号线全长多少公里"]),
        ("6号线、9号线的票价是多少?", ["6号线的票价是多少?", "9号线的票价是多少?"]),
        ("请问6号线和9号线有几座站?", ["6号线有几座站?", "9号线有几座站?"]),
        ("柳洲市和岚山市有多少人口?", ["柳洲市有多少人口?", "岚山市有多少人口?"]),
        ("柳洲市、岚山市和青禾市在哪里?", ["柳洲市在哪里?", "岚山市在哪里?", "青禾市在哪里?"]),
        ("比较6号线和9号线的票价", ["6号线的票价是多少?", "9号线的票价是多少?"]),
        ("比较6号线和9号线的站点数量", ["6号线的站点有多少?", "9号线的站点有多少?"]),
        ("对比一下灰鹤和白鹭的习性", ["讲讲灰鹤的习性", "讲讲白鹭的习性"]),
        ("比较灰鹤与天鹅", ["讲讲灰鹤", "讲讲天鹅"]),
        ("比较苇塘和柳洲的面积", ["苇塘的面积是多少?", "柳洲的面积是多少?"]),
        ("比一比气象站和观测棚", ["讲讲气象站", "讲讲观测棚"]),
    ],
)
def test_what_is_asked_of_several_is_answered_thing_by_thing(
    library: Library, question: str, parts: list[str]
) -> None:
    assert [part.question for part in ask(library, question).parts] == parts


@pytest.mark.parametrize(
    "question",
    [
        "6号线和9号线哪条更长?",
        "6号线和9号线在哪里换乘?",
        "柳洲市和岚山市相距多少公里?",
        "柳洲市和岚山市之间有多少座桥?",
        "6号线和9号线一共多少公里?",
        "6号线和9号线相差多少公里?",
        "6号线和9号线",
        "柳洲市和岚山市是什么关系?",
        "6号线和9号线加起来有多长?",
        "柳洲市和岚山市合作办了什么?",
    ],
)
def test_what_is_asked_of_two_together_is_one_question(library: Library, question: str) -> None:
    assert not ask(library, question).parts
