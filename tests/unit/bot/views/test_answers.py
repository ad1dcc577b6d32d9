"""Answers as replies: Telegram takes every one, and what is quoted stands in its report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings, strategies as st

from bot.telegram import encoding
from bot.views import answers, article_pages, catalogue, search_results
from bot.views.quotes import quoted
from bot.views.reply import LIMIT, Reply, Style, units
from bot.views.translations import LANGUAGES, SIMPLIFIED, Translation, Translations
from retrieval.answer import (
    Aim,
    Answer,
    Correction,
    Found,
    Listing,
    NotFound,
    Part,
    Reason,
    SearchResults,
    Told,
    Why,
)
from retrieval.article import Article, Quote
from retrieval.claims.statements import Absent
from tests.support import corpus, strategies
from tests.telegram import composing

VOICES = Translations()
WORDS = VOICES[SIMPLIFIED]

languages = st.sampled_from(LANGUAGES).map(VOICES.__getitem__)
bridge = corpus.quote(
    corpus.BRIDGE, 2, "修复工程共投入资金860万元,由青石镇文物保护所负责。", "860万元"
)
books = corpus.quote(corpus.LIBRARY, 1, corpus.LIBRARY.texts[0], "36个")


def quoted_runs(reply: Reply) -> list[str]:
    text = reply.text
    kinds = {Style.QUOTE, Style.FOLDED}
    return [text.text[a:b] for style, a, b in text.marks if style in kinds]


def bold_runs(reply: Reply) -> list[str]:
    text = reply.text
    return [text.text[a:b] for style, a, b in text.marks if style is Style.BOLD]


def labels(reply: Reply) -> list[str]:
    return [button.label for row in reply.rows for button in row]


def assert_telegram_takes(reply: Reply, articles: Iterable[Article]) -> None:
    """Let Telegram's own code judge the message, and look for its quotes in the reports."""
    entities = encoding.entities(reply.text)
    taken = composing.compose(reply.text.text, "", [entity.to_dict() for entity in entities])
    assert 0 < reply.text.units <= LIMIT
    assert len(entities) <= composing.MAX_ENTITIES
    assert taken.text.strip() == reply.text.text.strip()
    paragraphs = [text for article in articles for text in article.texts]
    for entity in taken.entities:
        if entity.type == "blockquote":
            # Where the sentence goes on, …… says so.
            quoted = entity.of(taken.text).strip().removeprefix("……").removesuffix("……")
            assert any(quoted in text for text in paragraphs)
    for row in reply.rows:
        for button in row:
            assert 1 <= len(button.press.pack().encode("utf-8", "surrogatepass")) <= 64
            assert units(button.copies) <= 256
            assert button.label


def articles_of(answer: Answer) -> list[Article]:
    if isinstance(answer, NotFound):
        return [quote.article for quote in answer.reason.nearest]
    listed = answer.articles if isinstance(answer, Listing) else ()
    return [*listed, *(quote.article for quote in answer.quotes)]


@pytest.mark.slow
@settings(max_examples=150)
@given(languages, strategies.answers)
def test_telegram_takes_every_answer(words: Translation, answer: Answer) -> None:
    reply = answers.answered(words, answer)
    assert_telegram_takes(reply, articles_of(answer))
    assert reply.remembered
    several = answer.told is None and reply.told and reply.told.aim is Aim.SEVERAL
    assert several or reply.told == answer.told


@pytest.mark.slow
@given(languages, strategies.names, strategies.searches, st.integers(0, 4))
def test_telegram_takes_every_search(
    words: Translation, typed: str, results: SearchResults, page: int
) -> None:
    reply = search_results.found(words, search_results.Search(typed), results, page)
    named = [passage.quote.article for passage in results.passages]
    assert_telegram_takes(reply, [*named, *results.reports])


@pytest.mark.slow
@given(languages, st.lists(strategies.titled, max_size=12), st.integers(-3, 9))
def test_telegram_takes_every_catalogue(
    words: Translation, articles: list[Article], page: int
) -> None:
    assert_telegram_takes(catalogue.catalogue(words, articles, page), articles)


