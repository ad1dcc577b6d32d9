"""Whatever the reports are: Telegram takes all that is said of them, and every quote is theirs."""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from bot.handlers import inline
from bot.services import verification as verification_service
from bot.services.library_catalogue import LibraryCatalogue
from bot.telegram import encoding
from bot.views import answers, article_pages, catalogue, explanation, search_results, verification
from bot.views.answer_buttons import with_buttons
from bot.views.reply import LIMIT, Reply, Style
from bot.views.translations import LANGUAGES, Translation, Translations
from retrieval.analysis import tokenizer as cutter
from retrieval.answer import Question
from retrieval.article import Article
from retrieval.citation.address import Reference
from retrieval.corpus import Corpus
from retrieval.expansion.synonyms import Thesaurus
from retrieval.library import Library
from tests.support import strategies
from tests.telegram import composing, limits
from tests.telegram.methods import answering

pytestmark = pytest.mark.slow

VOICES = Translations()
SYNONYMS = Thesaurus()
# So many sets of reports are tried; more of them when somebody has the time: EXAMPLES=1000.
EXAMPLES = int(os.environ.get("EXAMPLES", "60"))
languages = st.sampled_from(LANGUAGES).map(VOICES.__getitem__)
texts = strategies.texts | strategies.wild
long_texts = st.builds(lambda text: (text * 10_000)[:10_000], texts)
articles = st.lists(
    st.builds(
        Article,
        strategies.ids,
        strategies.names,
        st.lists(texts | long_texts, min_size=1, max_size=3).map(tuple),
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
    entities = [entity.to_dict() for entity in encoding.entities(reply.text)]
    taken = limits.text(composing.compose(reply.text.text, "", entities))
    assert 0 < reply.text.units <= LIMIT
    assert len(entities) <= composing.MAX_ENTITIES
    limits.keyboard(json.loads(encoding.keyboard(reply.owned(2**52 - 1)) or "null"))
    texts = [text for article in library.articles for text in article.texts]
    for style, start, stop in reply.text.marks:
        if style in {Style.QUOTE, Style.FOLDED}:
            assert any(bare(reply.text.text[start:stop]) in text for text in texts)
    if taken.text == reply.text.text:  # else Telegram has taken out what nobody sees
        for entity in (e for e in taken.entities if e.type.endswith("blockquote")):
            assert any(bare(entity.of(taken.text)) in text for text in texts)
    for quote in reply.quotes:
        library.prove(quote)


def bare(quoted: str) -> str:
    """Leave out the …… that say where the sentence of a quote goes on."""
    return quoted.removeprefix("……").removesuffix("……")


def assert_offered(words: Translation, library: Library, typed: str) -> None:
    """Let Telegram judge what inline mode has on words that are typed."""
    page = inline.page(
        words, "wenbao_bot", verification_service.quotes(library, typed, inline.MOST), ""
    )
    results = [result.to_dict() for result in page.results]
    limits.result_ids(results)
    for result in results:
        answering.article(result)


@pytest.fixture(scope="module", autouse=True)
def _dictionary() -> Iterator[None]:
    """Read jieba's dictionary once: most of the time of a small library goes into it."""
    with pytest.MonkeyPatch.context() as patch:
        read = functools.cache(cutter._dictionary)  # noqa: SLF001 -- to be put back as it is
        patch.setattr(cutter, "_dictionary", lambda text: (read(text)[0].copy(), read(text)[1]))
        yield


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(languages, articles, st.data())
def test_telegram_takes_all_that_is_said_of_any_reports(
    words: Translation, reports: list[Article], data: st.DataObject
) -> None:
    library = Library(Corpus(tuple(reports)), SYNONYMS)
    article = data.draw(st.sampled_from(reports))
    number = data.draw(st.integers(1, len(article.texts)))
    text, page = article.texts[number - 1], data.draw(st.integers(1, 4))
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    piece = text[start : start + data.draw(st.integers(1, 4096))]
    claim = data.draw(st.sampled_from(claims(piece, data.draw(strategies.words))))
    for reply in (
        *read(words, article, number, page),
        *asked(words, library, piece[:80], page),
        *listed(words, LibraryCatalogue(library), article.title[:5], page),
        verification.checked(words, library.verify(claim)),
    ):
        assert_sent(reply, library)
    assert_offered(words, library, piece[:80])


def claims(piece: str, more: str) -> tuple[str, ...]:
    """A piece of a report as it stands, wrongly, both, and with something left out."""
    wrong = piece.replace(piece[len(piece) // 2], "错", 3) + more
    return (piece, wrong, f"{piece}\n{wrong}", f"“{piece[:80]}”……“{wrong[:90]}”")


def read(words: Translation, article: Article, number: int, page: int) -> Iterator[Reply]:
    """Whatever the reader shows from a paragraph on."""
    last = len(article.texts)
    for reference in (
        Reference(article, number, last, mark="000000"),
        Reference(article),
        Reference(article, number, number),
    ):
        yield article_pages.shown(words, reference, page)


def asked(words: Translation, library: Library, text: str, page: int) -> Iterator[Reply]:
    """Whatever a question brings: its answer, why that is one, and more."""
    answer = library.answer(Question(text))
    yield with_buttons(words, answer, answers.answered(words, answer))
    yield explanation.explained(words, library.explain(Question(text)))
    yield search_results.found(
        words, search_results.Search(text), library.look_up(text, search_results.MOST), page
    )


def listed(
    words: Translation, holdings: LibraryCatalogue, title: str, page: int
) -> Iterator[Reply]:
    """Whatever is told of the reports as a whole."""
    yield catalogue.catalogue(words, holdings.titled(title), page, title)
    yield catalogue.catalogue(words, holdings.by_source, page)
    yield catalogue.about(words, holdings.summary)
