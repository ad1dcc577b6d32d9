"""What is fuzzed: for each thing that reads what strangers write, what must hold of any input.

The properties are hypothesis tests, so that what is found becomes small and is tried again by
`make test`; `make fuzz` drives the same by coverage (`tests.fuzz.__main__`).
"""

from __future__ import annotations

import contextlib
import json
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from hypothesis import given, strategies as st

from benchmarks.truth.raw_reports import RawReports
from bot.views import answers, article_pages, catalogue, search_results, verification
from bot.views.callback_data import CallbackData, fingerprint_in
from bot.views.reply import LIMIT, Reply, units
from bot.views.translations import Translations
from retrieval.analysis.normalizer import close_up, fold
from retrieval.answer import Answer, Question, SearchResults
from retrieval.article import Article
from retrieval.article_file import BrokenError, parse, write
from retrieval.citation.address import Reference
from retrieval.corpus import Corpus, CorpusError, read
from retrieval.importing.importer import import_files
from retrieval.library import Library
from tests.fuzz import inputs
from tests.fuzz.handling import Handling
from tests.support import corpus, strategies
from tests.truth import drawing
from tests.truth.law import all_said_is_true

Target = Callable[..., None]

TARGETS: dict[str, Target] = {}
"""The targets by name."""


def target(test: Target) -> Target:
    """Have a property fuzzed, under its name."""
    TARGETS[test.__name__] = test
    return test


@cache
def library() -> Library:
    """Return the small shelf's library."""
    return Library(Corpus(corpus.ARTICLES))


@cache
def handling() -> Handling:
    """Return a bot whose Telegram says yes to everything."""
    return Handling(library())


@target
@given(
    st.one_of(st.binary(max_size=400), inputs.printable.map(str.encode)), st.binary(max_size=200)
)
def importing(page: bytes, ledger: bytes) -> None:
    """A page is imported or refused; what is imported is read back, and again changes nothing."""
    with tempfile.TemporaryDirectory() as folder:
        file, into = Path(folder) / "page.txt", Path(folder) / "into"
        file.write_bytes(page)
        first = import_files([file], into)
        assert len(read(into).articles) == len(first.imported)
        assert read(into).problems == ()
        again = import_files([file], into)
        assert {str(one.change) for one in again.imported} <= {"unchanged"}
        (into / "ids.tsv").write_bytes(ledger)
        with contextlib.suppress(CorpusError):
            import_files([file], into)


@target
@given(
    st.one_of(
        inputs.printable, st.builds("---\n{}\n---\n{}".format, inputs.fronts, inputs.printable)
    )
)
def article_file(text: str) -> None:
    """A file is an article or broken, and an article's file says the same when written again."""
    with contextlib.suppress(BrokenError):
        article = parse(text)
        with contextlib.suppress(ValueError):
            assert parse(write(article)) == article


@target
@given(st.binary(max_size=600))
def reports_of_lines(data: bytes) -> None:
    """A JSONL file of any bytes is read; every line is an article or a problem."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.jsonl"
        file.write_bytes(data)
        corpus = read(file)
        lines = [line for line in data.split(b"\n") if line and not line.isspace()]
        assert len(corpus.articles) + len(corpus.problems) == len(lines)


@target
@given(inputs.texts)
def folding(text: str) -> None:
    """Every character keeps its place, and folding twice is folding once."""
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)
    assert close_up(close_up(text)) == close_up(text)


@target
@given(inputs.texts)
def asking(text: str) -> None:
    """Whatever is asked, searched, claimed or addressed, quotes stand in their reports."""
    known = library()
    answer = known.answer(Question(text))
    verdict = known.verify(text)
    found = known.look_up(text, 5)
    for quote in (*(one.quote for one in found.passages), *getattr(answer, "quotes", ())):
        known.prove(quote)
    words = Translations().for_reader("zh-hans")
    for reply in (
        answers.answered(words, answer),
        verification.checked(words, verdict),
        search_results.found(words, search_results.Search(text), found),
        catalogue.catalogue(words, known.articles, 1, text),
    ):
        assert_sendable(reply)
    known.terms(text)
    known.explain(Question(text))
    known.resolve(text)


@target
@given(drawing.reports(), drawing.questions)
def truth(drawn: tuple[tuple[Article, ...], RawReports], questions: list[str]) -> None:
    """Whatever reports say and whoever asks, all that is said of them is true of their raw text."""
    all_said_is_true(*drawn, questions)


@target
@given(
    st.sampled_from(["zh-hans", "zh-hant", "en"]),
    strategies.answers,
    strategies.searches,
    st.lists(strategies.articles, min_size=1, max_size=12),
    st.integers(0, 50),
)
def rendering(
    language: str, answer: Answer, found: SearchResults, articles: list[Article], page: int
) -> None:
    """Whatever reports say, what is made of it is a message that Telegram takes."""
    words = Translations().for_reader(language)
    assert_sendable(answers.answered(words, answer))
    assert_sendable(search_results.found(words, search_results.Search("词"), found, page))
    assert_sendable(catalogue.catalogue(words, articles, page))
    assert_sendable(article_pages.whole(words, articles[0], page))
    assert_sendable(article_pages.paragraph(words, articles[0], 1, page))
    assert_sendable(article_pages.shown(words, Reference(articles[0], 1, 1), page))


@target
@given(inputs.callback_data)
def callback_data(data: str) -> None:
    """Data made up by hand is read or refused; what is read and written again says the same."""
    press = CallbackData.unpack(data)
    if press is not None:
        assert CallbackData.unpack(press.pack()) == press or fingerprint_in(press.article)
        handling().handle_update({"callback_query": _query(data)})
        assert handling().error is None, data


@target
@given(inputs.updates)
def updates(update: dict[str, object]) -> None:
    """An update is handled without an error, and struck out."""
    handling().handle_update(json.loads(json.dumps(update)))
    assert handling().error is None, update


@target
@given(inputs.malformed)
def malformed_updates(update: dict[str, object]) -> None:
    """An update that makes no sense is struck out or kept aside, whatever is logged of it."""
    handling().handle_update(json.loads(json.dumps(update)))


def assert_sendable(reply: Reply) -> None:
    """A message has 1 to 4096 units, marks that lie in it, and buttons of 64 bytes at most."""
    text = reply.text.text
    assert 1 <= units(text) <= LIMIT
    assert text.strip()
    assert all(0 <= start < stop <= len(text) for _, start, stop in reply.text.marks)
    for button in (button for row in reply.rows for button in row):
        assert 1 <= len(button.press.pack().encode(errors="replace")) <= 64
        assert button.label.strip()
        assert units(button.copies) <= 256


def _query(data: str) -> dict[str, object]:
    person = {"id": 7, "is_bot": False, "first_name": "读者"}
    message = {"message_id": 5, "date": 1, "chat": {"id": 7, "type": "private"}, "text": "文"}
    return {"id": "1", "from": person, "chat_instance": "1", "message": message, "data": data}
