"""Random reports and random questions about them, so that words are there, nearly there, or not."""

from __future__ import annotations

from hypothesis import strategies as st

from benchmarks.truth.raw_reports import RawReport, RawReports
from retrieval.article import Article

PLACES = ("青石镇", "白沙乡", "松岭县", "临溪市", "柳湾村", "桐木街道", "哈尔滨", "双林鎮")
PEOPLE = ("陆云帆", "沈知秋", "何大川", "温如玉", "季长风", "马耳他")
THINGS = (
    "杨梅",
    "古桥",
    "民宿",
    "大棚杨梅",
    "茶馆",
    "COVID-19",
    "X-900",
    "user.login",
    "C++",
    "１２家",
)
NUMBERS = ("12", "１２家", "98%", "3400吨", "7.22%", "40万台", "1786年", "十三倍", "10676.73吨")
ALL = (*PLACES, *PEOPLE, *THINGS, *NUMBERS)
ABSENT = (
    "火星",
    "x900",
    "login",
    "covid",
    "98",
    "尔滨",
    "江南日报",
    "10676",
    "没有",
    "双林镇",
    "梅园",
)
SENTENCES = (
    "近日,{}举行活动,{}参加。",
    "{}没有{}。",
    "“{}就在{}。”负责人说。",
    "据统计,{}达到{},比去年多。",
    "{}和{}分别获奖；",
)
FRAMES = (
    "{0}有多少{1}?",
    "{0}、{1}各有几篇报道?",
    "{0}和{1}分别有哪些报道?",
    "没有提到{0}的报道有哪些?",
    "不在{0}的报道有几篇?",
    "提到{0}但没有提到{1}的报道有哪些?",
    "哪些报道提到{0}或{1}?",
    "除了{0},还有哪些报道?",
    "{0}写了几篇报道?",
    "{0}那篇是谁写的?",
    "哪篇报道提到了{0}?",
    "{0}的报道有几篇?",
    "{0}是{1}吗?",
    "谁在{0}做了{1}?",
    "{0} -{1}",
    "“{0}” {1}",
    "作者:{0} {1}",
    "地点:{0}",
    "来源:{0} NOT {1}",
    "{0} {1}",
    "{0}",
    "2025年的报道有哪些?",
    "5月的报道",
    "最新的报道是哪篇?",
    "最早的报道有哪些?",
    "这些报道来自哪里?",
    "一共有几个作者?",
    "一共有多少篇报道?",
    "松溪日报有几篇报道?",
    "{0}日报的报道有哪些?",
)

words = st.sampled_from(ALL)
asked = st.one_of(words, st.sampled_from(ABSENT))
paragraphs = st.lists(
    st.builds(str.format, st.sampled_from(SENTENCES), words, words), min_size=1, max_size=3
).map("".join)
bylines = st.one_of(
    st.just(""),
    st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=2, unique=True).map(" ".join),
)
titles = st.builds("{} {}".format, words, words)
newspapers = st.sampled_from(["", "", "松溪日报", "page.txt", "白沙晚报 第2版"])
dates = st.sampled_from(["", "", "2025-05-03", "2024年5月", "2025", "20250601", "近日"])
questions = st.lists(
    st.builds(str.format, st.sampled_from(FRAMES), asked, asked), min_size=1, max_size=6
)


@st.composite
def reports(draw: st.DrawFn) -> tuple[tuple[Article, ...], RawReports]:
    """Draw reports as the library takes them, and the same as their files have them."""
    front = st.tuples(titles, bylines, st.one_of(st.just(""), st.sampled_from(PLACES)))
    drawn = st.tuples(st.lists(paragraphs, min_size=1, max_size=3), front, newspapers, dates)
    raw = {}
    for number, (texts, head, source, date) in enumerate(
        draw(st.lists(drawn, min_size=1, max_size=6))
    ):
        raw[f"r{number}"] = RawReport(tuple(texts), *head, source, date)
    articles = (
        Article(key, r.title, r.paragraphs, r.byline, r.place, r.source, r.date)
        for key, r in raw.items()
    )
    return tuple(articles), RawReports(raw)
