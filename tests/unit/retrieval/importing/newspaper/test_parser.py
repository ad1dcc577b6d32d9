from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from retrieval.article_file import parse, write
from retrieval.importing.document import ParsedDocument
from retrieval.importing.newspaper.article_builder import CAPTION_TITLE, UNTITLED
from retrieval.importing.newspaper.parser import parse_page

PAGES = Path(__file__).parent / "pages"
OURS = Path(__file__).parents[5] / "corpus" / "sources" / "zhejiang-page.txt"
ALL = [OURS, *sorted(PAGES.glob("*.txt"))]

# Title, byline and number of paragraphs of every article, as a person reads the page.
EXPECTED = {
    "zhejiang-page": [
        ("凝聚新力量 赋能城市发展", "倪俊杰", 6),
        ("齐抓共管“绿色发展” 共建共享“无废城市”", "杜燕华", 5),
        ("三轮驱动 激发活力", "钱吉光", 4),
        ("助力电商创业创新 街道打造“梦工厂”", "王懿武 吴鲜花", 4),
        ("文旅融合 蝶变跃升", "吴筱凡", 7),
        ("吃茶话事 化解纠纷", "郭黎霞 周雨文", 4),
        ("培养“头雁” 助力增收", "金正武 陈新楷 周素羽", 4),
        ("清风拂面 以文化人", "王海燕", 4),
        ("监督护航 助企惠企", "梅亦洋", 4),
        ("明志笃行 为民解忧", "张林", 5),
        ("图片新闻", "沈俊", 1),
    ],
    "briefs": [
        ("图片新闻", "高洁", 1),
        ("谁来守护夜归人？", "于洋 任佳佳", 7),
        ("松岭县开行“助农公交”", "", 1),
        ("松岭县图书馆延长开放时间", "", 1),
        ("图片新闻", "卓越", 1),
        ("图片新闻", "孟凡", 1),
    ],
    "columns": [
        ("“小山村”唱响“大舞台”", "骆宾 祁小雨", 3),
        ("图片新闻", "申屠燕", 1),
        ("创新“三色”管理 守牢安全底线", "冀中", 2),
        ("办好“关键小事” 温暖一座小城", "管一平 尹文 胥静", 2),
    ],
    "council": [
        ("强化履职担当 书写为民答卷", "洪波 季小满", 3),
        ("“码”上议事 小事不出网格", "单雯", 4),
        ("农旅融合:一座村庄的“甜蜜”账本", "阮志明 翁晓燕 洪波", 3),
        ("以“小切口”破解“大难题”——云屏区开展代表专题询问侧记", "雷霆 孟想", 2),
        ("图片新闻", "樊华", 1),
        ("图片新闻", "季小满", 1),
    ],
    "county": [
        (
            "田埂上的“夜课堂” 教会农户算三本账",
            "■ 本报见习记者 乔木 通讯员 单丹青 文/摄",
            10,
        ),
    ],
    "harbour": [
        (
            "社区治理进行时 老街坊的“板凳会”开成了 连心会",
            "本报记者 林可欣 通讯员 方志鹏",
            3,
        ),
        ("图片新闻", "林可欣", 1),
        ("小修小补 也有大学问", "□记者 祝长青", 3),
        ("渔港直播间：一网鱼的“云上”旅程", "文/图 宋知远", 2),
    ],
    "kicker": [
        (
            "我省出台新规规范电动自行车停放 充电有桩 停车有位 消防有人——来自三座小区的蹲点报告",
            "本报记者 热依汗·买买提 欧阳若琳",
            4,
        ),
        ("寒潮来袭 菜价稳得住吗", "本报记者 薛冰", 2),
    ],
    "river": [
        ("守护一江碧水", "李 伟 王思远", 6),
        ("小小邮路连民心", "陈佳宁", 4),
        ("让闲置校舍活起来", "何苗", 2),
    ],
    "taiwan": [
        ("舊糖廠變身繪本館 孩子搶著當「館長」", "林昱廷", 3),
        ("養蚵人家的夏天：一串一串的等待", "記者蔡佩珊／嘉義報導", 2),
    ],
    "valley": [
        ("数字下乡：茶农有了“新农具”", "卢青山 石小川", 4),
        ("古桥修缮：修旧如旧 一石一编号", "吕晓", 3),
        ("一碗米粉里的乡愁", "韦丹丹", 3),
    ],
    "wrapped": [
        ("老年食堂“加减法” 端出暖心饭", "邢露", 3),
        ("旧厂房里长出攀岩馆", "车明 窦雨桐", 3),
    ],
}


