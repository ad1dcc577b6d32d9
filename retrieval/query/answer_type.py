"""The kind of answer a question wants, and how an answer of that kind looks in a report.

The question words and what follows them are data of the lexicon; they count where the tokens of the
question begin and end with them. How numbers, dates and names look is told by patterns over
normalised text (half width, lower case, simplified), made of the lexicon's lists.

>>> answer_type(tokens_of("双林镇有多少名快递小哥?"))[0]
AnswerType(kind=<AnswerKind.NUMBER: 'number'>, measure='名')
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from operator import methodcaller

from retrieval.analysis.numerals import ROMAN
from retrieval.article import Span
from retrieval.lexicon.files import sections, words
from retrieval.lexicon.phrases import Phrases
from retrieval.lexicon.question_words import question_phrases
from retrieval.query.tokens import Token


class AnswerKind(StrEnum):
    """Kinds of answer; NONE is that of words that ask nothing, or are only looked up."""

    NONE = "none"
    NUMBER = "number"
    ORDINAL = "ordinal"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    REASON = "reason"
    METHOD = "method"
    LIST = "list"
    DEFINITION = "definition"
    THING = "thing"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class AnswerType:
    """The kind of answer a question wants.

    Of a number, `measure` is the measure word of 多少亩, or empty; `head`, the word for what it is
    the amount of, such as 工资, if the lexicon knows in which units that is told.
    """

    kind: AnswerKind = AnswerKind.ANY
    measure: str = ""
    head: str = ""

    def places(self, text: str) -> tuple[Span, ...]:
        """Return where in `text` (normalised) something of this kind stands, in order."""
        return tuple(map(_SPAN, _look(self).finditer(text)))

    @property
    def strict(self) -> bool:
        """Whether the kind has so plain a form that its absence is a reason to refuse."""
        return self.kind in {AnswerKind.NUMBER, AnswerKind.ORDINAL, AnswerKind.DATE}

    @property
    def lists(self) -> bool:
        """Whether several things are asked for."""
        return self.kind is AnswerKind.LIST

    @property
    def defines(self) -> bool:
        """Whether it is asked what something is: the first words about it tell that."""
        return self.kind is AnswerKind.DEFINITION

    @property
    def marks(self) -> bool:
        """Whether what looks like this kind is itself the answer, so that it can be marked."""
        return self.strict or self.kind is AnswerKind.PERSON


_SPAN = methodcaller("span")
_PEOPLE = "人"
"""The measure word for people of any kind."""


def answer_type(tokens: Sequence[Token]) -> tuple[AnswerType, tuple[Span, ...]]:
    """Return the kind of answer that a question asks for, and where its question words stand.

    Of several kinds the one that comes first in the lexicon decides: 谁为什么 asks for a reason.
    """
    found = [one for one in _question_words().find(tokens) if one[2] is not AnswerKind.NONE]
    spans = tuple((tokens[first].start, tokens[last].stop) for first, last, _ in found)
    if not found:
        return AnswerType(), spans
    first, last, kind = min(found, key=lambda one: _precedence(one[2]))
    if kind is not AnswerKind.NUMBER:
        return AnswerType(kind), spans
    measure = _measure(tokens, first, last)
    return AnswerType(kind, measure, "" if measure else _head(tokens, first, last)), spans


def prepare() -> None:
    """Compile now how every kind of answer looks: 25 ms, which first questions would wait for."""
    _question_words()
    for kind in AnswerKind:
        _look(AnswerType(kind))


def _measure(tokens: Sequence[Token], first: int, last: int) -> str:
    """Return the measure word that a question word for a number has in it or after it.

    People are counted by theirs, though it is left out: 多少工人.
    """
    measures = words("measures")
    within = (
        "".join([one.text for one in tokens[at : last + 1]]) for at in range(first + 1, last + 1)
    )
    if longest := next((one for one in within if one in measures), ""):
        return longest
    after = tokens[last + 1].text if last + 1 < len(tokens) else ""
    if after in words("person_words", "titles"):
        return _PEOPLE
    return after if after in measures else ""


def _head(tokens: Sequence[Token], first: int, last: int) -> str:
    """Return what a number is asked of: 工资 in 工资是多少 and 多少工资, 多久 itself."""
    asked = "".join(token.text for token in tokens[first : last + 1])
    after = tokens[last + 1].text if last + 1 < len(tokens) else ""
    before = [token.text for token in tokens[:first]]
    while before and before[-1] in words("pronouns", "copulas"):
        before.pop()
    candidates = (asked, after, before[-1] if before else "")
    return next((word for word in candidates if word and _units_of(word)), "")


def is_amount(word: str) -> bool:
    """Whether the lexicon knows in which units that is told which a word stands for: 票价."""
    return bool(_units_of(word))


@cache
def _units_of(head: str) -> tuple[str, ...]:
    """Return the units in which an amount of `head` is told; none when the lexicon has none."""
    listed = sections("quantities_asked")
    for name, heads in listed.items():
        known = name.endswith(".heads") and any(
            head == one or (len(head) > len(one) and head.endswith(one)) for one in heads
        )
        if known:
            return listed[name.removesuffix("heads") + "units"]
    return ()


def _precedence(kind: AnswerKind) -> int:
    return list(question_phrases()).index(kind.value)


@cache
def _question_words() -> Phrases[AnswerKind]:
    return Phrases(
        (phrase, AnswerKind(kind)) for kind, group in question_phrases().items() for phrase in group
    )


@cache
def _look(wanted: AnswerType) -> re.Pattern[str]:
    """Compile how a kind looks; a number of people may be counted with any of their measures."""
    if wanted.kind is not AnswerKind.NUMBER or not (wanted.measure or wanted.head):
        return re.compile(_looks()[wanted.kind])
    units = _alike(wanted.measure) if wanted.measure else _units_of(wanted.head)
    number = rf"{_COUNTS}(?:{_NUMBER}(?:{_either(units)}))"
    return re.compile(f"{number}|{_SHARE}" if "成" in units else number)


def _alike(measure: str) -> Iterable[str]:
    """Return the measures that tell what is asked by one: people are also counted by visits."""
    listed = sections("measures")
    if measure in listed["people"]:
        return listed["people"] + listed["visits"]
    alike = (listed[group] for group in ("money", "batches"))
    return next((group for group in alike if measure in group), (measure,))


_DIGIT = rf"(?:[0-9]+(?:[.,][0-9]+)*|{ROMAN})"
_HAN_DIGIT = f"[{''.join(sorted(words('numerals')))}]"
_NUMBER = rf"(?:{_DIGIT}|{_HAN_DIGIT}+)\s*[余多来几]?\s*[十百千万亿]*\s*[余多来]?\s*"
_SHARE = rf"{_DIGIT}\s*[%‰]|(?:百|千|{_HAN_DIGIT}+)分之{_HAN_DIGIT}+|{_HAN_DIGIT}成|过?半数?"
# A look ahead spares the branches that follow wherever none of them can begin.
# 一个, 一项 and their like say “a”, and count nothing.
_ARTICLE = f"一[{''.join(sections('measures')['articles'])}]"
_COUNTS = rf"(?=[0-9一二三四五六七八九十百千万亿两零〇半过]|{ROMAN})"
_DATES = "(?=[0-9一二三四五六七八九十〇零上中下年时期前昨今去次翌同当近日春夏秋冬之以])"
_DATE = (
    rf"{_DATES}(?:"
    r"[0-9一二三四五六七八九〇零]{2,4}\s*年(?:\s*[0-9一二三四五六七八九十]{1,3}\s*月)?|"
    r"[0-9一二三四五六七八九十]{1,3}\s*月(?:[0-9一二三四五六七八九十]{1,3}\s*日)?|[上中下]旬|"
    r"[0-9一二三四五六七八九十]+\s*世纪|"
    r"(?<![0-9.,])[12][0-9]{3}(?![0-9.,余多万亿%]|MEASURES)|年代|时期|期间|"
    r"[前昨今去次翌同当][年日天晚]|近日|日前|春节|春[天季]|夏[天季]|秋[天季]|冬[天季]|[0-9]+[时点]|"
    r"之[前后]|以[前后])"
)


@cache
def _looks() -> dict[AnswerKind, str]:
    """Return how each kind of answer looks, as regular expressions over normalised text."""
    forms = {name: _either(listed) for name, listed in sections("answer_forms").items()}
    measures = _either(words("measures"))
    surnames = "".join(sections("surnames")["common"])
    tells = forms["tellings"]
    return {
        AnswerKind.NUMBER: rf"{_COUNTS}(?!{_ARTICLE})(?:{_SHARE}|{_NUMBER}(?:{measures})|{_DIGIT})",
        AnswerKind.ORDINAL: rf"第(?:{_DIGIT}|{_HAN_DIGIT}+)|{forms['ordinals']}",
        AnswerKind.DATE: _DATE.replace("MEASURES", measures),
        AnswerKind.PERSON: (
            r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,}+[·•][\u4e00-\u9fff]+|"
            rf"{forms['person_titles']}|"
            rf"[{surnames}][\u4e00-\u9fff]{{1,2}}(?=[,、。()《:;]|{forms['person_followers']})"
        ),
        AnswerKind.PLACE: (
            rf"[\u4e00-\u9fff]{{1,6}}(?:{forms['place_endings']})|"
            rf"(?:{forms['place_prepositions']})[\u4e00-\u9fff]{{2}}|[东西南北中]部"
        ),
        AnswerKind.ORGANISATION: (
            rf"{forms['organisations']}|[\u4e00-\u9fff](?:{forms['organisation_endings']})"
        ),
        AnswerKind.REASON: (rf"{forms['reasons']}|因[^此]|为(?=[\u4e00-\u9fff]{{2,12}}[,、])"),
        AnswerKind.METHOD: forms["methods"],
        AnswerKind.LIST: forms["lists"],
        AnswerKind.DEFINITION: tells,
        AnswerKind.THING: tells,
        AnswerKind.ANY: r"(?!)",
        AnswerKind.NONE: r"(?!)",
    }


def _either(listed: Iterable[str]) -> str:
    """Return an alternation of words, the longest first."""
    return "|".join(map(re.escape, sorted(listed, key=lambda word: (-len(word), word))))