@pytest.mark.slow
@given(languages, strategies.articles, st.integers(1, 5), st.integers(0, 9))
def test_telegram_takes_every_page(
    words: Translation, article: Article, page: int, part: int
) -> None:
    assert_telegram_takes(article_pages.whole(words, article, page), [article])
    number = min(page, len(article.texts))
    assert_telegram_takes(article_pages.paragraph(words, article, number, part), [article])


@given(strategies.quotes())
def test_a_quote_is_shown_as_it_stands_with_its_answering_words_bold(quote: Quote) -> None:
    shown = quoted(WORDS, quote)
    (_, start, stop), *inner = shown.marks
    assert shown.text[start:stop].strip("…") in quote.text
    bold = [shown.text[a:b] for style, a, b in inner if style is Style.BOLD and b <= stop]
    words = [quote.text[a:b] for a, b in quote.highlights]
    assert all(part in word for part, word in zip(bold, words, strict=False))


def test_an_answer_is_a_quote_its_citation_and_a_button() -> None:
    reply = answers.answered(WORDS, Found((bridge,), 0.9))
    assert reply.text.text == (
        "修复工程共投入资金860万元,由青石镇文物保护所负责。\n"
        "——《青石镇修复古桥 老街再迎游人》陆云帆 · 第2段"
    )
    assert quoted_runs(reply) == [bridge.text]
    assert bold_runs(reply) == ["860万元"]
    assert labels(reply) == ["📖 看原文"]


@pytest.mark.parametrize("article", corpus.ARTICLES)
def test_the_citation_is_the_one_the_reports_have(article: Article) -> None:
    quote = Quote(article, 1, 0, 5)
    assert quoted(WORDS, quote).text == f"{quote}\n——{quote.citation}"


def test_a_further_quote_is_folded_under_its_place_and_shorter() -> None:
    whole = corpus.quote(corpus.LIBRARY, 2, corpus.LIBRARY.texts[1], "何大川")
    reply = answers.answered(WORDS, Found((bridge, whole, books), 0.6))
    assert f"相关段落：《{whole.article.title[:11]}" in reply.text.text
    assert quoted_runs(reply)[1] in whole.text
    assert len(quoted_runs(reply)) == 2
    assert labels(reply) == ["📖 看原文"]


def test_further_quotes_are_left_out_when_they_do_not_help() -> None:
    again = corpus.quote(corpus.BRIDGE, 2, bridge.text[2:], "860万元")
    plain = Quote(corpus.ORCHARD, 1, 0, 9)
    for found in (Found((bridge, again, plain), 0.6), Found((bridge, books), 0.95)):
        assert quoted_runs(answers.answered(WORDS, found)) == [bridge.text]


def test_what_stands_nowhere_is_said_once_for_several_questions() -> None:
    nowhere = [NotFound(Reason(Why.ABSENT_TERMS, (word,))) for word in ("天鹅", "雪豹")]
    parts = tuple(Part(f"{n}?", one) for n, one in enumerate(nowhere))
    reply = answers.answered(WORDS, replace(nowhere[0], parts=parts))
    assert reply.text.text == "这批报道里没有出现过“天鹅”、“雪豹”，这个问题答不了。"
    assert [claim.words for claim in reply.claims if isinstance(claim, Absent)] == ["天鹅", "雪豹"]
    found = (*parts, Part("桥?", Found((bridge,), 0.9)))
    assert answers.answered(WORDS, replace(nowhere[0], parts=found)).text.text.startswith("0?")


def test_a_refusal_with_a_passage_gives_one_reason() -> None:
    reason = Reason(Why.OPPOSITE, ("天鹅",), (bridge,), related=True)
    reply = answers.answered(WORDS, NotFound(reason))
    assert "天鹅" not in reply.text.text
    assert "可能相关：《" in reply.text.text
    alone = answers.answered(WORDS, NotFound(replace(reason, nearest=())))
    assert "天鹅" in alone.text.text