def read(file: Path) -> ParsedDocument:
    return parse_page(file.read_text(encoding="utf-8-sig"), file.name)


def bare(text: str) -> str:
    """Return what is left of a text without its white space."""
    return "".join(text.split())


def kept(text: str, reading: ParsedDocument) -> Counter[str]:
    """Count the characters that a reading keeps of a page: in articles, or set aside."""
    count: Counter[str] = Counter()
    lines = Counter(bare(line) for line in text.splitlines())
    for title in (CAPTION_TITLE, UNTITLED):
        called = sum(article.title == title for article in reading.articles)
        for _ in range(called - lines[title]):
            count.subtract(title)
    for article in reading.articles:
        count.update(bare(article.title))
        inside = article.byline and all(
            name in bare(article.texts[0] + article.texts[-1]) for name in article.byline.split()
        )
        count.update("" if inside else bare(article.byline))
        count.update(bare("".join(article.texts)))
    count.update(bare("".join(text for _, text in reading.aside)))
    count.update(bare("".join(held.text for held in reading.held)))
    return +count


@pytest.mark.parametrize("file", ALL, ids=lambda file: file.stem)
def test_a_page_becomes_the_articles_a_person_reads(file: Path) -> None:
    found = [(a.title, a.byline, len(a.texts)) for a in read(file).articles]
    assert found == EXPECTED[file.stem]


@pytest.mark.parametrize("file", ALL, ids=lambda file: file.stem)
def test_no_character_of_a_page_is_lost_or_changed(file: Path) -> None:
    text = file.read_text(encoding="utf-8-sig")
    assert kept(text, read(file)) == Counter(bare(text))


@pytest.mark.parametrize("file", ALL, ids=lambda file: file.stem)
def test_a_paragraph_is_a_run_of_its_page(file: Path) -> None:
    page = bare(file.read_text(encoding="utf-8-sig"))
    caption = bare(
        "图为柳塘镇越剧团在排练新戏。申屠燕 摄"
    )  # stands inside a paragraph of columns.txt
    for article in read(file).articles:
        for text in article.texts:
            assert bare(text) in page or bare(text) in page.replace(caption, "")


def test_our_page_has_the_paragraphs_mended_and_the_real_breaks_kept() -> None:
    first = read(OURS).articles[0]
    assert "已有78名快递小哥担任先锋骑士,16名快递小哥" in first.texts[3]
    assert first.texts[3].endswith("”七星桥村相关负责人说。")
    assert [text[:6] for text in first.texts[4:]] == ["截至目前,在", "此外,今年以"]


def test_our_page_prints_no_date_and_its_places_are_slices_of_its_text() -> None:
    articles = read(OURS).articles
    assert {article.date for article in articles} == {""}
    assert all(article.place in article.texts[0] for article in articles)
    assert [article.place for article in articles][:3] == [
        "湖州市南浔区双林镇",
        "嘉兴经济技术开发区",
        "嘉兴市桐乡市",
    ]


def test_dates_are_those_printed_on_the_page_or_below_the_title() -> None:
    assert {a.date for a in read(PAGES / "harbour.txt").articles} == {"2023-09-12"}
    assert [a.date for a in read(PAGES / "kicker.txt").articles] == ["2024-11-08", "2024-11-09"]


