"""A small shelf of invented reports, and answers that point into it."""

from __future__ import annotations

from pathlib import Path

from retrieval import article_file
from retrieval.article import Article, Quote

BRIDGE = Article(
    "t01",
    "青石镇修复古桥 老街再迎游人",
    (
        "近日,青石镇的望月桥完成修复。这座桥始建于1786年,全长42米,是全镇最老的石拱桥。",
        "修复工程共投入资金860万元,由青石镇文物保护所负责。“我们用了原来的石头。”所长沈知秋说。",
        "修复之后,老街的游人比去年同期增加三成,沿街新开茶馆12家。",
    ),
    byline="陆云帆",
)
LIBRARY = Article(
    "t02",
    "流动书车开进山村",
    (
        "松岭县图书馆的流动书车今年走进36个山村,送书1.2万册。",
        "书车每月到访一次。司机何大川已经开了九年书车,行程超过8万公里。",
    ),
    byline="温如玉 季长风",
)
ORCHARD = Article(
    "t03",
    "梨园里的新办法",
    ("白沙乡的梨农用上了滴灌,每亩节水一半,今年总产量达到3400吨。",),
)
ARTICLES = (BRIDGE, LIBRARY, ORCHARD)


def quote(article: Article, number: int, words: str, *answers: str) -> Quote:
    """Point at `words` in a paragraph, and at the answering words in them."""
    start = article.texts[number - 1].index(words)
    spans = sorted((words.index(answer), words.index(answer) + len(answer)) for answer in answers)
    return Quote(article, number, start, start + len(words), tuple(spans))


def write(folder: Path, articles: tuple[Article, ...] = ARTICLES) -> Path:
    """Write articles into a folder as the importer would; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for article in articles:
        file = folder / f"{article.id}.md"
        file.write_text(article_file.write(article), encoding="utf-8")
    return folder
