"""Which words of a passage answer: those of the kind asked that stand best with the question's.

Only kinds with a plain form are looked for: amounts, times, persons, places and bodies. What is
found is whole: a number with its unit, sign and qualifier, a name with all its characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise

from retrieval.analysis.analyzer import Analyzer
from retrieval.analysis.quantities import quantities
from retrieval.article import Span
from retrieval.extraction.expressions import amounts, either, times
from retrieval.extraction.named import Names, bodies, is_title, place_ending
from retrieval.lexicon.files import sections, words
from retrieval.query.answer_type import AnswerKind
from retrieval.query.query import Query
from retrieval.query.tokens import QuestionTokenizer, Token

_CLAUSE = re.compile("[,。;:!?…\n]")
_SENTENCE = re.compile("[。!?;…\n]")
_CHAINED = 0.5
"""The same for a person named before: the subject of one clause is that of those after it."""
_REST = re.compile(f"[0-9至到~—–-]|{either(sections('expressions')['after'])}")
"""What may stand in an amount after its unit."""
_APART = 0.2
"""What a word counts for an answer in another clause."""
_BEFORE, _AFTER = 24, 12
"""How far, in characters, the answer may stand from a word of the question."""
_TIMED = 40
"""How far, in characters, a time holds for what is told after it."""
_NAMED = 0.03
"""The least support of a person's name: rare words may look like one."""
_PAIR = 2
"""The characters of 一只 and its like, which count nothing where something else is counted."""
_MEASURED = 2.0
"""What it counts that an amount has the very measure word of the question."""
_DENYING = 2
"""So many words before an amount may deny it."""
_LINKS, _LINKED = tuple("是为由:"), 10
"""What stands between a title and its holder, and how many characters it has at most."""
_RATE = 4.0
"""What it counts that an amount is one of each day where such a one is asked for."""
_HEAD = 3
"""How far, in characters, the head of that noun may stand from its amount."""
_TURNED = 0.5
"""What is left for a word before the question word that stands after the answer."""
_FOCUS = 6.0
"""What the noun asked for counts where it stands right beside an answer."""
_NEAR = 8
"""How far, in characters, the noun asked for may stand from what is its answer."""
_COVERAGE = 8.0
"""What it counts that a sentence has all the words of the question."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage as it is looked through for an answer: its folded text, and its tokens.

    `matched` is where words of the question stand, `focus` the noun that it asks for.
    """

    text: str
    tokens: tuple[Token, ...]
    asked: Query
    matched: tuple[Span, ...]
    focus: tuple[Token, ...]

    @property
    def noun(self) -> str:
        """The word that the question word stands beside."""
        return self.focus[0].text if self.focus else ""

    def says(self, span: Span) -> bool:
        """Whether the question itself has the words of `span`."""
        return self.text[slice(*span)] in self.asked.text

    def between(self, one: Span, other: Span) -> str:
        """Return the text between two spans; empty where they touch."""
        first, last = sorted((one, other))
        return self.text[first[1] : last[0]]


_CACHE_SIZE = 512
"""Of so many texts, of a window each, it is remembered how they are cut."""


class Telling(IntEnum):
    """Whether a passage tells something of the kind asked; BESIDE: beside the noun asked for."""

    NOTHING = 0
    SOMETHING = 1
    BESIDE = 2


