"""Example questions: made of the names and numbers of the reports, and known to be answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from time import monotonic

from retrieval.analysis.persons import HAN
from retrieval.answer import Answer, Found, Question
from retrieval.article import Article
from retrieval.entities.directory import Directory, Mention
from retrieval.entities.name_finder import NameKind
from retrieval.lexicon.files import words

_TRIED = 12
"""So many questions of a kind are tried at most."""
_SURE = 0.8
_TITLE = 30
_AFTER = 8

Ask = Callable[[Question], Answer]


class ExampleQuestions:
    """Makes questions of what `directory` names, and asks them by `ask` before it shows them."""

    def __init__(self, directory: Directory, ask: Ask, cut: Callable[[str], list[str]]) -> None:
        """`cut` cuts a text into words."""
        self._directory, self._ask, self._cut = directory, ask, cut

    def choose(self, seconds: float) -> tuple[str, ...]:
        """Return up to three questions, one of a kind, as many as are found in so many seconds."""
        until = monotonic() + seconds
        kinds = (self._amounts(), self._persons(), self._outlines())
        found = (self._answered(islice(kind, _TRIED), until) for kind in kinds)
        return tuple(filter(None, found))

    def _answered(self, tried: Iterator[tuple[str, str]], until: float) -> str:
        """Return the first question whose answer shows what it was made of; or nothing."""
        for text, expected in tried:
            if monotonic() > until:
                return ""
            answer = self._ask(Question(text))
            if isinstance(answer, Found) and answer.confidence >= _SURE:
                quote = answer.quotes[0]
                if expected in quote.text or expected == quote.article.title:
                    return text
        return ""

    def _amounts(self) -> Iterator[tuple[str, str]]:
        """Yield how many of something there are in a place, with the number that tells it."""
        for entity in self._directory.named(NameKind.PLACE):
            for mention in entity.mentions:
                for amount in _AMOUNT.finditer(_after(mention)):
                    if noun := self._noun(amount["rest"], mention.article):
                        said = amount["number"] + amount["measure"]
                        yield f"{entity.name}有多少{amount['measure']}{noun}？", said

    def _noun(self, text: str, article: Article) -> str:
        """Return the thing that is counted: two words where they stand together again, or one."""
        cut = self._cut(text)
        together = "".join(cut[:2])
        again = sum(text.count(together) for text in article.texts) > 1
        noun = together if again else cut[0] if cut else ""
        return noun if len(noun) > 1 else ""

    def _persons(self) -> Iterator[tuple[str, str]]:
        for entity in self._directory.named(NameKind.PERSON):
            yield f"{entity.name}是谁？", entity.name

    def _outlines(self) -> Iterator[tuple[str, str]]:
        articles: dict[str, Article] = {}
        for entity in self._directory.named(NameKind.PLACE):
            articles.update({m.article.id: m.article for m in entity.mentions})
        for article in articles.values():
            if article.title and len(article.title) < _TITLE:
                yield f"《{article.title}》讲了什么？", article.title


def _after(mention: Mention) -> str:
    return mention.article.texts[mention.number - 1][mention.stop :]


_MEASURES = "".join(sorted(word for word in words("measures", "people") if len(word) == 1))
_AMOUNT = re.compile(
    rf"(?P<number>[0-9]+)(?P<measure>[{_MEASURES}家支场])(?P<rest>[{HAN}]{{2,{_AFTER}}})"
)
