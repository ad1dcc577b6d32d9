"""Which spans of a text are of the kind that a question asks for: whole, and not its own words.

Only kinds with a plain form are looked for: amounts, times, persons, places and bodies.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import pairwise

from retrieval.analysis.quantities import quantities
from retrieval.article import Span
from retrieval.extraction.asked_kind import titles_asked
from retrieval.extraction.expressions import either
from retrieval.extraction.named import bodies, is_title
from retrieval.extraction.place_candidates import places
from retrieval.extraction.snippet import Snippet
from retrieval.lexicon.files import sections, words
from retrieval.query.answer_type import AnswerKind
from retrieval.query.query import Query

_CLAUSE = re.compile("[,。;:!?…\n]")
_REST = re.compile(f"[0-9至到~—–半-]|{either(sections('expressions')['after'])}")
"""What may stand in an amount after its unit."""
_PAIR = 2
"""The characters of 一个 and its like, which count nothing where something else is counted."""
_DENYING = 2
"""So many words before an amount may deny it."""
_LINKS, _LINKED = tuple("是为由:"), 10
"""What stands between a title and its holder, and how many characters it has at most."""


def candidates(snippet: Snippet) -> list[Span]:
    """Return what of a text may answer, in no order; nothing where the kind has no plain form."""
    look = _LOOKS.get(snippet.asked.wanted.kind)
    return list(look(snippet)) if look else []


def _persons(snippet: Snippet) -> Iterator[Span]:
    """Yield persons, those of the title asked for; a name asked about is marked itself."""
    asked, found = snippet.asked, snippet.analyzed.persons
    if any(token.text in _reporting() for token in asked.tokens):
        return
    said = [one for one in found if snippet.says(one)]
    others = {word for word in asked.words if len(word) > 1}
    names = [snippet.text[slice(*one)] for one in said]
    if said and all(any(word in name for name in names) for word in others):
        yield from said
        return
    titles = titles_asked(asked)
    for one in found:
        if one not in said and (not titles or _bears(snippet, one, titles)):
            yield one


def _bodies(snippet: Snippet) -> Iterator[Span]:
    noun, known = snippet.asked.noun, _body_endings()
    endings = frozenset({noun}) if noun.endswith(tuple(known)) else known
    endings = frozenset(sections("body_kinds").get(noun, endings))
    found = bodies(snippet.tokens, endings)
    yield from (one for one in found if not snippet.says(one))


@cache
def _body_endings() -> frozenset[str]:
    return words("endings", "organisations") | words("answer_forms", "organisations") | {"厂"}


def _numbers(snippet: Snippet) -> Iterator[Span]:
    """Yield whole amounts of what is counted, but for those that the question itself gives."""
    units = snippet.asked.wanted.places(snippet.text)
    found = snippet.analyzed.amounts if units else ()
    counts = [one for one in found if not _is_article(snippet, one)]
    for amount in counts or found:
        cores = [unit for unit in units if unit[0] < amount[1] and amount[0] < unit[1]]
        told = any(_is_unit_of(snippet.text, core, amount) for core in cores)
        strange = _is_dated(snippet, amount) or _is_given(snippet, amount)
        if told and not strange and not _counts_things(snippet, amount):
            yield _with_negator(snippet, amount)


def _is_unit_of(text: str, core: Span, amount: Span) -> bool:
    """Whether an amount is told in the unit that `core` has: not 一个 of 一个月."""
    return core[1] >= amount[1] or _REST.match(text, core[1]) is not None


def _is_dated(snippet: Snippet, amount: Span) -> bool:
    """Whether an amount is part of a date."""
    start, stop = amount
    return any(a < stop and start < b for a, b in snippet.analyzed.times)


def _counts_things(snippet: Snippet, amount: Span) -> bool:
    """Whether people are asked for by a measure word of theirs, and 个 counts others: 三个镇."""
    people, measure = words("measures", "people"), snippet.asked.wanted.measure
    if measure not in people - {"个"} or not snippet.text.endswith("个", *amount):
        return False
    after = next((t.text for t in snippet.tokens if t.start >= amount[1]), "")
    return after[:1].isalnum() and after not in people and not is_title(after)


def _is_given(snippet: Snippet, amount: Span) -> bool:
    """Whether the question gives an amount itself, in whatever dress."""
    given = snippet.asked.quantities
    if snippet.says(amount) or not given:
        return snippet.says(amount)
    return any(quantity in given for quantity in quantities(snippet.text[slice(*amount)]))


def _with_negator(snippet: Snippet, span: Span) -> Span:
    """Return a span with the negator just before it: 没有发生一起."""
    if not _negators().search(_CLAUSE.split(snippet.text[: span[0]])[-1]):
        return span
    before = [token for token in snippet.tokens if token.stop <= span[0]][-_DENYING:]
    for token in before:
        between = snippet.text[token.stop : span[0]]
        if token.text in words("function_words", "negators") and not _CLAUSE.search(between):
            return token.start, span[1]
    return span


@cache
def _negators() -> re.Pattern[str]:
    return re.compile(either(words("function_words", "negators")))


def _denials(snippet: Snippet) -> Iterator[Span]:
    """Yield what a yes or no question asks, where it is denied: 不会代替."""
    polar = words("courtesy_words", "polar") | {"吗"}
    if not any(token.text in polar for token in snippet.asked.tokens):
        return
    for token, after in pairwise(snippet.tokens):
        negates = token.text in words("function_words", "negators")
        if negates and any(after.start < b and a < after.stop for a, b in snippet.matched):
            yield token.start, after.stop


def _dates(snippet: Snippet) -> Iterator[Span]:
    """Yield whole times, the year among them where one is asked for."""
    recurring = words("expressions", "recurring")
    for one in snippet.analyzed.times:
        said = snippet.text[slice(*one)]
        if said not in recurring and not snippet.says(one) and _is_as_fine(said, snippet.asked):
            yield one


def _is_as_fine(said: str, asked: Query) -> bool:
    """Whether a time is told in the unit asked for: 2021年3月 for 哪一年."""
    asking = "".join(asked.text[start:stop] for start, stop in asked.asking)
    return all(
        any(mark in said for mark in marks)
        for unit, marks in sections("time_units").items()
        if asking.endswith(unit)
    )


def _forms(snippet: Snippet) -> Iterator[Span]:
    yield from snippet.asked.wanted.places(snippet.text)


@cache
def _reporting() -> frozenset[str]:
    """Return the words of a question that asks who wrote: that is told by a byline."""
    return (
        words("report_words", "piece")
        | words("report_words", "author")
        | words("report_words", "signed")
    )


def _bears(snippet: Snippet, person: Span, titles: list[str]) -> bool:
    """Whether a person is told to bear a title: 所长陈德兵, 设计者是研究生车以安; not 副所长."""
    text, deputy = snippet.text, f"副{titles[0]}" in snippet.asked.text
    for match in re.finditer(re.escape(titles[0]), text):
        first, last = sorted((match.span(), person))
        between = text[first[1] : last[0]]
        linked = match.start() < person[0] and between[:1] in _LINKS and len(between) < _LINKED
        if text.endswith("副", 0, match.start()) is deputy and (not between or linked):
            return True
    return False


def _is_article(snippet: Snippet, span: Span) -> bool:
    """Whether a number only says “a”: 一个; so does 一年 where no duration is asked for."""
    said = snippet.text[slice(*span)]
    lasting = words("quantities_asked", "duration.units")
    wanted = snippet.asked.wanted
    asked = wanted.measure in lasting or wanted.head in words("quantities_asked", "duration.heads")
    return said[0] == "一" and len(said) == _PAIR and not (asked and said[1] in lasting)


_LOOKS: Mapping[AnswerKind, Callable[[Snippet], Iterator[Span]]] = {
    AnswerKind.NUMBER: _numbers,
    AnswerKind.ORDINAL: _forms,
    AnswerKind.DATE: _dates,
    AnswerKind.PERSON: _persons,
    AnswerKind.PLACE: places,
    AnswerKind.ORGANISATION: _bodies,
    AnswerKind.ANY: _denials,
}