def test_furniture_is_set_aside_and_said() -> None:
    reading = read(PAGES / "harbour.txt")
    assert [line for line, _ in reading.aside] == [1, 2, 3, 41]
    assert {problem.line for problem in reading.problems} >= {1, 2, 3, 41}


@pytest.mark.parametrize(
    ("page", "line", "words"),
    [
        ("briefs", 26, "taken as a title"),
        ("columns", 17, "a blank may have stood here"),
        ("council", 52, "taken as the byline"),
        ("county", 10, "heading inside the article"),
    ],
)
def test_what_is_unsure_is_said_with_its_line(page: str, line: int, words: str) -> None:
    problems = read(PAGES / f"{page}.txt").problems
    assert any(p.line == line and words in p.why and p.file == f"{page}.txt" for p in problems)


def paragraphs(page: str) -> list[tuple[str, ...]]:
    return [article.texts for article in parse_page(page, "page.txt").articles]


SIGNED = "镇里修好了村口的老桥，大家走得安心。(李小明)"


def test_a_heading_printed_twice_is_one_heading() -> None:
    page = f"老桥新生 乡亲安心\n\n王小红\n\n\n老桥新生 乡亲安心\n\n王小红\n\n{SIGNED}\n"
    reading = parse_page(page, "page.txt")
    assert [(a.title, a.byline) for a in reading.articles] == [("老桥新生 乡亲安心", "王小红")]
    assert [text for _, text in reading.aside] == ["老桥新生 乡亲安心", "王小红"]


def test_a_byline_cut_between_two_names_keeps_them_apart() -> None:
    page = "老桥新生 乡亲安心\n\n镇里修好了老桥。(李小明\n\n王小红)\n"
    (article,) = parse_page(page, "page.txt").articles
    assert article.byline == "李小明 王小红"
    assert article.texts == ("镇里修好了老桥。(李小明 王小红)",)


def test_a_byline_alone_after_the_text_belongs_to_it() -> None:
    page = (
        "老桥新生 乡亲安心\n\n修好了桥。\n\n（李小明）\n\n新路通车 乡亲开心\n\n通了路。(王小红)\n"
    )
    assert paragraphs(page) == [("修好了桥。（李小明）",), ("通了路。(王小红)",)]


def test_an_article_whose_last_sentence_has_no_stop_ends_at_the_next_byline() -> None:
    page = (
        f"老桥新生 乡亲安心\n\n李小明\n\n{'镇里修好了老桥，' * 6}大家安心\n\n"
        "新路通车 乡亲开心\n\n王小红\n\n路通了。\n"
    )
    assert [a.title for a in parse_page(page, "page.txt").articles] == [
        "老桥新生 乡亲安心",
        "新路通车 乡亲开心",
    ]


def test_a_byline_with_a_rare_surname_is_known_by_its_place() -> None:
    page = f"老桥新生 乡亲安心\n\n邸舒\n\n虢小川\n\n{'镇里修好了村口的老桥，' * 4}大家安心。\n"
    reading = parse_page(page, "page.txt")
    assert reading.articles[0].byline == "邸舒 虢小川"


def test_a_text_without_a_title_is_called_so_and_that_is_said() -> None:
    reading = parse_page("镇里修好了老桥。\n\n大家走得安心。\n", "page.txt")
    assert [(a.title, len(a.texts)) for a in reading.articles] == [(UNTITLED, 2)]
    assert any("no title" in problem.why for problem in reading.problems)


@pytest.mark.parametrize("page", ["", "\n\n \n", "第3版 要闻\n", "老桥新生 乡亲安心\n"])
def test_a_page_without_text_has_no_articles(page: str) -> None:
    assert parse_page(page, "page.txt").articles == ()


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_the_kind_of_line_end_does_not_matter(newline: str) -> None:
    text = OURS.read_text(encoding="utf-8")
    again = parse_page(text.replace("\n", newline), OURS.name)
    assert again.articles == read(OURS).articles
    assert again.problems == read(OURS).problems


