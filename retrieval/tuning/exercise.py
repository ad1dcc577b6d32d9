"""Public sets as exercises: paragraphs apart or together under their title, or with a hole."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from retrieval.article import Article
from retrieval.corpus import Corpus
from retrieval.evaluation.public import PublicSet, half_key, read_set
from retrieval.evaluation.questions import Half, Selection
from retrieval.evaluation.scoring import bare
from retrieval.sentences import sentences

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


def cut(exercise: Exercise) -> Exercise:
    """Cut the sentences that answer one question of each paragraph; those questions are left.

    Of the questions about a paragraph, one is taken at random, the same on every machine.
    """
    chosen: dict[Address, Task] = {}
    for task in random.Random(0).sample(exercise.tasks, len(exercise.tasks)):  # noqa: S311
        if len(task.gold) == 1:
            chosen.setdefault(min(task.gold), task)
    articles, done = [], []
    for article in exercise.corpus.articles:
        texts = list(article.texts)
        for number, text in enumerate(texts, 1):
            one = chosen.get((article.id, number))
            rest = _without_answer(text, one) if one else ""
            if one and rest.strip() and not one.answered_by(rest):
                texts[number - 1] = rest
                done.append(one)
        articles.append(replace(article, texts=tuple(texts)))
    return Exercise(exercise.name, Corpus(tuple(articles)), tuple(done))


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


def _without_answer(text: str, task: Task) -> str:
    pieces = [text[start:stop] for start, stop in sentences(text)]
    return "".join(piece for piece in pieces if not task.answered_by(piece))