class AnswerExtractor:
    """Finds answers in passages."""

    def __init__(self, analyzer: Analyzer) -> None:
        """Cut passages by `analyzer`."""
        # The same windows are read for one question after another.
        self.tokens = lru_cache(_CACHE_SIZE)(QuestionTokenizer(analyzer).tokens)
        """Returns the words of a text (folded)."""
        self._names = Names(analyzer.commonness)

    def answer(self, text: str, asked: Query, matched: tuple[Span, ...]) -> Span | None:
        """Return what answers in `text` (folded); `matched` is where the question's words stand."""
        reading = self._read(text, asked, matched)
        found = [(_support(reading, one), one) for one in self._candidates(reading)]
        best = max(found, default=(0.0, None), key=lambda one: one[0])
        return best[1] if best[0] > 0 else None

    def places(self, text: str) -> list[str]:
        """Return the places that `text` (folded) names, in order."""
        return [text[a:b] for a, b in self._names.places(self.tokens(text))]

    def tells(self, text: str, asked: Query, matched: tuple[Span, ...]) -> Telling:
        """Say how well `text` (folded) tells something of the kind asked."""
        reading = self._read(text, asked, matched)
        found = self._candidates(reading)
        if not found:
            return Telling.NOTHING
        kind = asked.wanted.kind
        if kind in {AnswerKind.PLACE, AnswerKind.ORGANISATION}:
            near = any(_coverage(reading, one) for one in found)
        else:
            near = any(beside(reading, one) for one in found)
        if near:
            return Telling.BESIDE
        met = any(_pulls(reading, one) or _has_head(reading, one) for one in found)
        stray = kind is AnswerKind.NUMBER and not met
        return Telling.NOTHING if stray else Telling.SOMETHING

    def _read(self, text: str, asked: Query, matched: tuple[Span, ...] = ()) -> Reading:
        return Reading(text, self.tokens(text), asked, matched, asked.focus)

    def _candidates(self, reading: Reading) -> list[Span]:
        looks = {
            AnswerKind.NUMBER: _numbers,
            AnswerKind.ORDINAL: _forms,
            AnswerKind.DATE: _dates,
            AnswerKind.PERSON: self._persons,
            AnswerKind.PLACE: self._places,
            AnswerKind.ORGANISATION: self._bodies,
            AnswerKind.ANY: _denials,
        }
        look = looks.get(reading.asked.wanted.kind)
        return list(look(reading)) if look else []

    def _persons(self, reading: Reading) -> Iterator[Span]:
        """Yield persons, those of the title asked for; a name asked about is marked itself."""
        asked = reading.asked
        if any(token.text in _reporting() for token in asked.tokens):
            return
        found = self._names.persons(reading.text, reading.tokens)
        said = [one for one in found if reading.says(one)]
        others = {word for word in asked.words if len(word) > 1}
        if said and others <= {reading.text[slice(*one)] for one in said}:
            yield from said
            return
        titles = titles_asked(asked)
        for one in found:
            if one not in said and (not titles or _bears(reading, one, titles)):
                yield one

    def _places(self, reading: Reading) -> Iterator[Span]:
        """Yield places of the level asked for, or whole ones where any will do."""
        level = reading.noun
        named = self._names.places(reading.tokens)
        if level in levels():
            own = [one for one in named if place_ending(reading.text[slice(*one)]) == level]
        else:
            own = [*_before_verbs(reading)]
            own += [self._names.whole_place(reading.tokens, one) for one in named]
            own += _after_prepositions(reading)
        yield from (one for one in own if not reading.says(one))

    def _bodies(self, reading: Reading) -> Iterator[Span]:
        noun = reading.noun
        known = words("endings", "organisations") | words("answer_forms", "organisations") | {"厂"}
        endings = frozenset({noun}) if noun.endswith(tuple(known)) else known
        found = bodies(reading.tokens, endings)
        yield from (one for one in found if not reading.says(one))


def _numbers(reading: Reading) -> Iterator[Span]:
    """Yield whole amounts of what is counted, but for those that the question itself gives."""
    text, asked = reading.text, reading.asked
    given, dates = quantities(asked.text), times(text)
    places = asked.wanted.places(text)
    found = amounts(text)
    counts = [one for one in found if not _is_article(reading, one)]
    for one in counts or found:
        told = quantities(text[slice(*one)])
        said = reading.says(one) or any(quantity in given for quantity in told)
        dated = any(_overlap(date, one) for date in dates)
        if any(_is_unit_of(reading, span, one) for span in places) and not said and not dated:
            yield _with_negator(reading, one)


def _is_unit_of(reading: Reading, core: Span, amount: Span) -> bool:
    """Whether an amount is told in the unit that `core` has: not 一个 of 一个月."""
    rest = reading.text[core[1] : amount[1]]
    return _overlap(core, amount) and (not rest or _REST.match(rest) is not None)


def _with_negator(reading: Reading, span: Span) -> Span:
    """Return a span with the negator just before it: 没有发生一起."""
    before = [token for token in reading.tokens if token.stop <= span[0]][-_DENYING:]
    for token in before:
        between = reading.text[token.stop : span[0]]
        if token.text in words("function_words", "negators") and not _CLAUSE.search(between):
            return token.start, span[1]
    return span


def _denials(reading: Reading) -> Iterator[Span]:
    """Yield what a yes or no question asks, where it is denied: 不会代替."""
    polar = words("courtesy_words", "polar") | {"吗"}
    if not any(token.text in polar for token in reading.asked.tokens):
        return
    for token, after in pairwise(reading.tokens):
        negates = token.text in words("function_words", "negators")
        if negates and any(after.start < b and a < after.stop for a, b in reading.matched):
            yield token.start, after.stop


def _dates(reading: Reading) -> Iterator[Span]:
    """Yield whole times, the year among them where one is asked for."""
    text, asked = reading.text, reading.asked
    for one in times(text):
        if not reading.says(one) and _is_as_fine(text[slice(*one)], asked):
            yield one


