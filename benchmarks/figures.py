"""What a measurement leaves behind: figures, and the questions that went wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from benchmarks.metrics import Interval, interval, mean
from benchmarks.scoring import shown
from retrieval.answer_json import AnswerRecord


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure of some questions: `count` of them; `value` is None when there are none.

    `within` is where it lies with 95 % confidence, if that is told.
    """

    measure: str
    style: str
    value: float | None
    count: int
    within: Interval | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A question that went wrong, what was expected, and what was said."""

    engine: str
    questions: str
    id: str
    question: str
    expected: str
    got: str


@dataclass(frozen=True, slots=True)
class Measured:
    """What one engine did on one set."""

    engine: str
    questions: str
    figures: tuple[Figure, ...]
    failures: tuple[Failure, ...] = ()


def average(measure: str, style: str, values: Iterable[float]) -> Figure:
    """Return the mean of `values` as a figure."""
    numbers = list(values)
    return Figure(measure, style, mean(numbers), len(numbers), interval(mean, numbers))


def by_style(measure: str, scored: Iterable[tuple[str, float]]) -> Iterator[Figure]:
    """Yield the mean over all of `scored` (style, value), then that of each style."""
    pairs = list(scored)
    yield average(measure, "all", (value for _, value in pairs))
    for style in dict.fromkeys(style for style, _ in pairs):
        yield average(measure, style, (value for each, value in pairs if each == style))


def summary(answer: AnswerRecord) -> str:
    """Return what an answer said, on one line."""
    kind = f" ({answer['reason']['kind']})" if answer["reason"] else ""
    quotes = [f"《{q['article']['title']}》{q['text']}" for q in shown(answer)[:1]]
    names = [f"《{a['title']}》{a['byline']}" for a in answer["articles"]]
    said = " ".join(quotes or names)
    return f"{answer['outcome']}{kind} {answer['confidence']:.3f} {said}".replace("\n", " ")