def test_blanks_at_the_ends_of_lines_do_not_matter() -> None:
    text = OURS.read_text(encoding="utf-8").replace("\n", " \u3000\n")
    assert parse_page(text, OURS.name).articles == read(OURS).articles


# A page made up: sentences of plain characters, none of which is a surname, a number or a unit.
characters = st.sampled_from("把它做好看见山水树木风雨声音光影梦想走过来去听说读写歌舞")
clauses = st.text(characters, min_size=4, max_size=14)
sentences = st.lists(clauses, min_size=1, max_size=4).map(lambda parts: "，".join(parts) + "。")
bodies = st.lists(sentences, min_size=2, max_size=5).map("".join)
phrases = st.text(characters, min_size=5, max_size=5)
titles = st.tuples(phrases, phrases).map(" ".join)
names = st.lists(
    st.tuples(st.sampled_from("赵钱孙李周吴郑王"), st.sampled_from(["佳怡", "晓东", "倩"])).map(
        "".join
    ),
    min_size=1,
    max_size=3,
    unique=True,
)


@st.composite
def made_up(draw: st.DrawFn) -> tuple[str, list[tuple[str, str, tuple[str, ...]]]]:
    """Draw a page whose columns cut paragraphs anywhere past their first clauses."""
    blocks: list[str] = []
    articles = []
    for title in draw(st.lists(titles, min_size=1, max_size=4, unique=True)):
        byline = " ".join(draw(names))
        texts = draw(st.lists(bodies, min_size=1, max_size=4))
        below = draw(st.booleans())
        if not below:
            texts[-1] += f"({byline})"
        blocks += [title, byline] if below else [title]
        for text in texts:
            blocks += cut(draw, text)
        articles.append((title, byline, tuple(texts)))
    return "\n\n".join(blocks) + "\n", articles


def cut(draw: st.DrawFn, text: str) -> list[str]:
    """Cut a paragraph in two, neither at a stop nor so early that the piece is like a heading."""
    first = text.index("。") + 2
    places = [at for at in range(max(first, 41), text.rindex("。")) if text[at - 1] != "。"]
    if not places or draw(st.booleans()):
        return [text]
    at = draw(st.sampled_from(places))
    return [text[:at], text[at:]]


@pytest.mark.slow
@given(made_up())
@settings(max_examples=150, deadline=None)
def test_any_well_formed_page_is_read_back(
    page: tuple[str, list[tuple[str, str, tuple[str, ...]]]],
) -> None:
    text, articles = page
    reading = parse_page(text, "page.txt")
    assert [(a.title, a.byline, a.texts) for a in reading.articles] == articles
    assert kept(text, reading) == Counter(bare(text))


lines = st.text(
    st.sampled_from(
        list("镇里修好老桥李王小明记者摄图为近日一二AZ09，。、；：？！“”（）()《》—… \t\u3000□▲.-/")
    ),
    max_size=45,
)
jumbles = st.lists(lines, max_size=14).flatmap(
    lambda parts: st.lists(
        st.sampled_from(["\n", "\n\n", "\r\n", "\n\n\n", "\f"]),
        min_size=len(parts),
        max_size=len(parts),
    ).map(lambda breaks: "".join(part + gap for part, gap in zip(parts, breaks, strict=True)))
)


@pytest.mark.slow
@given(jumbles)
@settings(max_examples=300, deadline=None)
def test_no_jumble_loses_a_character_or_has_no_file_form(page: str) -> None:
    reading = parse_page(page, "page.txt")
    loose = reading.articles and any(a.byline for a in reading.articles)
    if not loose:
        assert kept(page, reading) == Counter(bare(page))
    assert not Counter(bare("".join("".join(a.texts) for a in reading.articles))) - Counter(
        bare(page)
    )
    for number, article in enumerate(reading.articles):
        named = type(article)(
            f"a{number}",
            article.title,
            article.texts,
            article.byline,
            article.place,
            article.source,
            article.date,
        )
        assert parse(write(named)) == named


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_without_an_error(page: str) -> None:
    parse_page(page, "page.txt")
