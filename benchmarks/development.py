"""The development questions: figures by style, exactly as their README scores them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.engine import Engine, build
from benchmarks.figures import Failure, Figure, Measured, average, by_style, summary
from benchmarks.metrics import auroc, interval, mean
from benchmarks.questions import Asked, Dialogue
from benchmarks.running import watched
from benchmarks.scoring import Reports, answered, bare, honest, right_within, shown
from retrieval.answer import Question, Told
from retrieval.answer_json import AnswerRecord, record
from retrieval.corpus import Corpus

NAME = "development"


@dataclass(frozen=True, slots=True)
class Judged:
    """A development question, what was answered, and in how many milliseconds."""

    asked: Asked
    answer: AnswerRecord
    milliseconds: float

    def right(self, first: int = 1) -> float:
        """Score quote@`first`, the article of a meta question, or F1; refusal set aside."""
        return right_within(self.answer, self.asked.gold, first) if self.asked.gold else 0.0

    @property
    def right_turn(self) -> bool:
        """Whether a turn of a dialogue is right: refused, or answered and quote@1."""
        if self.asked.gold is None:
            return not answered(self.answer)
        return answered(self.answer) and self.right() == 1


@dataclass(frozen=True, slots=True)
class DevelopmentSet:
    """Questions about the reports of `corpus`; `page` is the text of the sources, if there are any.

    All of it can be sent to another process.
    """

    name: str
    corpus: Corpus
    dialogues: Sequence[Dialogue]
    page: str | None = None

    def measure(self, engine: str) -> Measured:
        """Ask one engine all the questions."""
        asked = build(engine, self.corpus)
        progress = watched(self.dialogues, f"{engine} {self.name}")
        judged = [turn for dialogue in progress for turn in _ask(asked, dialogue)]
        figures = (*figures_of(judged), _honest(judged, self.corpus, self.page))
        return Measured(engine, self.name, figures, tuple(_failures(engine, judged)))


def read_page(folder: Path) -> str | None:
    """Return the bare text of all sources in a folder; None when there are none."""
    texts = [path.read_text("utf-8", errors="replace") for path in sorted(folder.glob("*.txt"))]
    return bare("".join(texts)) if texts else None


def figures_of(judged: Sequence[Judged]) -> Iterator[Figure]:
    """Yield every figure but honesty."""
    answerable = [one for one in judged if one.asked.kind == "answerable"]
    robust = [one for one in judged if one.asked.kind == "robust"]
    multi = [one for one in robust if isinstance(one.asked.gold, Reports)]
    robust_quotes = [one for one in robust if one not in multi]
    unanswerable = [one for one in judged if one.asked.kind == "unanswerable"]
    turns = [one for one in judged if one.asked.kind == "dialogues"]
    yield from by_style("quote@1", _at(answerable, 1))
    yield from by_style("quote@3", _at(answerable, 3))
    yield from by_style("robust", _at(robust_quotes, 1))
    yield average("multi F1", "all", (one.right() for one in multi))
    yield average("dialogues", "turns right", (one.right_turn for one in turns))
    yield from by_style("refused", _refusals(unanswerable))
    yield from _balance([*answerable, *robust_quotes], unanswerable)
    yield _separation([*answerable, *robust], unanswerable)
    times = [one.milliseconds for one in judged]
    yield Figure("milliseconds", "median", median(times) if times else None, len(times))


def _ask(engine: Engine, dialogue: Dialogue) -> Iterator[Judged]:
    told: Told | None = None
    for asked in dialogue:
        started = perf_counter()
        answer = engine.answer(Question(asked.text, told))
        yield Judged(asked, record(answer), 1000 * (perf_counter() - started))
        told = answer.told


def _at(judged: Iterable[Judged], first: int) -> Iterator[tuple[str, float]]:
    return ((one.asked.style, one.right(first)) for one in judged)


def _refusals(judged: Iterable[Judged]) -> Iterator[tuple[str, float]]:
    return ((one.asked.style, not answered(one.answer)) for one in judged)


def _balance(answerable: Sequence[Judged], unanswerable: Sequence[Judged]) -> Iterator[Figure]:
    """Yield what was both answered and right, with `found` alone and with listings; and what wrong.

    That is answered wrongly of which an answer was given whose first quote (or first report) does
    not hold what answers; what was refused is neither.
    """
    found = [one.answer["outcome"] == "found" and one.right() == 1 for one in answerable]
    either = [answered(one.answer) and one.right() == 1 for one in answerable]
    wrongly = [answered(one.answer) and one.right() < 1 for one in answerable]
    refused = [not answered(one.answer) for one in unanswerable]
    yield average("answered right", "found", found)
    yield average("answered right", "or listing", either)
    yield average("answered wrongly", "all", wrongly)
    rates = [rate for rate in (mean(found), mean(refused)) if rate is not None]
    yield Figure("balanced", "found", mean(rates), len(found) + len(refused))


def _separation(answerable: Sequence[Judged], unanswerable: Sequence[Judged]) -> Figure:
    sure = [one.answer["confidence"] for one in answerable]
    unsure = [one.answer["confidence"] for one in unanswerable]
    count, within = len(sure) + len(unsure), interval(auroc, sure, unsure)
    return Figure("AUROC", "confidence", auroc(sure, unsure), count, within)


def _honest(judged: Iterable[Judged], corpus: Corpus, page: str | None) -> Figure:
    articles = {article.id: article for article in corpus.articles}

    def paragraph(article: str, number: int) -> str:
        return articles[article].paragraph(number).text

    quotes = [quote for one in judged for quote in [*one.answer["quotes"], *shown(one.answer)]]
    return average("honest", "quotes", (honest(quote, paragraph, page) for quote in quotes))


def _failures(engine: str, judged: Iterable[Judged]) -> Iterator[Failure]:
    for one in judged:
        if not one.right_turn:
            questions = f"{one.asked.kind}/{one.asked.style}".rstrip("/")
            expected = str(one.asked.gold or "not_found")
            got = summary(one.answer)
            yield Failure(engine, questions, one.asked.id, one.asked.text, expected, got)
