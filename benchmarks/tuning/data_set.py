"""Public sets to learn from: paragraphs apart, together under their title, or cut in pieces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from benchmarks.public import PublicSet, half_key, read_set
from benchmarks.questions import Half, Selection
from benchmarks.scoring import bare
from retrieval.analysis.sentences import QUOTE_LENGTH, sentences
from retrieval.article import Article
from retrieval.corpus import Corpus

Address = tuple[str, int]
"""An article's id and the number of a paragraph in it, from 1."""
Places = Mapping[str, Sequence[Address]]
"""Where the text of each paragraph of a public set went, by its id."""


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
class DataSet:
    """Reports, and questions about them; `apart`, whether each paragraph is a report of its own."""

    name: str
    corpus: Corpus
    tasks: tuple[Task, ...]
    apart: bool


def data_sets(folder: Path, sample: int | None = None) -> Iterator[DataSet]:
    """Yield the set at `folder` as it is, by title where titles repeat, and in pieces.

    Reports have several short paragraphs as a rule, public sets one long one a document: weights
    must suit both. `sample` is the most questions taken.
    """
    whole = read_set(folder, Selection(None, sample))
    count = len(whole.corpus.articles)
    apart = {article.id: ((article.id, 1),) for article in whole.corpus.articles}
    yield _data_set(whole, whole.name, whole.corpus, apart)
    together, places = _by_title(whole.corpus)
    if len(together.articles) < count:
        yield _data_set(whole, f"{whole.name}, by title", together, places)
    yield _data_set(whole, f"{whole.name}, in pieces", *_in_pieces(whole.corpus))


def pieces(text: str) -> tuple[str, ...]:
    """Cut a paragraph before the first sentence after each 120 characters."""
    cuts = [0]
    for start, _ in sentences(text):
        if start - cuts[-1] >= QUOTE_LENGTH:
            cuts.append(start)
    return tuple(text[start:stop] for start, stop in pairwise([*cuts, len(text)]))


def _data_set(asked: PublicSet, name: str, corpus: Corpus, places: Places) -> DataSet:
    """Place the questions; one whose answer no single paragraph holds is left out."""
    tuned = {question.id for question in Selection("tune").of(asked.questions, half_key)}
    texts = {article.id: article.texts for article in corpus.articles}
    tasks: list[Task] = []
    for question in asked.questions:
        half: Half = "tune" if question.id in tuned else "report"
        task = Task(question.text, question.answers, frozenset(), half)
        near = [place for paragraph in sorted(question.gold) for place in places[paragraph]]
        gold = frozenset((at, n) for at, n in near if task.answered_by(texts[at][n - 1]))
        if gold:
            tasks.append(replace(task, gold=gold))
    return DataSet(name, corpus, tuple(tasks), apart=name == asked.name)


def _by_title(corpus: Corpus) -> tuple[Corpus, Places]:
    """Put the paragraphs of one title together."""
    together: dict[str, Article] = {}
    places: dict[str, Sequence[Address]] = {}
    for article in corpus.articles:
        before = together.get(article.title)
        whole = replace(before, texts=before.texts + article.texts) if before else article
        together[article.title] = whole
        places[article.id] = ((whole.id, len(whole.texts)),)
    return Corpus(tuple(together.values())), places


def _in_pieces(corpus: Corpus) -> tuple[Corpus, Places]:
    """Cut each paragraph in several, as long as those of newspapers."""
    cut = [replace(article, texts=pieces(article.texts[0])) for article in corpus.articles]
    numbers = {article.id: range(1, len(article.texts) + 1) for article in cut}
    return Corpus(tuple(cut)), {id_: [(id_, n) for n in numbers[id_]] for id_ in numbers}
