"""Newspaper pages composed of articles that are known, as the text of their columns comes out.

Headlines are of every kind that papers print; bylines stand below the title, at the end or in the
dateline; columns cut paragraphs; captions, page numbers and editors stand between.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.importing.printed_article import LABEL, PrintedArticle
from benchmarks.quotations.made_reports import made_reports

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
]
_THINGS = [
    "老桥",
    "渡口",
    "校舍",
    "灯会",
    "食堂",
    "公园",
    "老街",
    "码头",
    "茶山",
    "果园",
    "河堤",
    "书屋",
]
_NAMES = [
    *[
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
    ],
    *["骆宾", "祁小雨", "管一平", "尹文", "胥静", "申屠燕", "欧阳若琳", "薛冰", "阮志明", "洪波"],
]
PLAIN = (
    "{place}{thing}新生 乡亲安心",
    "{place}把{thing}变成课堂",
    "{thing}修缮：修旧如旧 一石一编号",
    "{place}：守好一座{thing}的“账本”",
    "让{place}的{thing}活起来",
    "“小{thing}”唱响“大舞台”",
    "{place}开行“助农公交”",
    "{thing}边的“板凳会”开成了“连心会”",
)
"""Headlines as most papers print most of them."""

ODD = (
    "修一条路，架一座{thing}，办一所学校，{place}只用了三年",
    "{place}的{thing}，今年不一样了",
    "{thing}开放，孩子们有了去处",
    "谁来守护{place}的{thing}？",
    "{place}的{thing}丰收了！",
    "{place}{thing}亮灯，老人笑了！",
    "那一夜，{place}的{thing}没有熄灯……",
    "{place}的{thing}又热闹起来...",
    "原标题：{place}{thing}重新开放",
    "3小时转移1200人 {place}守住{thing}",
    "2026年第一场雪落在{place}{thing}",
    "{place}{thing}游客增长48.5%",
    "AI走进{place}{thing}",
    "{place}{thing}往事（上）",
    "“等了十年，{thing}终于修好了”",
    "{place}：{thing}建在家门口，服务送到心坎上",
    "路通了，灯亮了，{thing}开了，{place}人的日子越过越有盼头，外出的年轻人也回来了",
    "{place}\u00a0{thing}\u00a0三十年",
    "一座{thing}，三代人，{place}的坚守",
    "{place}{thing}改造记——听听住在河边的人怎么说",
)
"""Headlines that a rule for most of them would miss."""

_LEADS = (
    "近日，记者来到{place}，{thing}前围满了人，老老少少都来看个究竟。",
    "清晨六点，{place}的{thing}已经热闹起来。",
    "“这是我们盼了多年的事。”说起{thing}，{place}的居民脸上都是笑。",
    "{place}今年把{thing}列入民生实事，从立项到完工只用了五个月。",
)
"""First sentences: a report tells at once of what its headline says."""

FURNITURE = ("第3版 要闻", "2026年5月1日 星期五", "责任编辑：罗小蕾 版式：贺一帆")
_MIDWAY = ("第 2 页 共 8 页", "某县日报 2026年第31期", "2/8")


@dataclass(frozen=True, slots=True)
class ComposedPage:
    """A page's text, and the articles that it prints."""

    text: str
    articles: tuple[PrintedArticle, ...]


def composed_pages(
    count: int, seed: int = 1, kinds: Sequence[str] = PLAIN + ODD, articles: int = 8
) -> list[ComposedPage]:
    """Compose so many pages; the same seed makes the same."""
    return [_Composer(random.Random(f"{seed}/{n}"), kinds).page(articles) for n in range(count)]  # noqa: S311


def wrapped_pages(count: int, seed: int = 1, width: int = 18) -> list[ComposedPage]:
    """Compose pages of plain headlines whose every line is wrapped at a column's width."""
    return [
        ComposedPage(_wrapped(page.articles, width, n), page.articles)
        for n, page in enumerate(composed_pages(count, seed, PLAIN, articles=6))
    ]


