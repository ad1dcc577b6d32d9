"""Reading around a quote: every paragraph can be reached, and nothing of it is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from bot.views import article_pages
from bot.views.callback_data import Action
from bot.views.reply import Reply
from bot.views.translations import SIMPLIFIED, Translations
from retrieval.answer import Told
from retrieval.article import Article
from tests.support import corpus, strategies

WORDS = Translations()[SIMPLIFIED]
LONG = Article("l1", "长文", ("短。", "这一句有八个字。" * 1000, "完。"))


def turn(reply: Reply, label: str) -> Reply | None:
    """Press a button of the reader, if it is there."""
    article = LONG
    found = [button.press for row in reply.rows for button in row if button.label == label]
    if not found:
        return None
    [press] = found
    if press.action is Action.WHOLE:
        return article_pages.whole(WORDS, article, press.number)
    return article_pages.paragraph(WORDS, article, press.number, press.part)


def test_a_paragraph_stands_between_its_title_and_its_address() -> None:
    reply = article_pages.paragraph(WORDS, corpus.BRIDGE, 2)
    title, text, foot = reply.text.text.split("\n\n")
    assert title == "《青石镇修复古桥 老街再迎游人》陆云帆"
    assert text == corpus.BRIDGE.texts[1]
    assert foot == "第 2/3 段 · t01-2"
    assert reply.told == Told("t01", 2, 0, len(text))


@pytest.mark.parametrize(("number", "buttons"), [(1, ["下一段 ▶"]), (3, ["◀ 上一段"])])
def test_the_ends_have_no_button_beyond(number: int, buttons: list[str]) -> None:
    rows = article_pages.paragraph(WORDS, corpus.BRIDGE, number).rows
    copies = ["📋 引用"]
    assert [[button.label for button in row] for row in rows] == [buttons, ["全文"], copies]


def test_turning_forward_and_back_shows_every_word() -> None:
    forward = [article_pages.paragraph(WORDS, LONG, 1)]
    while following := turn(forward[-1], "下一段 ▶"):
        forward.append(following)
    read = "".join(reply.text.text.split("\n\n")[1] for reply in forward)
    assert read == "".join(LONG.texts)
    back = [forward[-1]]
    while before := turn(back[-1], "◀ 上一段"):
        back.append(before)
    assert back[::-1] == forward


def test_the_whole_article_has_pages_that_end_with_a_sentence() -> None:
    pages = [article_pages.whole(WORDS, LONG, 1)]
    while following := turn(pages[-1], "下一页 ▶"):
        pages.append(following)
    bodies = [reply.text.text.split("\n\n")[1:-1] for reply in pages]
    assert "".join(part for body in bodies for part in body) == "".join(LONG.texts)
    assert all(body[-1].endswith("。") for body in bodies)
    assert len(pages) > 1


def test_whole_and_paragraph_lead_to_each_other() -> None:
    there = turn(article_pages.paragraph(WORDS, LONG, 3), "全文")
    assert there
    assert "完。" in there.text.text
    back = turn(there, "逐段")
    assert back
    assert back.told


@given(strategies.articles)
def test_the_pages_hold_the_article(article: Article) -> None:
    sections = [section for page in article_pages.pages(article) for section in page]
    assert "".join(section.text for section in sections) == "".join(article.texts)


def test_an_empty_article_has_one_empty_page() -> None:
    assert "空" in article_pages.whole(WORDS, Article("e", "空", ()), 5).text.text


def test_the_standard_is_offered_only_where_newspaper_and_date_are_known() -> None:
    dated = replace(corpus.BRIDGE, source="青石日报", date="2025-05-03")
    for article, offered in ((dated, True), (replace(dated, date=""), False)):
        labels = [b.label for row in article_pages.whole(WORDS, article).rows for b in row]
        assert ("📋 GB/T 7714" in labels) is offered
