"""What is asked: the words that carry content, and the kind of answer they want."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass

from retrieval.analysis.analyzer import Analyzer, Term
from retrieval.analysis.normalizer import fold
from retrieval.article import Span
from retrieval.expansion.alternatives import Alternative
from retrieval.query.answer_type import AnswerType, wanted
from retrieval.query.names import names

# Politeness, fillers and the bones of a question: they say nothing of what is asked about.
_FILLERS = re.compile(
    "你好|您好|请教|请问|问一?下|问问|想问|想知道|想了解|我想|想请|麻烦(?:您|你)?|劳驾|谢谢|多谢|拜托|帮忙|帮我|"
    "告诉我|说说|讲讲|查一?查|查一?下|看看|一下子?|听说|据说|话说|说起来|来着|到底|究竟|大概|大约|一共|总共|共有|"
    "是不是|是否|有没有|能不能|可不可以|会不会|谁知道|有谁知道|知道|哈|呀|啊|吧|嘛|呢|吗|哦|噢|哎|喂|"
    "[那这](?:些|位|个|种|家|次|座|边|里|儿)|的时候|换个话题|另外问|顺便问|根据报道|报道里|报道中|文章里|文中|请|列出来?|都有|"
    "叫做?(?=什么|啥)|名叫|叫(?=_)"
)
_PREMISE = re.compile(
    "为什么|为何|为啥|因何|因为什么|"
    r"(?:谁|怎么|怎样|如何|何时|什么时候|哪里|哪儿|哪[年月日个位家])(?=.{1,8}的\W*$)"
)
"""What asks for the circumstances of something, and takes it for granted that it was."""
_EMPTY = " "
_SINGLE = 0.8
"""What a single character counts beside a word or a pair."""
_LENT = 0.25
"""What a word lent by the conversation counts beside one of the question."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question understood.

    `text` is the question folded; `content` is the same length, with a space wherever a character
    carries no content. `terms` are those of `content`, with their places in it; `names` are
    the places, persons and numbers it names. From
    character `own` on, `content` is lent by what the asker was last told. `alternatives` are
    other words for those of `content`, such as stand in the reports.
    """

    text: str
    content: str
    terms: tuple[Term, ...]
    wanted: AnswerType
    names: tuple[str, ...] = ()
    own: int = sys.maxsize
    alternatives: tuple[Alternative, ...] = ()

    @property
    def leans(self) -> bool:
        """Whether it is asked of what the asker was last told."""
        return self.own < sys.maxsize

    @property
    def premise(self) -> Term | None:
        """The word for what the question takes for granted: 辞职 in 他为什么辞职, 导演 in 谁导演的.

        Where that never happened the question has no answer (P. F. Strawson, On Referring, 1950).
        """
        asks = _PREMISE.search(self.text)
        after = (t for t in self.terms if t.word and asks and t.start >= asks.end())
        own = (term for term in after if len(term.text) > 1 and self.is_own(term))
        return min(own, key=lambda term: (term.start, -term.stop), default=None)

    @property
    def own_terms(self) -> tuple[Term, ...]:
        """The terms the asker used now, and that are not lent by what was told last."""
        return tuple(filter(self.is_own, self.terms)) if self.leans else self.terms

    def is_own(self, term: Term) -> bool:
        """Whether the asker used this term now, and it is not lent by what was told last."""
        return term.start < self.own

    def share(self, term: Term) -> float:
        """Tell what the term counts: less when it is only lent, or a single character."""
        strength = 1.0 if term.word or len(term.text) > 1 else _SINGLE
        return strength if term.start < self.own else strength * _LENT


def understand(question: str, analyzer: Analyzer, lent: str | None = None) -> Asked:
    """Tell the words of `question` that carry content from those that only ask.

    `lent` are words of what the asker was last told (there may be none), to lean on.
    """
    text = fold(question)
    kind, asking = wanted(text)
    bare = _blank(text, asking)
    content = _blank(bare, (match.span() for match in _FILLERS.finditer(bare)))
    named = names(analyzer.words(content), analyzer.commonness)
    whole = f"{content} {fold(lent)}" if lent else content
    terms = tuple(analyzer.terms(whole))
    own = sys.maxsize if lent is None else len(content) + 1
    return Asked(text, whole, terms, kind, named, own)


def _blank(text: str, spans: Iterable[Span]) -> str:
    """Put spaces in place of `spans`, so that every other character keeps its place."""
    characters = list(text)
    for start, stop in spans:
        characters[start:stop] = _EMPTY * (stop - start)
    return "".join(characters)
