"""Questions by the kind of fault that a reading by characters would fall into, on the shipped page.

Each kind is one law; the inputs are examples of it, of this page and of anything else.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.answer import Answer, Found, NotFound, Question, Why
from retrieval.article import Article
from retrieval.corpus import Corpus
from retrieval.library import Library
from retrieval.query.follow_up import Lean
from retrieval.query.metadata import metadata_question

REPORTS = Path(__file__).parents[1] / "corpus" / "articles"


@pytest.fixture(scope="module")
def page() -> Library:
    return Library.open(REPORTS)


def called_absent(answer: Answer) -> tuple[str, ...]:
    """The words that an answer says are nowhere in the reports."""
    if isinstance(answer, NotFound):
        return answer.reason.absent_terms
    return answer.absent if isinstance(answer, Found) else ()


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("哈尔滨有多少人口?", "哈尔滨"),
        ("多哈的机场有多大?", "多哈"),
        ("几内亚有几个邻国?", "几内亚"),
        ("何炅主持什么节目?", "何炅"),
        ("那曲的海拔是多少?", "那曲"),
        ("那英唱过哪些歌?", "那英"),
        ("马耳他的首都在哪里?", "马耳他"),
        ("维他命有什么作用?", "维他命"),
        ("犹他州有多大?", "犹他州"),
        ("吉他多少钱一把?", "吉他"),
        ("尼日尔在哪个洲?", "尼日尔"),
        ("呼和浩特有几所大学?", "呼和浩特"),
        ("谁在塔什干开会?", "塔什干"),
        ("是不是阿根廷赢了?", "阿根廷"),
    ],
)
def test_a_name_is_never_cut(page: Library, question: str, name: str) -> None:
    assert name in page.query(Question(question)).words
    answer = page.answer(Question(question))
    assert isinstance(answer, NotFound)
    assert any(name in word for word in called_absent(answer))
    assert all(word in question for word in called_absent(answer))


@pytest.mark.parametrize(
    "question",
    [
        "双林镇和店口镇分别做了什么?",
        "双林镇和店口镇比较一下,谁的志愿者多?",
        "快递小哥一天要跑几条路?",
        "哪句话提到调解?",
        "有哪个句子说到锦旗?",
        "这篇讲了杨梅的什么?",
        "第一篇提到了哪些镇?",
        "是双林镇还是店口镇有先锋骑士?",
        "另外,木心花园酒店占地多少?",
        "请问各自有多少人?",
        "麻烦具体介绍一下乌镇实验室",
        "你知道锦旗是谁送的吗",
        "到底有没有人送锦旗呀",
        "湖州、嘉兴、温州各有几篇报道?",
    ],
)
def test_words_of_the_asking_are_never_called_absent(page: Library, question: str) -> None:
    asking = {
        "分别",
        "比较",
        "一天",
        "提到",
        "句子",
        "这篇",
        "第一篇",
        "还是",
        "另外",
        "各自",
        "具体",
        "知道",
    }
    assert not asking.intersection(called_absent(page.answer(Question(question))))


@pytest.mark.parametrize(
    "question",
    [
        "98%的调解成功率是真的吗?",
        "成功率98%吗?",
        "有效处理效率82%吗?",
        "固体废物产生量同比减少7.22%对吗?",
        "是不是78名快递小哥担任先锋骑士?",
        "网商课程是3100人次吗?",
        "处理了10676.73吨生鲜垃圾,对吗?",
        "占地9.46亩的是什么项目?",
        "311家社会组织在哪个镇?",
        "ISO 37101是什么?",
        "4月16日揭牌的是什么?",
        "2023年培育了3名市级名师吗?",
    ],
)
def test_what_stands_in_a_report_is_never_called_absent(page: Library, question: str) -> None:
    everything = "\n".join("\n".join((a.title, a.byline, *a.texts)) for a in page.articles)
    absent = called_absent(page.answer(Question(question)))
    assert not [word for word in absent if word in everything]


@pytest.mark.parametrize(
    "question",
    [
        "很多高校在哪里办招聘会?",
        "许多大学生在这里做什么?",
        "多重保障体系包括哪些内容?",
        "多长跑道的机场最大?",
        "哪些通讯设备被盗?",
        "哪些公报私仇的事?",
        "通讯录里有哪些人?",
        "文章村有哪些特产?",
        "新闻发布会在哪里举行?",
        "新闻发言人是谁?",
        "几何体有哪些?",
        "那达慕大会什么时候办?",
    ],
)
def test_a_word_with_another_inside_is_no_question_about_reports(
    page: Library, question: str
) -> None:
    assert metadata_question(page.query(Question(question)).tokens) is None


@pytest.mark.parametrize(
    "word",
    [
        "马耳他",
        "维他命",
        "那英",
        "那曲",
        "犹他州",
        "吉他",
        "其他",
        "土耳其",
        "那达慕",
        "那霸",
        "其实",
    ],
)
def test_a_pronoun_inside_a_word_does_not_lean(page: Library, word: str) -> None:
    told = page.answer(Question("山门派出所所长是谁?"))
    assert isinstance(told, Found)
    query = page.query(Question(f"{word}村的产量是多少?", told.told))
    assert query.follows.lean is Lean.NONE


@pytest.fixture(scope="module")
def clinic() -> Library:
    """Reports with words that are joined by marks, or written in full width."""
    return Library(
        Corpus(
            (
                Article(
                    "c1",
                    "ＣＯＶＩＤ－１９疫苗到货",
                    ("县医院收到COVID-19疫苗两千支,由X-900型冷柜保存。",),
                ),
                Article(
                    "c2",
                    "登录接口更换",
                    ("程序员林晓改写了user.login.token模块,他熟悉C++和Node.js。",),
                ),
                Article("c3", "５Ｇ基站建成", ("青禾镇建成5G-A基站12座,采用Wi-Fi 7路由器。",)),
            )
        )
    )


@pytest.mark.parametrize(
    "question",
    [
        "COVID疫苗到了多少?",
        "COVID-19疫苗有多少支?",
        "x900是什么?",
        "X-900冷柜保存什么?",
        "X900冷柜在哪里?",
        "login模块是谁改写的?",
        "user.login由谁改写?",
        "谁会C++?",
        "谁熟悉Node?",
        "node.js是谁会的?",
        "5G基站建了几座?",
        "WiFi路由器有几台?",
        "wi-fi 7是什么?",
        "５Ｇ基站在哪个镇?",
    ],
)
def test_a_part_of_a_joined_word_is_never_called_absent(clinic: Library, question: str) -> None:
    absent = called_absent(clinic.answer(Question(question)))
    assert not [word for word in absent if word.isascii()]


@pytest.mark.parametrize(
    "question",
    [
        "How many couriers are there in Shuanglin?",
        "Who is the director of the police station?",
        "What is this archive about?",
        "when was the lab founded",
        "tell me about the hotel please",
        "Is it true?",
        "where can I find the report",
        "why did he resign",
        "What are the names of the towns",
        "can you help me",
    ],
)
def test_a_question_in_english_has_no_absent_words(page: Library, question: str) -> None:
    answer = page.answer(Question(question))
    assert isinstance(answer, NotFound)
    assert answer.reason.why is Why.ENGLISH
    assert not answer.reason.absent_terms


@pytest.mark.parametrize(
    "words", ["怎么", "哪里", "知道", "什么", "谁", "多少", "请问", "为什么", "怎样", "一下"]
)
def test_question_words_are_searched_like_any_word(page: Library, words: str) -> None:
    everything = "\n".join("\n".join((a.title, *a.texts)) for a in page.articles)
    hits = page.search(words)
    assert (words in everything) <= bool(hits)
    best = hits[0].quote.paragraph.text if hits else ""
    assert words not in everything or words in best
