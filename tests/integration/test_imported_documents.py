"""Faults that real documents showed, each with further inputs of its kind.

Whatever a document does: no text is joined with what it does not belong to, and what is left out,
changed or unsure is said.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest

from retrieval.importing.document import ParsedDocument, UnreadableError
from retrieval.importing.importer import FileChange, import_files
from retrieval.importing.newspaper.parser import parse_page
from retrieval.importing.reader import read_file
from tests.unit.retrieval.importing.formats import made

HEAD = "渡口停运三十年 山里人走上水泥路\n\n何苗\n\n"
TEXT = "从前过河要等渡船，如今走桥只要三分钟，村里人都说方便。"
OTHER = "乡里的卫生院上周搬进新楼，门诊、药房都在一层，老人看病不用爬楼。"


def read(page: str) -> ParsedDocument:
    return parse_page(page, "page.txt")


def told(page: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(a.title, a.byline, a.texts) for a in read(page).articles]


def everything(parsed: ParsedDocument) -> str:
    """All that was read, and all that was said of it."""
    texts = [text for article in parsed.articles for text in (article.title, *article.texts)]
    texts += [held.text for held in parsed.held] + [text for _, text in parsed.aside]
    return "\n".join([*texts, *(problem.why for problem in parsed.problems)])


# F1: a page's furniture inside a sentence.
@pytest.mark.parametrize(
    "line",
    [
        "第3页",
        "第 17 页 共 240 页",
        "第 5 页，共 9 页",
        "3 / 16",
        "14/96",
        "·7·",
        "－ 9 －",
        "— 4 —",
        "第8版 文化",
        "B03 版 副刊",
        "某县志通讯 2024年第2期",
        "某区人大常委会公报 2025年第6期",
    ],
)
def test_furniture_inside_a_sentence_is_set_aside_and_said(line: str) -> None:
    parsed = read(f"{HEAD}{TEXT[:16]}\n\n{line}\n\n{TEXT[16:]}\n")
    assert parsed.articles[0].texts == (TEXT,)
    assert [text for _, text in parsed.aside] == [line]
    assert any(problem.line == 7 for problem in parsed.problems)


# F2: headlines that no rule for most of them knows.
TITLES = [
    "山里来了医生，学校来了老师，村里来了游客",
    "一封信，一趟车，一个人的三十里山路",
    "茶山绿了，茶价稳了，茶农笑了，年轻人回来了",
    "从江边到山顶，从清晨到深夜，一位邮递员走了二十八年、换了九双鞋、送了四十万封信的路",
    "“船停了，人却没散”——老渡口的最后一天，大家都来了",
    "等一盏灯，等一个人...",
    "到底谁说了算？听听居民、物业、社区三方怎么讲",
    "今天，我们为什么还要养蚕！",
    "水退了，人回来了，店又开张了。",
    "种下一棵树，修好一口井，守住一条河",
]


@pytest.mark.parametrize("title", TITLES)
def test_no_headline_gives_its_text_to_the_article_above(title: str) -> None:
    parsed = read(f"老街修缮 乡亲安心\n\n{TEXT}(何苗)\n\n{title}\n\n{OTHER}(阮志明)\n")
    first = parsed.articles[0]
    assert (first.byline, first.texts) == ("何苗", (f"{TEXT}(何苗)",))
    below = [a for a in parsed.articles[1:] if a.byline == "阮志明"]
    assert below or any("阮志明" in held.text for held in parsed.held)


def test_a_sentence_that_may_be_a_headline_is_held_with_what_follows() -> None:
    parsed = read(f"{HEAD}{TEXT}\n\n水退了，人回来了，店又开张了。\n\n阮志明\n\n{OTHER}\n")
    assert [article.texts for article in parsed.articles] == [(TEXT,)]
    assert [held.text[:4] for held in parsed.held] == ["水退了，"]


@pytest.mark.parametrize("title", [title for title in TITLES if "。" not in title])
def test_every_headline_above_a_byline_is_one(title: str) -> None:
    page = f"{HEAD}{TEXT}\n\n{title}\n\n阮志明\n\n{OTHER}\n"
    assert [(name, byline) for name, byline, _ in told(page)][1:] == [(title, "阮志明")]


# F3: a headline without a byline below an article that is signed below its title.
@pytest.mark.parametrize(
    "line",
    [
        "多国宣布下调粮食出口关税",
        "省运会赛艇比赛今日收官",
        "南方多地迎来入梅后首轮强降雨",
        "某市地铁五号线明起试运营",
        "两国外长在边境口岸举行会晤",
        "科考船完成第七次深海采样",
        "全国铁路今起实行新运行图",
        "消防员冒雪救出被困登山者",
        "老城区供暖管网改造提前完工",
        "青年球员加盟海外俱乐部",
    ],
)
def test_a_line_that_may_be_a_headline_is_never_run_into_the_next_sentence(line: str) -> None:
    parsed = read(f"{HEAD}{TEXT}\n\n{line}\n\n{OTHER}(阮志明)\n")
    assert parsed.articles[0].byline == "何苗"
    assert not any(line + OTHER[:4] in text for a in parsed.articles for text in a.texts)
    assert "阮志明" not in "".join(parsed.articles[0].texts)


# F4: what is no page of a newspaper.
@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"{\\rtf1\\ansi\\deff0 {\\fonttbl {\\f0 SimSun;}}\\f0 abc}", "RTF"),
        (b'{"rows": [{"a": 1}],\n "total": 1}\n', "JSON is not read"),
        (b"[1, 2,\n 3]", "JSON is not read"),
        (b'[\n  {"title": "a"}\n]', "JSON is not read"),
        ("品名;单价;数量\n苹果;3;5\n梨;4;6\n桃;5;1\n".encode(), "a table"),
        ("编号\t姓名\t分数\n1\t甲\t90\n2\t乙\t80\n3\t丙\t70\n".encode(), "a table"),
        (b"a,b,c,d\n1,2,3,4\n5,6,7,8\n9,0,1,2\n", "a table"),
        (b"#include <stdio.h>\n#include <math.h>\n#include <time.h>\nint main() {}\n", "program"),
        (b"const a = 1\nlet b = 2\nvar c = 3\nfunction f() {}\n", "program code"),
        (b"package demo\nimport java.util.List;\npublic class A {}\nclass B {}\n", "program code"),
        (b"<?php echo 1; ?>\n", "program code"),
        (b"#!/usr/bin/env python3\nprint(1)\n", "program code"),
    ],
)
def test_what_is_no_report_is_refused_by_its_kind(tmp_path: Path, data: bytes, why: str) -> None:
    (tmp_path / "page.txt").write_bytes(data)
    with pytest.raises(UnreadableError, match=why):
        read_file(tmp_path / "page.txt", "page.txt")


# F5: Big5.
@pytest.mark.parametrize(
    "text",
    [
        "渡口停駛三十年 山裡人走上水泥路\n\n從前過河要等渡船，如今走橋只要三分鐘。\n",
        "臺南漁港重建完工\n\n碼頭今天啟用，漁民說卸貨快了一半。\n",
        "圖書館延長開放\n\n市立圖書館九月起開放到晚上十點，學生最高興。\n",
        "捷運綠線通車\n\n首日載客十二萬人次，比預估多兩成。\n",
        "養蠶人家\n\n春蠶吐絲，一張簾子可收繭四十公斤。\n",
        "颱風過後\n\n農會統計，稻田淹水三百公頃，損失近億元。\n",
        "舊車站變書店\n\n鐵道迷說，連月台的鐘都留著。\n",
        "社區共餐\n\n每週三中午，八十位長輩一起吃飯聊天。\n",
        "溪水變清了\n\n汙水廠啟用一年，溪裡又看得到魚蝦。\n",
        "冬至湯圓\n\n廟口搓了三千顆湯圓，請街坊吃。\n",
    ],
)
def test_a_page_in_big5_is_read(tmp_path: Path, text: str) -> None:
    (tmp_path / "page.txt").write_bytes(text.encode("big5hkscs"))
    parsed = read_file(tmp_path / "page.txt", "page.txt")
    title, _, body, _ = text.split("\n")
    assert [(a.title, a.texts) for a in parsed.articles] == [(title, (body,))]
    assert any("not UTF-8; read as Big5" in problem.why for problem in parsed.problems)


# F6: documents of offices.
@pytest.mark.parametrize(
    ("body", "number", "title", "addressee"),
    [
        ("某县人民政府文件", "某政发〔2024〕7号", "关于加强山塘管理的通知", "各乡镇人民政府："),
        (
            "某市教育局文件",
            "某教基〔2025〕19号",
            "关于开展课后服务的指导意见",
            "各县（区）教育局：",
        ),
        ("某省水利厅文件", "某水〔2023〕101号", "关于同意修建渡槽的批复", "某县水利局："),
        ("某区卫生健康局文件", "某卫〔2026〕2号", "关于调整门诊时间的公告", "辖区各单位："),
        ("某市公安局文件", "某公通〔2022〕33号", "关于夜间施工的通告", "各有关单位："),
        ("某镇人民政府文件", "某政〔2021〕5号", "关于成立防汛指挥部的通知", "各村民委员会："),
        ("某市财政局文件", "某财〔2020〕88号", "某市财政局关于下达补助资金的函", "某县财政局："),
        ("某省林业局文件", "某林发[2019]61号", "关于印发护林员管理办法的通知", "各市林业局："),
        ("某县委办公室文件", "某委办〔2025〕4号", "关于表扬驻村干部的决定", "各乡镇党委："),
        ("某市交通局文件", "某交〔2024〕150号", "关于恢复渡运的请示", "市人民政府："),
    ],
)
def test_an_office_document_keeps_its_number_and_addressee_apart(
    body: str, number: str, title: str, addressee: str
) -> None:
    page = f"{body}\n\n{number}\n\n{title}\n\n{addressee}\n\n现将有关事项通知如下，请遵照执行。\n"
    texts = (body, number, addressee, "现将有关事项通知如下，请遵照执行。")
    assert told(page) == [(title, "", texts)]


# F7: subheads in a plain text.
@pytest.mark.parametrize(
    "subheads",
    [
        ("渡船往事", "新桥落成", "明天的路"),
        ("缘起", "经过", "成果"),
        ("“船老大”的一天", "“桥二代”的一年", "尾声"),
        ("河这边的人家", "河那边的学堂", "两岸之间"),
        ("春天 种下树苗", "夏天 引来泉水", "秋天 收下果子"),
        ("一、渡口", "二、大桥", "三、公路"),
        ("水从哪里来", "水到哪里去", "水归谁来管"),
        ("上篇：老人", "中篇：孩子", "下篇：归人"),
        ("1998：等船", "2012：修桥", "2026：通车"),
        ("写在前面", "写在路上", "写在最后"),
    ],
)
def test_subheads_make_no_articles(subheads: tuple[str, str, str]) -> None:
    texts = [part for head in subheads for part in (head, f"{TEXT}{head[-1]}的事大家都记得。")]
    parsed = read("山里的渡口\n\n" + "\n\n".join([OTHER, *texts]) + "\n")
    assert [article.title for article in parsed.articles] == ["山里的渡口"]
    assert parsed.articles[0].texts == (OTHER, *texts)
    assert parsed.held == ()


# F8: lines that end without a full stop, one below the other.
@pytest.mark.parametrize(
    "lines",
    [
        ("图像来源，路透社", "图像加注文字，老渡口的最后一班船"),
        ("图片来源：视觉中国", "图片说明：村民在新桥上合影"),
        ("资料图片", "渡口旧貌"),
        ("图一 桥头", "图二 桥尾"),
        ("地点：河口村", "时间：2026年4月"),
        ("主办：某县文化馆", "协办：某县图书馆"),
        ("电话：0571-12345678", "地址：某县某路8号"),
        ("渡船 一元", "摩托 两元", "汽车 十元"),
    ],
)
def test_lines_without_a_stop_are_not_fused(lines: tuple[str, ...]) -> None:
    parsed = read(f"{HEAD}{TEXT}\n\n" + "\n".join(lines) + f"\n\n{OTHER}\n")
    words = everything(parsed)
    assert all(line in words for line in lines)
    assert not any("".join(pair) in words for pair in pairwise(lines))


# F9, F10: Latin words that a column cuts.
@pytest.mark.parametrize(
    ("left", "right", "word"),
    [
        ("他们用Tele", "gram联系。", "用Telegram联系"),
        ("机场代码写作Shen", "zhen也行。", "写作Shenzhen也行"),
        ("公司名叫Hua", "wei的那家。", "名叫Huawei的"),
        ("歌手Tay", "lor唱了三首。", "歌手Taylor唱了"),
        ("软件Pyth", "on很好学。", "软件Python很好学"),
        ("品牌Xiao", "mi发布新机。", "品牌Xiaomi发布"),
        ("教授Emman", "uelle说，可以。", "教授Emmanuelle说"),
        ("发言人Maria Zakha", "rova表示，不予置评。", "Maria Zakharova表示"),
        ("记者Sergei Lav", "rov走下飞机。", "Sergei Lavrov走下"),
        ("总理Srettha Thav", "isin宣布，取消签证。", "Srettha Thavisin宣布"),
        ("球星Kylian Mbap", "pe进了两球。", "Kylian Mbappe进了"),
        ("科学家Katalin Kari", "ko获奖。", "Katalin Kariko获奖"),
    ],
)
def test_a_latin_word_that_a_column_cuts_is_mended_and_said(
    left: str, right: str, word: str
) -> None:
    parsed = read(f"{HEAD}{'大家都说走桥方便，' * 6}{left}\n\n{right}\n")
    assert [len(article.texts) for article in parsed.articles] == [1]
    assert word in parsed.articles[0].texts[0]
    assert any("a blank may have stood here" in problem.why for problem in parsed.problems)


# F11: captions one below the other.
@pytest.mark.parametrize("count", [2, 3, 4])
@pytest.mark.parametrize("credit", ["{} 摄", "（{} 摄）", "本报记者 {} 摄", "{} 供图"])
def test_captions_keep_their_own_names(count: int, credit: str) -> None:
    names = ["何苗", "阮志明", "管一平", "尹文"][:count]
    things = ["渡船靠了岸", "新桥亮了灯", "孩子过了河", "茶农下了山"]
    captions = [
        f"昨天傍晚，{thing}，村里人都来看。 {credit.format(name)}"
        for thing, name in zip(things, names, strict=False)
    ]
    parsed = read(f"老街修缮 乡亲安心\n\n{TEXT}(洪波)\n\n" + "\n\n".join(captions) + "\n")
    assert [a.byline for a in parsed.articles] == ["洪波", *names]
    assert [a.texts for a in parsed.articles[1:]] == [(one,) for one in captions]


# F12: who wrote, among those who did not.
@pytest.mark.parametrize(
    ("credit", "byline"),
    [
        ("（来源：某省日报 作者：何苗 责任编辑：阮志明）", "何苗"),
        ("（来源：某某网 记者：何苗 编辑：洪波）", "何苗"),
        ("（记者：何苗 责任编辑：阮志明 审核：洪波）", "何苗"),
        ("（作者：何苗 阮志明 校对：洪波）", "何苗 阮志明"),
        ("（作者：何苗　编辑：阮志明　校对：洪波）", "何苗"),
        ("（来源：某社 作者：何苗）", "何苗"),
        ("（记者 何苗 通讯员 阮志明 编辑 洪波）", "何苗 阮志明"),
        ("（责任编辑：阮志明）", ""),
        ("（编辑：阮志明 校对：洪波）", ""),
        ("（来源：某县融媒体中心）", ""),
    ],
)
def test_editors_and_sources_are_no_byline(credit: str, byline: str) -> None:
    page = f"渡口停运三十年\n\n{TEXT}\n\n{credit}\n"
    assert [found for _, found, _ in told(page)] == [byline]


# F13: what stands before a title, and blanks within it.
@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("原标题：渡口停运三十年", "渡口停运三十年"),
        ("原标题:渡口停运三十年", "渡口停运三十年"),
        ("原标题： 渡口停运三十年", "渡口停运三十年"),
        ("（原标题：渡口停运三十年）", "渡口停运三十年"),
        ("原題：渡口停駛三十年", "渡口停駛三十年"),
        ("渡口\u00a0停运\u00a0三十年", "渡口\u00a0停运\u00a0三十年"),
        ("渡口停运\u00a0山里人走上水泥路", "渡口停运\u00a0山里人走上水泥路"),
        ("原标题：渡口停运\u00a0山里人走上水泥路", "渡口停运\u00a0山里人走上水泥路"),
        ("原標題：渡口停駛三十年", "渡口停駛三十年"),
        ("原标题 : 渡口停运三十年", "渡口停运三十年"),
    ],
)
def test_a_title_is_what_is_printed_without_its_label(line: str, title: str) -> None:
    assert [found for found, *_ in told(f"{line}\n\n何苗\n\n{TEXT}\n")] == [title]


# F14, F15: damaged characters, and control characters.
@pytest.mark.parametrize(
    "character",
    [
        "\ufffd",
        "\u200b",
        "\u200c",
        "\u200d",
        "\u2060",
        "\ufeff",
        "\ue000",
        "\uf8ff",
        "⼈",
        "⽔",
        "⺠",
        "⻅",
    ],
)
def test_a_damaged_character_is_kept_and_said_by_line(tmp_path: Path, character: str) -> None:
    path = tmp_path / "page.txt"
    path.write_text(f"{HEAD}{TEXT[:9]}{character}{TEXT[9:]}\n", "utf-8")
    parsed = read_file(path, path.name)
    assert parsed.articles[0].texts == (f"{TEXT[:9]}{character}{TEXT[9:]}",)
    code = f"U+{ord(character):04X}"
    assert [(p.line, code in p.why) for p in parsed.problems] == [(5, True)]


@pytest.mark.parametrize("code", [0x01, 0x02, 0x07, 0x08, 0x0E, 0x10, 0x1A, 0x1B, 0x7F, 0x80, 0x9F])
def test_a_control_character_is_said_and_the_rest_is_read(tmp_path: Path, code: int) -> None:
    path = tmp_path / "page.txt"
    path.write_text(f"{HEAD}{TEXT[:9]}{chr(code)}{TEXT[9:]}\n", "utf-8")
    parsed = read_file(path, path.name)
    assert parsed.articles[0].texts == (TEXT,)
    assert [(p.line, f"U+{code:04X}" in p.why) for p in parsed.problems] == [(5, True)]


# F16, F17: folders, and kind before size.
@pytest.mark.slow
@pytest.mark.parametrize("depth", [0, 1, 2, 3, 5])
def test_a_folder_is_imported_file_by_file(tmp_path: Path, depth: int) -> None:
    folder = tmp_path.joinpath("in", *(f"层{n}" for n in range(depth)))
    folder.mkdir(parents=True)
    (folder / "page.txt").write_text(f"{HEAD}{TEXT}\n", "utf-8")
    made.docx(folder / "a.docx")
    (folder / "b.bin").write_bytes(b"\0\1\2")
    report = import_files([tmp_path / "in"], tmp_path / "out")
    assert sorted(one.article.title for one in report.imported) == sorted(
        [HEAD.split("\n", maxsplit=1)[0], made.ARTICLES[0][0]]
    )
    assert {one.change for one in report.imported} == {FileChange.NEW}
    assert [Path(problem.file).name for problem in report.refused] == ["b.bin"]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["docx", "epub", "pdf"])
@pytest.mark.parametrize("size", [1_200_000, 20_000_000])
def test_a_document_larger_than_a_page_of_text_is_read_as_its_kind(
    tmp_path: Path, kind: str, size: int
) -> None:
    path = getattr(made, kind)(tmp_path / f"a.{kind}")
    data = path.read_bytes()
    if kind == "pdf":
        path.write_bytes(data + b"\n%" + b"x" * size + b"\n%%EOF\n")
    else:
        with ZipFile(path, "a", ZIP_STORED) as archive:
            archive.writestr("media/image1.bin", bytes(size))
    assert path.stat().st_size > size
    assert read_file(path, path.name).articles[0].title == made.ARTICLES[0][0]


# F18: the people of a dateline.
@pytest.mark.parametrize(
    ("opening", "byline"),
    [
        ("本报讯（记者 何苗）", "何苗"),
        ("本报讯（记者何苗 通讯员阮志明）", "何苗 阮志明"),
        ("本报讯 记者何苗 通讯员阮志明报道：", "何苗 阮志明"),
        ("本报杭州4月2日讯（记者 何苗 实习生 阮志明）", "何苗 阮志明"),
        ("本报北京4月2日电（记者何苗）", "何苗"),
        ("新华社成都4月2日电（记者何苗、阮志明）", "何苗 阮志明"),
        ("中新社广州4月2日电 (记者 何苗)", "何苗"),
        ("本报讯（通讯员 何苗 阮志明）", "何苗 阮志明"),
        ("本报讯（见习记者 何苗）", "何苗"),
        ("本报讯（全媒体记者 何苗）", "何苗"),
        ("〔記者何苗／嘉義報導〕", "何苗"),
    ],
)
def test_the_people_of_a_dateline_sign_their_own_report(opening: str, byline: str) -> None:
    page = f"渡口停运三十年\n\n{opening}{TEXT}\n\n卫生院搬进新楼\n\n本报讯（记者 洪波）{OTHER}\n"
    assert [found for _, found, _ in told(page)] == [byline, "洪波"]
