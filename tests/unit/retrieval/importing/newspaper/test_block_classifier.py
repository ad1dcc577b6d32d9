"""What real pages do to a parser: nothing is joined, moved or changed without a word."""

from __future__ import annotations

import pytest

from retrieval.importing.document import ParsedDocument
from retrieval.importing.newspaper.parser import parse_page

ABOVE = "老桥新生 乡亲安心\n\n李小明\n\n镇里修好了村口的老桥，大家走得安心。\n\n"
CUT = "老桥新生 乡亲安心\n\n李小明\n\n镇里修好了村口的老桥，大家走得安心，出行时间缩\n\n"
SIGNED = "老桥新生 乡亲安心\n\n镇里修好了村口的老桥，大家走得安心。(李小明)\n\n"
ROAD = "通往镇上的公路昨天通车，路宽六米，大家都很高兴。"


def read(page: str) -> ParsedDocument:
    return parse_page(page, "page.txt")


def told(page: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(a.title, a.byline, a.texts) for a in read(page).articles]


@pytest.mark.parametrize(
    "head",
    [
        "第 2 页 共 8 页",
        "第2页",
        "第 12 页/共 80 页",
        "2/8",
        "12 / 80",
        "- 2 -",
        "— 12 —",
        "第3版 要闻",
        "某市人民政府公报 2026年第3期",
        "教育简报 2025年第12期",
    ],
)
def test_a_running_head_inside_a_sentence_is_set_aside_and_said(head: str) -> None:
    parsed = read(f"{CUT}{head}\n\n短一半。\n")
    assert parsed.articles[0].texts[0].endswith("出行时间缩短一半。")
    assert parsed.aside == ((7, head),)
    assert [problem.line for problem in parsed.problems] == [7]


def test_bare_numbers_that_count_up_are_pages_and_one_alone_is_said() -> None:
    counted = read(f"{CUT}2\n\n短一半，路也\n\n3\n\n通了。\n")
    assert counted.articles[0].texts[0].endswith("缩短一半，路也通了。")
    assert counted.aside == ((7, "2"), (11, "3"))
    alone = read(f"{CUT}2\n\n短一半。\n")
    assert any(p.line == 7 and "page's number" in p.why for p in alone.problems)


ODD = [
    "修一条路，架一座桥，办一所学校",
    "从深山到县城，从县城到省城，从省城到北京，一个乡村教师和他的三十七个学生走过的漫长道路",
    "“这条路，我们等了三十年，”村民说……",
    "谁来修路？谁来管路？谁来护路，大家来说",
    "三十年，三代人，一条公路",
    "他走了，他的桥，还在",
]


@pytest.mark.parametrize("title", ODD)
def test_a_title_of_any_form_above_a_byline_is_one(title: str) -> None:
    assert told(f"{ABOVE}{title}\n\n王小红\n\n{ROAD}\n")[1:] == [(title, "王小红", (ROAD,))]


@pytest.mark.parametrize("title", ODD)
def test_no_article_takes_the_text_or_byline_of_the_one_below(title: str) -> None:
    parsed = read(f"{SIGNED}{title}\n\n{ROAD}(王小红)\n")
    assert (parsed.articles[0].byline, len(parsed.articles[0].texts)) == ("李小明", 1)
    others = [a.byline for a in parsed.articles[1:]] + [h.text for h in parsed.held]
    assert len(others) == 1
    assert "王小红" in others[0]


@pytest.mark.parametrize(
    "line",
    [
        "俄军在某省巡逻时遇路边炸弹袭击",
        "全省夏粮收购工作顺利展开",
        "台风将在周末登陆东南沿海",
        "考古队找到三千年前的水井",
        "高铁新站今年年底投入使用",
    ],
)
def test_a_line_that_may_be_anothers_title_is_held_with_what_follows(line: str) -> None:
    parsed = read(f"{ABOVE}{line}\n\n{ROAD}(张三)\n")
    assert (parsed.articles[0].byline, len(parsed.articles[0].texts)) == ("李小明", 1)
    if parsed.held:
        (held,) = parsed.held
        assert (held.file, held.line, held.text) == ("page.txt", 7, f"{line}\n\n{ROAD}(张三)")
    else:
        assert told(f"{ABOVE}{line}\n\n{ROAD}(张三)\n")[1][:2] == (line, "张三")


