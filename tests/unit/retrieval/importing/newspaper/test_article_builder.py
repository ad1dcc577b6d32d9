"""Pages composed of articles that are known: what is found of them, and what is never mixed."""

from __future__ import annotations

import random

import pytest

from retrieval.importing.newspaper.parser import parse_page

PLAIN = (
    "小桥连起两岸情|三级联动 守护一江清水|“指尖课堂”开到田间|旧厂房变身新书屋|老有所养 幼有所托"
    "|一条鱼游出的产业链|让数据多跑路 让群众少跑腿|乡村诊所里的年轻人|山货出山记|渔港新貌"
)
ODD = (
    "修一条路，架一座桥，办一所学校|谁来修路？谁来管路？谁来护路，大家来说|三十年，三代人，一条公路"
    "|“我们等了三十年”……|从深山到县城，从县城到省城，从省城到北京，一位乡村教师走过的漫长道路"
    "|丰收了！|今年的桃子，卖得好，卖得远|水通了，灯亮了，人回来了！|一个村子的夜晚..."
)
SENTENCES = (
    "镇里修好了村口的老桥，大家走得安心。|通往县城的公路昨天通车，路宽六米。|工人们冒雨抢修断了的电线。"
    "|村民在合作社领到了今年的分红。|医生每周二下乡为老人量血压。|码头的吊车整夜不停地装货。"
)
NAMES = [surname + given for surname in "赵钱孙李周吴" for given in ("佳怡", "晓东", "倩", "志鹏")]

Composed = list[tuple[str, str, tuple[str, ...]]]


def composed(seed: int, titles: str, styles: str) -> tuple[str, Composed]:
    """Compose a page of eight articles, each sentence numbered, so that its article is known."""
    draw = random.Random(seed)
    blocks: list[str] = []
    articles: Composed = []
    for number, title in enumerate(draw.sample(titles.split("|"), 8)):
        byline = " ".join(draw.sample(NAMES, draw.randint(1, 2)))
        texts = [
            f"第{number}篇，" + "".join(draw.choices(SENTENCES.split("|"), k=draw.randint(2, 4)))
            for _ in range(draw.randint(2, 4))
        ]
        below = draw.choice(styles) == "b"
        texts[-1] += "" if below else f"({byline})"
        blocks += [title, byline, *texts] if below else [title, *texts]
        articles.append((title, byline, tuple(texts)))
    return "\n\n".join(blocks), articles


@pytest.mark.parametrize("titles", [PLAIN, f"{PLAIN}|{ODD}"], ids=["plain", "of all kinds"])
@pytest.mark.parametrize("styles", ["b", "e", "be"], ids=["below", "at the end", "both"])
def test_no_article_has_the_words_of_two_and_most_are_whole(titles: str, styles: str) -> None:
    found, held = 0, 0
    for seed in range(20):
        page, articles = composed(seed, titles, styles)
        parsed = parse_page(page, "page.txt")
        for article in parsed.articles:
            text = "".join(article.texts)
            assert sum(f"第{number}篇，" in text for number in range(8)) <= 1
        told = {(article.title, article.byline, article.texts) for article in parsed.articles}
        found += len(told & set(articles))
        held += len(parsed.held)
    assert found >= (0.7 if styles == "be" else 0.95) * 160
    assert held <= 160 - found + 8