def _is_as_fine(said: str, asked: Query) -> bool:
    """Whether a time is told in the unit asked for: 2021年3月 for 哪一年."""
    asking = "".join(asked.text[start:stop] for start, stop in asked.asking)
    return all(
        any(mark in said for mark in marks)
        for unit, marks in sections("time_units").items()
        if asking.endswith(unit)
    )


def _forms(reading: Reading) -> Iterator[Span]:
    yield from reading.asked.wanted.places(reading.text)


def levels() -> frozenset[str]:
    """Return the nouns that names of their kind of place end with: 镇, 村, 路."""
    return words("endings", "administrative") | words("endings", "features")


def _reporting() -> frozenset[str]:
    """Return the words of a question that asks who wrote: that is told by a byline."""
    return (
        words("report_words", "piece")
        | words("report_words", "author")
        | words("report_words", "signed")
    )


def plain_kind(asked: Query) -> bool:
    """Whether what is asked has so plain a form that its absence is a reason to refuse.

    That is a number, time or rank; the holder of a title; a place of a level (哪个市); a body of a
    kind (哪所小学). Who did something may also be told without a name, and where, without a place.
    """
    kind, noun = asked.wanted.kind, asked.focus[0].text if asked.focus else ""
    if kind is AnswerKind.PERSON:
        # Who wrote a report is told by its byline.
        return bool(titles_asked(asked)) and noun not in words("report_words", "author")
    if kind is AnswerKind.PLACE:
        return noun in levels()
    if kind is AnswerKind.ORGANISATION:
        return noun.endswith(tuple(words("endings", "organisations")))
    return asked.wanted.strict


def attribute_missing(asked: Query, report: str) -> bool:
    """Whether the amount asked for goes by a name that `report` (folded) does not have: 工资."""
    by_name = words("quantities_asked", "told.by_name")
    if asked.wanted.kind is not AnswerKind.NUMBER or not asked.focus:
        return False
    token = asked.focus[0]
    others = [one.text for one in asked.alternatives if one.start <= token.start < one.stop]
    return token.text in by_name and not any(one in report for one in (token.text, *others))


def titles_asked(asked: Query) -> list[str]:
    """Return the titles of which the holder is asked for: 所长 of 所长是谁."""
    if asked.wanted.kind is not AnswerKind.PERSON:
        return []
    held = [token.text for token in asked.focus if is_title(token.text)][:1]
    listed = [one for one in sections("question_words")[".person"] if len(one) > 1]
    return [max((o for o in listed if one.endswith(o)), key=len, default=one) for one in held]


def _bears(reading: Reading, person: Span, titles: list[str]) -> bool:
    """Whether a person is told to bear a title: 所长陈德兵, 设计者是研究生车以安; not 副所长."""
    text, deputy = reading.text, f"副{titles[0]}" in reading.asked.text
    for match in re.finditer(re.escape(titles[0]), text):
        between = reading.between(match.span(), person)
        linked = match.start() < person[0] and between[:1] in _LINKS and len(between) < _LINKED
        if text.endswith("副", 0, match.start()) is deputy and (not between or linked):
            return True
    return False


def _before_verbs(reading: Reading) -> Iterator[Span]:
    """Yield where something asked about is done: 北京 of 在|北京|召开."""
    prepositions = words("answer_forms", "place_prepositions")
    matched = {at for span in reading.matched for at in range(*span)}
    tokens = reading.tokens
    for at, token in enumerate(tokens):
        if token.text in prepositions:
            for last in range(at + 2, min(at + 7, len(tokens))):
                before = tokens[last - 1].text
                if not before[0].isalnum() or before in words("function_words"):
                    break
                if tokens[last].start in matched and len(tokens[last].text) > 1:
                    yield tokens[at + 1].start, tokens[last - 1].stop
                    break


def _after_prepositions(reading: Reading) -> Iterator[Span]:
    """Yield where something is: what stands after 位于 up to a word that ends as places do."""
    prepositions = words("answer_forms", "place_prepositions")
    endings = tuple(words("answer_forms", "place_endings") | words("answer_forms", "rooms"))
    tokens = reading.tokens
    for at, token in enumerate(tokens):
        if token.text in prepositions:
            best = at
            for last in range(at + 1, min(at + 8, len(tokens))):
                word = tokens[last].text
                if not word[0].isalnum() or word in words("function_words"):
                    break
                if word.endswith(endings):
                    best = last
            if best > at:
                yield tokens[at + 1].start, tokens[best].stop


def _support(reading: Reading, span: Span) -> float:
    """Tell how well `span` stands with the question's words: near them, in a sentence with many."""
    if reading.says(span):
        return 1.0
    local = _pulls(reading, span) + beside(reading, span) + _RATE * _is_daily(reading, span)
    measure = reading.asked.wanted.measure
    local *= _MEASURED if measure and reading.text.endswith(measure, *span) else 1.0
    covered = _coverage(reading, span)
    timed = reading.asked.wanted.kind is AnswerKind.DATE
    named = reading.asked.wanted.kind is AnswerKind.PERSON
    enough = local >= _NAMED if named else local or (timed and covered)
    return local + _COVERAGE * covered if enough else 0.0