def _wrapped(articles: Sequence[PrintedArticle], width: int, number: int) -> str:
    """Wrap a page: every other one has indents; of each two, one counts a digit as half a sign."""
    indented, proportional = number % 2 == 0, number % 4 > 1
    lines: list[str] = []
    for article in articles:
        head = len(article.lines) - len(article.texts)
        for at, line in enumerate(article.lines):
            text = f"\u3000\u3000{line}" if indented and at >= head else line
            lines += _cut_at(text, width, proportional=proportional)
        lines.append("")
    return "\n".join(lines)


def _cut_at(text: str, width: int, *, proportional: bool) -> list[str]:
    lines, room = [""], 2 * width
    for character in text:
        wide = 1 if proportional and character.isascii() else 2
        if wide > room:
            lines.append("")
            room = 2 * width
        lines[-1] += character
        room -= wide
    return lines


class _Composer:
    """Draws one page."""

    def __init__(self, chance: random.Random, kinds: Sequence[str]) -> None:
        self._chance = chance
        self._kinds = kinds
        self._below = chance.random() < 0.5  # noqa: PLR2004 - half the papers do
        self._spaced = chance.random() < 0.3  # noqa: PLR2004 - some extractors do

    def page(self, count: int) -> ComposedPage:
        reports = made_reports(2 * count, self._chance.randrange(10**6))
        titles: dict[str, str] = {}
        while len(titles) < count:
            titles.update([self._title()])
        articles = tuple(
            self._article(title, [lead + first, *rest, *reports[2 * n + 1].texts])
            for n, (title, lead) in enumerate(titles.items())
            for first, *rest in [reports[2 * n].texts]
        )
        blocks = [block for article in articles for block in self._blocks(article)]
        edges = self._chance.sample(FURNITURE, 2)
        return ComposedPage("".join([f"{edges[0]}\n\n", *blocks, f"{edges[1]}\n"]), articles)

    def _title(self) -> tuple[str, str]:
        """Draw a headline, and the first sentence of its report."""
        about = {"place": self._chance.choice(_PLACES), "thing": self._chance.choice(_THINGS)}
        title, lead = self._chance.choice(self._kinds), self._chance.choice(_LEADS)
        return title.format(**about), lead.format(**about)

    def _article(self, printed: str, texts: list[str]) -> PrintedArticle:
        names = self._chance.sample(_NAMES, self._chance.randint(1, 2))
        title = printed.removeprefix(LABEL)
        headline = tuple(printed.replace("——", "\n——").split("\n"))
        style = self._chance.random()
        if style < 0.15:  # noqa: PLR2004 - a dateline
            texts[0] = f"本报讯（记者 {' 通讯员 '.join(names)}）{texts[0]}"
            return PrintedArticle(title, " ".join(names), tuple(texts), False, headline)  # noqa: FBT003
        if self._below:
            byline = self._chance.choice(
                (" ".join(names), f"本报记者 {' 通讯员 '.join(names)}", f"□记者 {names[0]}")
            )
            return PrintedArticle(title, byline, tuple(texts), True, headline)  # noqa: FBT003
        brackets = self._chance.choice(("（{}）", "({})"))
        texts[-1] += brackets.format(" ".join(names))
        return PrintedArticle(title, " ".join(names), tuple(texts), False, headline)  # noqa: FBT003

    def _blocks(self, article: PrintedArticle) -> Iterator[str]:
        """Yield the blocks of an article with the blank lines behind them."""
        if self._spaced:
            yield "\n\n"
        byline = (article.byline,) if article.signed_below else ()
        yield from (f"{line}\n\n" for line in (*article.headline, *byline))
        for text in article.texts:
            yield from self._cut(text)

    def _cut(self, text: str) -> Iterator[str]:
        """Yield a paragraph, now and then cut by the end of a column, and by what stands there."""
        places = [at for at in range(30, len(text) - 20) if text[at - 1] not in "。！？”…"]
        if not places or self._chance.random() > 0.3:  # noqa: PLR2004 - most are not cut
            yield f"{text}\n\n"
            return
        at = self._chance.choice(places)
        yield f"{text[:at]}\n\n"
        if self._chance.random() < 0.1:  # noqa: PLR2004 - now and then
            yield f"{self._chance.choice(_MIDWAY)}\n\n"
        yield f"{text[at:]}\n\n"