def test_a_bare_list_has_a_line_for_each_report() -> None:
    reply = answers.answered(WORDS, Listing(corpus.ARTICLES, 0.9, aim=Aim.COUNT, total=3))
    assert reply.text.text.splitlines() == [
        "一共有 3 篇报道：",
        *(f"{n}. 《{a.title}》{a.byline}" for n, a in enumerate(corpus.ARTICLES, 1)),
    ]


def test_a_correction_is_said() -> None:
    found = Found((bridge,), 0.9, (Correction("青石真", "青石镇"),))
    assert answers.answered(WORDS, found).text.text.startswith("已按“青石镇”查找")


def test_who_wrote_a_report_is_said_first() -> None:
    reply = answers.answered(WORDS, Found((books,), 0.9, aim=Aim.AUTHOR))
    assert reply.text.text.startswith("作者：温如玉 季长风")
    unsigned = Listing((corpus.ORCHARD,), 0.9, aim=Aim.AUTHOR)
    assert "没有署名" in answers.answered(WORDS, unsigned).text.text


def test_a_list_names_its_reports_and_says_how_many_it_leaves_out() -> None:
    reply = answers.answered(WORDS, Listing(corpus.ARTICLES, 0.9, (books,), total=5))
    assert reply.text.text.startswith("一共有 5 篇报道：")
    assert all(article.title in reply.text.text for article in corpus.ARTICLES)
    assert quoted_runs(reply) == [books.text]
    assert "还有 2 篇没有列出" in reply.text.text
    assert labels(reply) == ["1", "2", "3"]


@pytest.mark.parametrize("why", Why)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_its_sentence(why: Why, language: str) -> None:
    reply = answers.answered(VOICES[language], NotFound(Reason(why)))
    assert reply.text.text
    assert reply.told is None


def test_an_answer_says_which_word_no_report_has() -> None:
    found = Found((bridge,), 0.95, absent=("榴莲",))
    assert "报道里没有出现过：“榴莲”" in answers.answered(WORDS, found).text.text
    assert "没有出现过" not in answers.answered(WORDS, Found((bridge,), 0.95)).text.text


def test_a_no_names_the_absent_terms_and_labels_what_is_nearest() -> None:
    reason = Reason(Why.ABSENT_TERMS, ("黑水镇", "渡口"), (bridge,))
    text = answers.answered(WORDS, NotFound(reason)).text.text
    assert "没有出现过“黑水镇”、“渡口”" in text
    assert bridge.text not in text
    late = NotFound(Reason(Why.OUT_OF_TIME, nearest=(bridge, books)))
    text = answers.answered(WORDS, late).text.text
    assert "不算答案" in text
    assert bridge.text in text
    assert books.text not in text


def test_a_no_tells_which_name_differs() -> None:
    reason = Reason(Why.OTHER_NAME, nearest=(bridge,), names=("黑水镇", "青石镇"), related=True)
    text = answers.answered(WORDS, NotFound(reason)).text.text
    assert "您问的是“黑水镇”，报道写的是“青石镇”" in text
    assert "可能相关" in text
    assert "不算答案" not in text


def test_a_no_keeps_what_the_conversation_is_about() -> None:
    told = Told("t01", 2, 0, 5)
    assert answers.answered(WORDS, NotFound(Reason(Why.WEAK), told=told)).told == told


def test_a_long_catalogue_has_pages() -> None:
    many = [Article(f"m{i}", f"题{i}", ("文",)) for i in range(25)]
    first, middle, last = (catalogue.catalogue(WORDS, many, page) for page in (1, 2, 3))
    assert "下一页 ▶" in labels(first)
    assert "◀ 上一页" not in labels(first)
    assert {"◀ 上一页", "下一页 ▶"} <= set(labels(middle))
    assert "题24" in last.text.text
    assert "题9" not in last.text.text