def _is_article(reading: Reading, span: Span) -> bool:
    """Whether a number only says “a”: 一只."""
    return reading.text[span[0]] == "一" and span[1] - span[0] == _PAIR


def _is_daily(reading: Reading, span: Span) -> bool:
    """Whether an amount of each day is asked for, and `span` is told to be one."""
    daily = words("expressions", "daily")
    asked = any(len(one) > 1 and one in reading.asked.text for one in daily)
    near = [t for t in reading.tokens if span[0] - _NEAR <= t.start < span[0]]
    return asked and any(token.text in daily for token in near)


def _pulls(reading: Reading, span: Span) -> float:
    """Tell what all the question's words count for an answer."""
    return sum(_pull(reading, span, one) for one in reading.matched)


def _pull(reading: Reading, span: Span, word: Span) -> float:
    """Tell what a word of the question counts for an answer: the nearer the more."""
    start, stop = span
    if reading.asked.wanted.kind is AnswerKind.ANY:
        return float(_overlap(span, word))
    parts = [(word[0], min(word[1], start)), (max(word[0], stop), word[1])]
    return sum(_pull_of(reading, span, part) for part in parts if part[0] < part[1])


def _pull_of(reading: Reading, span: Span, word: Span) -> float:
    between = reading.between(span, word)
    reach = _BEFORE if word < span else _AFTER
    timed = span < word and _is_timed(reading.asked)
    if len(between) > (_TIMED if timed else reach) or _SENTENCE.search(between):
        return 0.0
    chained = reading.asked.wanted.kind is AnswerKind.PERSON and span < word
    other = 1.0 if timed else _CHAINED if chained else _APART
    apart = other if _CLAUSE.search(between) else 1.0
    return (word[1] - word[0]) / (1 + len(between)) * apart


def _is_timed(asked: Query) -> bool:
    """Whether a time or a duration is asked for: it holds for the clauses that follow it."""
    lasting = asked.wanted.head in words("quantities_asked", "duration.heads")
    return asked.wanted.kind is AnswerKind.DATE or lasting


def beside(reading: Reading, span: Span) -> float:
    """Tell how near the noun asked for stands to an answer, 0 to `_FOCUS`."""
    found = (_nearness(reading, span, place) / rank for rank, place in _focused(reading))
    return max(found, default=0.0)


def _focused(reading: Reading) -> Iterator[tuple[int, Span]]:
    """Yield where the words of the noun asked for stand, the nearest word's places ranked 1."""
    for rank, token in enumerate(reading.focus, 1):
        # Words of a phrase that is cut as one may stand apart: 解决各类问题.
        phrase = len(token.text) == 2 * _PAIR and token.text not in reading.text
        parts = (token.text[:_PAIR], token.text[_PAIR:]) if phrase else (token.text,)
        for match in re.finditer("|".join(map(re.escape, parts)), reading.text):
            yield rank, match.span()


def _nearness(reading: Reading, span: Span, place: Span) -> float:
    between = reading.between(span, place)
    if _overlap(span, place) or len(between) > _NEAR or _CLAUSE.search(between):
        return 0.0
    # 降到 in 降到多少 stands before its amount.
    asked = reading.asked.asking
    turned = bool(asked) and reading.focus[0].stop <= asked[0][0] and span < place
    return _FOCUS / (1 + len(between) / 4) * (_TURNED if turned else 1.0)


def _has_head(reading: Reading, span: Span) -> bool:
    """Whether the head of the noun asked for, its last character, stands beside: 设站24座, 车站."""
    start, stop = max(0, span[0] - _HEAD), span[1] + _HEAD
    around = reading.text[start : span[0]] + reading.text[span[1] : stop]
    return len(reading.noun) == _PAIR and reading.noun[-1] in around


def _coverage(reading: Reading, span: Span) -> float:
    """Tell what share of the question's characters the sentence of `span` has, 0 to 1."""
    text = reading.text
    start = max((m.end() for m in _SENTENCE.finditer(text, 0, span[0])), default=0)
    stop = next((m.start() for m in _SENTENCE.finditer(text, span[1])), len(text))
    sentence, content = text[start:stop], reading.asked.content
    asked = reading.asked
    places = [(one.text, one.start, one.stop) for one in asked.own_terms]
    places += [(one.text, one.start, one.stop) for one in asked.alternatives]
    met = {at for word, first, last in places if word in sentence for at in range(first, last)}
    return len(met) / max(1, len(content.replace(" ", "")))


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
