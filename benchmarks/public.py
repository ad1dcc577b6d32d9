"""Public question sets: is the right paragraph found and quoted, and missed when it is gone."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.engine import Engine, build
from benchmarks.figures import Failure, Figure, Measured, average, summary
from benchmarks.metrics import answer_rate, auroc, interval, reciprocal_rank
from benchmarks.questions import QuestionsError, Row, Selection, read_rows
from benchmarks.running import watched
from benchmarks.scoring import answered, contains_any, shown
from benchmarks.struck import struck_out
from retrieval.answer import Question
from retrieval.answer_json import AnswerRecord, record
from retrieval.corpus import Corpus, read

DEPTH = 10
"""How many passages of a search are looked at."""


@dataclass(frozen=True, slots=True)
class PublicQuestion:
    """A question, the strings that answer it, and the ids of the paragraphs that hold them."""

    id: str
    text: str
    answers: tuple[str, ...]
    gold: frozenset[str]


@dataclass(frozen=True, slots=True)
class PublicSet:
    """Paragraphs, an article each, and questions about them."""

    name: str
    corpus: Corpus
    questions: tuple[PublicQuestion, ...]

    def measure(self, engine: str) -> Measured:
        """Ask one engine all the questions: of the whole corpus, then of parts of it."""
        ranking, refusal = measure_ranking(engine, self), measure_refusal(engine, self)
        figures = (*ranking.figures, *refusal.figures, *measure_struck(engine, self).figures)
        return replace(ranking, figures=figures)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was answered to a public question, what a search found, and how long both took."""

    asked: PublicQuestion
    answer: AnswerRecord
    ranking: tuple[str, ...] = ()
    milliseconds: float = 0.0

    def hit(self, first: int) -> bool:
        """Whether a gold paragraph is among the first `first` quotes, or listed articles."""
        quoted = [quote["article"]["id"] for quote in shown(self.answer)]
        listed = [article["id"] for article in self.answer["articles"]]
        return not self.asked.gold.isdisjoint((quoted or listed)[:first])

    def in_quote(self, first: int) -> bool:
        """Whether an answer stands in one of the first `first` quotes."""
        return contains_any(shown(self.answer)[:first], self.asked.answers)


def sets_in(folder: Path) -> list[Path]:
    """Return the sets at `folder`: itself, or the folders in it that hold one."""
    sets = [path for path in [folder, *sorted(folder.glob("*/"))] if _is_set(path)]
    if not sets:
        message = f"{folder}: no corpus.jsonl and queries.jsonl there"
        raise QuestionsError(message)
    return sets


def half_key(question: PublicQuestion) -> str:
    """Return what decides a question's half: its first gold paragraph."""
    return min(question.gold)


def read_set(folder: Path, selection: Selection) -> PublicSet:
    """Read the whole corpus and the selected questions; QuestionsError when a field is missing."""
    questions = [_question(folder, row) for row in read_rows(folder / "queries.jsonl")]
    selected = selection.of(questions, half_key)
    return PublicSet(folder.name, read(folder / "corpus.jsonl"), tuple(selected))


def measure_ranking(engine: str, asked: PublicSet) -> Measured:
    """Ask the questions of the whole corpus."""
    asking = build(engine, asked.corpus)
    progress = watched(asked.questions, f"{engine} {asked.name} ranking")
    outcomes = [_ask_and_search(asking, question) for question in progress]
    failures = tuple(_failures(engine, asked.name, outcomes))
    return Measured(engine, asked.name, tuple(ranking_figures(outcomes)), failures)


def measure_refusal(engine: str, asked: PublicSet) -> Measured:
    """Ask the questions of a corpus from which the gold paragraphs of half of them are gone."""
    removed = withheld(asked.questions)
    left = tuple(article for article in asked.corpus.articles if article.id not in removed)
    asking = build(engine, Corpus(left))
    outcomes = [
        Outcome(question, record(asking.answer(Question(question.text))))
        for question in watched(asked.questions, f"{engine} {asked.name} refusal")
    ]
    return Measured(engine, asked.name, tuple(refusal_figures(outcomes, removed)))


