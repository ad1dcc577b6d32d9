"""Whatever the reports are: Telegram takes all that is said of them, and every quote is theirs."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings, strategies as st

from bot import delivery
from bot.desk.holdings import Holdings
from bot.replies import answers, below, catalogue, checking, hits, reading
from bot.replies.reply import LIMIT, Reply
from bot.replies.words import LANGUAGES, Voices, Words
from retrieval.answer import Question
from retrieval.article import Article
from retrieval.corpus import Corpus
from retrieval.library import Library
from retrieval.proof.reference import Reference
from tests.bot import strategies
from tests.telegram import composing, limits

VOICES = Voices()
languages = st.sampled_from(LANGUAGES).map(VOICES.__getitem__)
long_texts = st.builds(lambda text: (text * 10_000)[:10_000], strategies.texts)
articles = st.lists(
    st.builds(
        Article,
        strategies.ids,
        strategies.names,
        st.lists(strategies.texts | long_texts, min_size=1, max_size=3).map(tuple),
        byline=strategies.names,
        place=strategies.names,
        source=strategies.names,
        date=st.sampled_from(["", "2026-05-03", "2025年3月", "昨天"]),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda article: article.id,
)


def assert_sent(reply: Reply, library: Library) -> None:
    """Let Telegram's parser and limits judge a reply, and compare its quotes with the reports."""
    entities = [entity.to_dict() for entity in delivery.entities(reply.text)]
    taken = limits.text(composing.compose(reply.text.text, "", entities))
    assert 0 < reply.text.units <= LIMIT
    assert len(entities) <= composing.MAX_ENTITIES
    limits.keyboard(delivery.keyboard(reply.owned(2**52 - 1)))
    texts = [text for article in library.articles for text in article.texts]
    for entity in taken.entities:
        if entity.type in {"blockquote", "expandable_blockquote"}:
            assert any(entity.of(taken.text).strip() in text for text in texts)
    for quote in reply.quotes:
        library.prove(quote)


@settings(max_examples=10, suppress_health_check=list(HealthCheck))
@given(languages, articles, st.data())
def test_telegram_takes_all_that_is_said_of_any_reports(
    words: Words, reports: list[Article], data: st.DataObject
) -> None:
    library = Library(Corpus(tuple(reports)))
    article = data.draw(st.sampled_from(reports))
    number = data.draw(st.integers(1, len(article.texts)))
    text = article.texts[number - 1]
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    piece = text[start : start + data.draw(st.integers(1, 4096))]
    page = data.draw(st.integers(1, 4))
    reference = Reference(article, number, len(article.texts), mark="000000")
    for shown in (reference, Reference(article), Reference(article, number, number)):
        assert_sent(reading.shown(words, shown, page), library)
    asked = piece[:80]
    answer = library.answer(Question(asked))
    told = below.with_buttons(words, answer, answers.answered(words, answer))
    assert_sent(told, library)
    found = library.search(asked, hits.MOST)
    assert_sent(hits.found(words, hits.Search(asked, article.id, number), found, page), library)
    wrong = piece.replace(piece[len(piece) // 2], "错", 3) + data.draw(strategies.words)
    for claim in (piece, wrong, f"{piece}\n{wrong}", f"“{asked}”……“{wrong[:90]}”"):
        assert_sent(checking.checked(words, library.verify(claim)), library)
    holdings = Holdings(library)
    titled = holdings.titled(article.title[:5])
    assert_sent(catalogue.catalogue(words, titled, page, article.title), library)
    assert_sent(catalogue.catalogue(words, holdings.by_source, page), library)
    assert_sent(catalogue.about(words, holdings.summary), library)