def test_a_text_after_the_byline_that_ends_an_article_is_held() -> None:
    parsed = read(f"{SIGNED}{ROAD}{ROAD}\n\n{ROAD}\n")
    assert [a.texts for a in parsed.articles] == [("镇里修好了村口的老桥，大家走得安心。(李小明)",)]
    assert [held.text for held in parsed.held] == [f"{ROAD}{ROAD}\n\n{ROAD}"]


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("关于改造农村公路的通知", "某政办发〔2026〕12号"),
        ("关于表彰先进集体的决定", "某教〔2025〕3号"),
        ("某省人民政府关于促进就业的意见", "某政发[2024]108号"),
        ("关于防汛工作的紧急通知", "某水函〔2026〕7号"),
    ],
)
def test_an_official_document_has_its_own_title(title: str, number: str) -> None:
    head = f"某市人民政府办公室文件\n\n{number}\n\n{title}\n\n各县人民政府:\n\n"
    body = "为了做好这项工作，现将有关事项通知如下。\n\n一、加强领导。\n"
    assert told(head + body) == [
        (
            title,
            "",
            (
                "某市人民政府办公室文件",
                number,
                "各县人民政府:",
                "为了做好这项工作，现将有关事项通知如下。",
                "一、加强领导。",
            ),
        )
    ]


@pytest.mark.parametrize("subheads", [("一座老桥", "大家的路"), ("桥 修好了三回", "路 通到了村口")])
def test_the_subheads_of_a_plain_text_stay_in_it(subheads: tuple[str, str]) -> None:
    texts = ("镇里修好了老桥。", subheads[0], "桥有三百年了。", subheads[1], "路也通了。")
    assert told("老桥新生\n\n" + "\n\n".join(texts)) == [("老桥新生", "", texts)]


def test_lines_of_captions_are_not_joined() -> None:
    lines = ("图像来源，EPA", "图像加注文字，村口的老桥")
    parsed = read(ABOVE + "\n".join(lines) + "\n\n大家都说好。\n")
    assert parsed.articles[0].texts[1:3] == lines


@pytest.mark.parametrize(
    ("left", "right", "word"),
    [
        ("用WhatsA", "pp联系。", "用WhatsApp联系"),
        ("发言人Prawut Thav", "ornsiri表示，一切正常。", "Prawut Thavornsiri表示"),
        ("登录Face", "book页面。", "登录Facebook页面"),
        ("总统Macr", "on说，不会。", "总统Macron说"),
        ("提到New", " York的事。", "New York的事"),
        ("he said the bridge", "was open.", "the bridge was open"),
    ],
)
def test_a_latin_word_cut_in_two_is_one_word_and_two_are_two(
    left: str, right: str, word: str
) -> None:
    parsed = read(f"{ABOVE}{'大家都说走得安心，' * 6}{left}\n\n{right.strip()}\n")
    assert word in parsed.articles[0].texts[-1]
    assert any("a blank may have stood here" in p.why for p in parsed.problems)


def test_captions_with_one_blank_line_before_them_stay_apart() -> None:
    page = SIGNED + "老桥修好了，大家走得安心。 张三 摄\n\n新路通车了，大家很高兴。 李四 摄\n"
    assert [(title, byline) for title, byline, _ in told(page)][1:] == [
        ("图片新闻", "张三"),
        ("图片新闻", "李四"),
    ]


@pytest.mark.parametrize(
    ("credit", "byline"),
    [
        ("（来源：某报 作者：张三 编辑：李四）", "张三"),
        ("（作者：张三　责任编辑：李四）", "张三"),
        ("（记者：张三 王小红 编辑：李四 校对：赵一）", "张三 王小红"),
        ("（来源：新华社 记者 张三）", "张三"),
    ],
)
def test_only_those_who_wrote_are_the_byline(credit: str, byline: str) -> None:
    assert told(f"老桥新生 乡亲安心\n\n镇里修好了老桥。\n\n{credit}\n")[0][1] == byline


def test_what_is_printed_before_a_title_is_taken_off_and_its_blanks_are_kept() -> None:
    assert told("原标题：老桥\u00a0新生\n\n李小明\n\n镇里修好了老桥。\n")[0][0] == "老桥\u00a0新生"


@pytest.mark.parametrize(
    ("opening", "byline"),
    [
        ("本报讯（记者 王某 通讯员 赵某）", "王某 赵某"),
        ("本报讯（通讯员 王小红）", "王小红"),
        ("本报嘉兴5月3日电（记者张三）", "张三"),
    ],
)
def test_the_people_of_a_dateline_are_the_byline_of_their_own_report(
    opening: str, byline: str
) -> None:
    page = f"老桥新生 乡亲安心\n\n{opening}镇里修好了老桥。\n\n"
    page += "新路通车 乡亲开心\n\n本报讯（记者 李四）路通了。\n"
    assert [found for _, found, _ in told(page)] == [byline, "李四"]
