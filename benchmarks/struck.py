"""Near questions made of a public set: the sentence that answers is struck out of its paragraph.

What is left tells of the same things and not what is asked, as a report does of which somebody asks
what it does not tell. So there are as many such questions as one likes, and nobody wrote them.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from benchmarks.scoring import bare
from retrieval.analysis.sentences import sentences
from retrieval.article import Article
from retrieval.corpus import Corpus


class Answerable(Protocol):
    """A question, the strings that answer it, and the ids of the paragraphs that hold them."""

    @property
    def answers(self) -> tuple[str, ...]:
        """The strings."""

    @property
    def gold(self) -> frozenset[str]:
        """The ids."""


Item = TypeVar("Item", bound=Answerable)
_LEAST = 30
"""A paragraph of fewer characters tells too little of anything to mislead."""


def struck_out(corpus: Corpus, questions: Sequence[Item]) -> tuple[Corpus, tuple[Item, ...]]:
    """Return the corpus without the answers of some questions, and these.

    One sentence is struck out of each paragraph, in which alone an answer of such a question
    stands; which ones is decided at random, the same on every machine.
    """
    articles = {article.id: article for article in corpus.articles}
    struck: dict[str, Article] = {}
    unanswered: list[Item] = []
    for question in random.Random(0).sample(questions, len(questions)):  # noqa: S311
        place = min(question.gold)
        left = _without(articles[place].texts[0], question.answers)
        if left and len(question.gold) == 1 and place not in struck:
            struck[place] = replace(articles[place], texts=(left,))
            unanswered.append(question)
    return Corpus(tuple(struck.get(one.id, one) for one in corpus.articles)), tuple(unanswered)


def _without(text: str, answers: Sequence[str]) -> str:
    """Return what is left of a text without the one sentence that holds an answer, if enough is."""
    spans = [
        (start, stop)
        for start, stop in sentences(text)
        if any(bare(answer) in bare(text[start:stop]) for answer in answers)
    ]
    if len(spans) != 1:
        return ""
    start, stop = spans[0]
    left = text[:start] + text[stop:]
    return left if len(left) >= _LEAST else ""
