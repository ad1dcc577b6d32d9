"""Public sets as exercises: paragraphs apart, or together under their title."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.public import PublicSet, half_key, read_set
from benchmarks.questions import Half, Selection
from benchmarks.scoring import bare
from retrieval.article import Article
from retrieval.corpus import Corpus

Address = tuple[str, int]
"""An article's id and the number of a paragraph in it, from 1."""


@dataclass(frozen=True, slots=True)
class Task:
    """A question, the strings that answer it, where they stand, and the half it belongs to."""

    text: str
    answers: tuple[str, ...]
    gold: frozenset[Address]
    half: Half

    def answered_by(self, quote: str) -> bool:
        """Whether an answer stands in `quote`."""
        return any(bare(answer) in bare(quote) for answer in self.answers)


@dataclass(frozen=True, slots=True)
class Exercise:
    """Reports, and questions about them."""

    name: str
    corpus: Corpus
    tasks: tuple[Task, ...]


def exercises(folder: Path, sample: int | None = None) -> Iterator[Exercise]:
    """Yield the set at `folder` as it is, then, where titles repeat, by title.

    Reports have several paragraphs as a rule, public sets one a document: weights must suit both.
    `sample` is the most questions taken.
    """
    whole = read_set(folder, Selection(None, sample))
    apart = {article.id: (article.id, 1) for article in whole.corpus.articles}
    yield _exercise(whole, whole.name, whole.corpus, apart)
    together, places = _by_title(whole.corpus)
    if len(together.articles) < len(whole.corpus.articles):
        yield _exercise(whole, f"{whole.name}, by title", together, places)


def _exercise(asked: PublicSet, name: str, corpus: Corpus, places: dict[str, Address]) -> Exercise:
    tuned = {question.id for question in Selection("tune").of(asked.questions, half_key)}
    return Exercise(
        name,
        corpus,
        tuple(
            Task(
                question.text,
                question.answers,
                frozenset(places[paragraph] for paragraph in question.gold),
                "tune" if question.id in tuned else "report",
            )
            for question in asked.questions
        ),
    )


def _by_title(corpus: Corpus) -> tuple[Corpus, dict[str, Address]]:
    """Put the paragraphs of one title together; tell where each of them went, by its id."""
    together: dict[str, Article] = {}
    places: dict[str, Address] = {}
    for article in corpus.articles:
        before = together.get(article.title)
        whole = replace(before, texts=before.texts + article.texts) if before else article
        together[article.title] = whole
        places[article.id] = (whole.id, len(whole.texts))
    return Corpus(tuple(together.values())), places
