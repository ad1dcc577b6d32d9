"""Questions for an overview: what a report says, which names there are, what is new, what there is.

They are told by the classes of all their words, so that a question for a fact is none of them:
a06讲了什么 asks for an outline, 方女士说了什么 does not.

>>> overview_question(tokens_of("报道里提到了哪些镇?")).kind
<OverviewKind.NAMES: 'names'>
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from retrieval.article import Span
from retrieval.query.shape import shape_reader
from retrieval.query.tokens import Token

_LETTERS = {
    "deeds": "r",
    "news piece": "M",
    "who": "W",
    "where": "G",
    "what": "q",
    "which": "D",
    "all": "E",
    "list": "L",
    "authors": "A",
    "persons": "P",
    "places": "C",
    "divisions": "d",
    "bodies": "O",
    "companies": "c",
    "schools": "e",
    "hospitals": "h",
    "police": "o",
    "countries": "n",
    "figures": "1",
    "percentages": "2",
    "money": "3",
    "days": "4",
    "gist": "g",
    "sum up": "S",
    "talk": "T",
    "tell": "v",
    "mention": "m",
    "about": "f",
    "piece": "p",
    "leaf": "u",
    "this": "t",
    "is there": "y",
    "have": "Y",
    "how": "w",
    "within": "i",
    "possess": "z",
    "done": "l",
    "copula": "s",
    "adverb": "k",
    "person framing": "F",
    "news": "N",
    "lately": "j",
    "happen": "H",
    "occasion": "a",
    "year": "J",
    "matter": "b",
    "fare": "B",
    "end": ".",
}
_read = shape_reader("overview_words", _LETTERS)
REPORT = "R"
"""Stands where a question names a report: a06, 第三篇, 《…》."""
PERIOD = "Q"
"""Stands where it names a year, a month or a day: 2025年5月."""

_SAYS = r"k*(?:[vTm]l?z?s?q|z?k*s?gs?q?)\.*"
_PIECE = "(?:tu[pM]?|u[pM]?|t[pM]|[pM])"
# Authors are listed with their reports: see `retrieval.query.metadata`.
_KIND = "(?P<kind>[PCdOcehon1234])"
_SCOPE = rf"(?:(?:R{_PIECE}?|{_PIECE})z?i?|i)?"
_NEWS = r"(?:[Yy]l?)?[.k]*q?"
_SUBJECT = "(?:(?P<subject>x+)z?)?"
_PATTERNS = (
    ("outline", rf"\.*R{_PIECE}?i?\.*{_SAYS}"),
    # A report that is only named: 最后一篇呢?
    ("outline", rf"[.kt]*R{_PIECE}?\.*"),
    ("outline", rf"\.*S\.*R{_PIECE}?z?[gF]?\.*"),
    ("outline", rf"\.*S\.*(?P<subject>.*x.*?)z?{_PIECE}z?[gF]?\.*"),
    ("about", rf"\.*f(?P<subject>[^qDWG]*x[^qDWG]*?)\.*{_PIECE}i\.*k*[vTm]l?q\.*"),
    ("outline", rf"\.*[fvm]?(?P<subject>.*x.*?)z?{_PIECE}i?\.*{_SAYS}"),
    ("outline", rf"\.*T\.*R{_PIECE}?z?[gF]?\.*"),
    ("outline", rf"\.*R{_PIECE}?i?F\.*"),
    ("outline", r"\.*[.k]*(?:[vm]l?z?s?q|(?:k*s)?gs?q?)\.*"),
    ("dated", r"\.*J?[QJ]i?[.kj]*[HYvs]?l?k*q[Nax]?l?\.*"),
    ("dated", r"\.*[QJ]i?[.kj]*[Bw]l?\.*"),
    ("news", rf"\.*{_SUBJECT}j[.k]*z?{_NEWS}[NMa]\.*"),
    ("news", rf"\.*{_SUBJECT}j[.k]*(?:[Bw]l?|Hl?q[Na]?l?)\.*"),
    ("news", rf"\.*T?\.*{_SUBJECT}[.k]*{_NEWS}N\.*"),
    ("news", r"\.*(?:T\.*|[Yy]l?q?)M\.*"),
    ("names", rf"\.*{_SCOPE}[.k]*(?:[YmLvT]l?)?[.kl]*[DqE]z?{_KIND}\.*"),
    ("names", rf"\.*{_SCOPE}[.k]*(?:[YmLvT]l?)?z?s?[.kl]*(?P<whole>[WG])\.*"),
    ("names", rf"\.*(?P<subject>x+z?){_PIECE}i?[.k]*(?:[Ymv]l?)?[.kl]*[DqE]z?{_KIND}\.*"),
    ("names", rf"\.*(?P<subject>x+z?){_PIECE}i?[.k]*(?:[Ymv]l?)?[.kl]*(?P<whole>[WG])\.*"),
    ("names", rf"\.*{_SCOPE}{_KIND}[.k]*[Ys]k?[DqW]\.*"),
    ("names", rf"\.*{_SCOPE}(?P<kind>A)[.k]*k[Ys]k?W\.*"),
    ("holders", rf"\.*{_SCOPE}[.k]*(?P<whole>W)k*s(?P<subject>x+)\.*"),
    ("holders", rf"\.*{_SCOPE}(?P<subject>x+)[.k]*Y[.k]*(?:[Dq]P?|W)\.*"),
    ("holders", rf"\.*{_SCOPE}[.k]*(?:[YmLvT]l?)?[.kl]*[DqE](?P<subject>x+)\.*"),
    ("about", r"\.*(?P<subject>[^qDWGSb]*x[^qDWGSb]*?)k*[br]\.*"),
    ("about", r"\.*T\.*(?P<subject>[^qDWGSw]*x[^qDWGSw]*?)F?\.*"),
    ("about", rf"\.*{_PIECE}i\.*w[vTm](?P<subject>[^qDWG]*x[^qDWG]*?)z?\.*"),
    ("about", r"\.*y(?P<subject>[^qDWG]*x[^qDWG]*?)zT\.*"),
)


class OverviewKind(StrEnum):
    """What an overview is one of."""

    OUTLINE = "outline"
    NAMES = "names"
    HOLDERS = "holders"
    """Of a title or trade, who has it: 哪些人是馆长."""
    ABOUT = "about"
    NEWS = "news"
    DATED = "dated"
    """What there is of a year, a month or a day."""


@dataclass(frozen=True, slots=True)
class OverviewQuestion:
    """A question for an overview.

    Of names, `asked` is the section of the word list overview_words that the word for their kind
    stands in, `word` that word, and `surname` what they begin with. `subject` are the tokens that
    tell the subject, or which report is meant, where it is not named.
    """

    kind: OverviewKind
    subject: tuple[Token, ...] = ()
    asked: str = ""
    word: str = ""
    surname: str = ""


def overview_question(
    tokens: Sequence[Token],
    named: Span | None = None,
    letter: str = REPORT,
) -> OverviewQuestion | None:
    """Return what overview a question asks for, or None.

    `named` is where it names a report by address, number or title, or points at one; or, where the
    `letter` says so, where it names a time.
    """
    before = [t for t in tokens if named is None or t.start < named[0]]
    after = [t for t in tokens if named is not None and t.start >= named[1]]
    first, second = _read(before), _read(after)
    letters = first.letters + (letter if named else "") + second.letters
    if len(letters) > _LONGEST or not _ANY.fullmatch(letters):
        return None
    spans = (*first.spans, *([named] if named else []), *second.spans)
    for kind, pattern in _COMPILED:
        if found := pattern.fullmatch(letters):
            parts = found.groupdict()
            asked = next((n for n in ("kind", "whole") if parts.get(n)), "")
            where = spans[found.start(asked)] if asked else (0, 0)
            return OverviewQuestion(
                OverviewKind(kind),
                _within(tokens, spans, found) if parts.get("subject") else (),
                _SECTIONS[found[asked]] if asked else "",
                "".join(t.text for t in tokens if where[0] <= t.start < where[1]),
            )
    return None


def asks_what_it_says(tokens: Sequence[Token]) -> bool:
    """Whether it is asked what a report says, and not of which one: 讲了什么."""
    asked = overview_question(tokens)
    return asked is not None and asked.kind is OverviewKind.OUTLINE and not asked.subject


def _within(
    tokens: Sequence[Token], spans: Sequence[Span], found: re.Match[str]
) -> tuple[Token, ...]:
    first, last = spans[found.start("subject")], spans[found.end("subject") - 1]
    return tuple(token for token in tokens if first[0] <= token.start < last[1])


_LONGEST = 80
"""What has more words is no such question: patterns of subjects would be tried at each of them."""
_SECTIONS = {letter: section for section, letter in _LETTERS.items()}
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)
_ANY = re.compile("|".join(re.sub(r"\(\?P<\w+>", "(?:", pattern) for _, pattern in _PATTERNS))
"""Most questions are for no overview: one look tells that."""