def measure_struck(engine: str, asked: PublicSet) -> Measured:
    """Ask questions of which the sentence that answers is struck out of its paragraph."""
    corpus, unanswered = struck_out(asked.corpus, asked.questions)
    asking = build(engine, corpus)
    refused = [
        not answered(record(asking.answer(Question(question.text))))
        for question in watched(unanswered, f"{engine} {asked.name} struck out")
    ]
    return Measured(engine, asked.name, (average("refused", "struck out", refused),))


def withheld(questions: Sequence[PublicQuestion]) -> frozenset[str]:
    """Choose the paragraphs to remove, so that a random half of the questions has no answer.

    Questions share paragraphs: questions are taken in random order, each with its paragraphs, until
    half of all questions have lost theirs.
    """
    removed: set[str] = set()
    for question in random.Random(0).sample(questions, len(questions)):  # noqa: S311
        lost = sum(other.gold <= removed for other in questions)
        if 2 * lost >= len(questions):
            break
        removed |= question.gold
    return frozenset(removed)


def ranking_figures(outcomes: Sequence[Outcome]) -> Iterator[Figure]:
    """Yield hit@k, MRR@10, answer-in-quote@k, and the time of an answer."""
    for first in (1, 3):
        yield average(f"hit@{first}", "", (one.hit(first) for one in outcomes))
    found = [reciprocal_rank(one.ranking, one.asked.gold) for one in outcomes]
    yield average(f"hit@{DEPTH}", "", (rank > 0 for rank in found))
    yield average(f"MRR@{DEPTH}", "", found)
    for first in (1, 3):
        yield average(f"quote@{first}", "", (one.in_quote(first) for one in outcomes))
    times = [one.milliseconds for one in outcomes]
    yield Figure("milliseconds", "", median(times) if times else None, len(times))


def refusal_figures(outcomes: Sequence[Outcome], removed: frozenset[str]) -> Iterator[Figure]:
    """Yield how well confidence tells the halves apart, and what was in fact answered."""
    here = [one.answer for one in outcomes if not one.asked.gold <= removed]
    gone = [one.answer for one in outcomes if one.asked.gold <= removed]
    sure = [answer["confidence"] for answer in here]
    unsure = [answer["confidence"] for answer in gone]
    count = len(outcomes)
    yield Figure("AUROC", "", auroc(sure, unsure), count, interval(auroc, sure, unsure))
    rate = answer_rate(sure, unsure)
    yield Figure("rate@95", "", rate, count, interval(answer_rate, sure, unsure))
    yield average("answered", "", (answered(answer) for answer in here))
    yield average("refused", "", (not answered(answer) for answer in gone))


def _is_set(path: Path) -> bool:
    return (path / "corpus.jsonl").is_file() and (path / "queries.jsonl").is_file()


def _question(folder: Path, row: Row) -> PublicQuestion:
    try:
        gold = frozenset(row["gold"])
        return PublicQuestion(row["id"], row["question"], tuple(row["answers"]), gold)
    except KeyError as error:
        message = f"{folder}: {row.get('id')} has no {error}"
        raise QuestionsError(message) from error


def _ask_and_search(engine: Engine, question: PublicQuestion) -> Outcome:
    started = perf_counter()
    answer = record(engine.answer(Question(question.text)))
    milliseconds = 1000 * (perf_counter() - started)
    passages = engine.search(question.text, DEPTH)
    ranking = tuple(passage.quote.article.id for passage in passages)
    return Outcome(question, answer, ranking, milliseconds)


def _failures(engine: str, name: str, outcomes: Iterable[Outcome]) -> Iterator[Failure]:
    for one in outcomes:
        if not (one.hit(1) and one.in_quote(1)):
            expected = f"{' '.join(sorted(one.asked.gold))} {' / '.join(one.asked.answers)}"
            ids = " ".join(quote["article"]["id"] for quote in shown(one.answer)[:1])
            got = f"{ids} {summary(one.answer)}"
            yield Failure(engine, name, one.asked.id, one.asked.text, expected, got)
