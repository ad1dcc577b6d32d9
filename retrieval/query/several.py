"""Several questions in one message, told apart; and one question that asks of several things."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.lexicon.files import sections, words
from retrieval.lexicon.phrases import Phrases
from retrieval.query.answer_type import is_amount
from retrieval.query.builder import QueryBuilder
from retrieval.query.metadata import metadata_question
from retrieval.query.query import Query
from retrieval.query.tokens import Token

_ENDED = re.compile(r"[^?？;；。\n]+[?？;；。\n]*")
_CLAUSE = re.compile(r"[^,，\s]+[,，\s]*")
MOST = 4
"""So many questions of one message are answered, and no more."""
SUBJECTS = 3
"""So many things are told of, where one question asks of several."""
_TWO = 2
_JOINING = sorted(words("several_words", "joining"), key=len, reverse=True)
_TELL, _HOW_MUCH, _HOW_MANY = "讲讲{thing}", "{thing}是多少?", "{thing}有多少?"
"""What there is on a thing is asked for so, what an amount is, and how many there are."""


@dataclass(frozen=True, slots=True)
class Separate:
    """The questions of a message, and the things it asks of besides, which are too many."""

    questions: tuple[str, ...]
    left: tuple[str, ...] = ()


def separate(text: str, builder: QueryBuilder) -> Separate:
    """Return the questions of a message, at most `MOST`; the message itself if it asks only one.

    A sentence or clause that asks nothing belongs to the one after it, or to the last one. One
    question that asks of several things is one for each of them.

    >>> separate("渡口在哪里?谁管渡口?", builder).questions
    ('渡口在哪里?', '谁管渡口?')
    >>> separate("渡口和粮站分别在哪里?", builder).questions
    ('渡口在哪里?', '粮站在哪里?')
    """
    read = builder.reader.read(text)
    # Of a text with one question word no two pieces ask.
    pieces = [] if read.typed == text and len(read.asking) < _TWO else _ENDED.findall(text)
    asked = _asking(pieces, builder)
    if len(asked) < _TWO:
        several = _of_each(builder.build(text)) if _MAY.search(text) else None
        if several:
            return several
        # It may still ask twice between its commas.
        asked = _asking(_CLAUSE.findall(text) if pieces else [], builder)
    return Separate(asked[:MOST] if len(asked) >= _TWO else (text,))


def _asking(pieces: Sequence[str], builder: QueryBuilder) -> tuple[str, ...]:
    """Put pieces that ask nothing to those that do."""
    found: list[str] = []
    before = ""
    if len(pieces) < _TWO:
        return tuple(pieces)
    for piece in pieces:
        before += piece
        if builder.reader.read(piece).asks:
            found.append(before.strip(" ,，"))
            before = ""
    if found:
        found[-1] += before.rstrip()
    return tuple(found)


def _of_each(query: Query) -> Separate | None:
    """Return a question for each thing that `query` asks of; None where it asks of one.

    Reports are listed thing by thing as they are: see `retrieval.query.metadata`.
    """
    if metadata_question(query.tokens):
        return None
    head, rest = _compared(*_parted(query))
    things = tuple(dict.fromkeys(_things(head, query.text)))
    said = len([one for one in head if one.text in words("several_words", "joining")])
    if not said or not things or not rest:
        return None
    first, left = things[:SUBJECTS], things[SUBJECTS:]
    return Separate(tuple(rest.format(thing=thing) for thing in first), left)


def _compared(head: Sequence[Token], rest: str) -> tuple[Sequence[Token], str]:
    """Return what is compared, and what is asked of each.

    比较甲和乙的票价 asks how much each is, 比较甲和乙的站点数量 how many stops each has.
    """
    last = head[-1].text if head and rest == _TELL else ""
    if last in words("several_words", "numbers"):
        named = head[:-2] if head[-2:-1] and head[-2].text == "的" else head[:-1]
        return named, _HOW_MANY
    return head, _HOW_MUCH if last and is_amount(last) else rest


def _parted(query: Query) -> tuple[Sequence[Token], str]:
    """Return the words that name several things, and what is asked of each, with a gap for it."""
    said = [token for token in query.tokens if token.text[0].isalnum() or token.text in "、,"]
    while said and not query.content.startswith(said[0].text, said[0].start):
        said = said[1:]
    found = {label: (at, last) for at, last, label in reversed([*_PHRASES.find(said)])}
    if found.get("comparing", (1, 1))[0] == 0:
        stop = found.get("differing", (len(said), 0))[0]
        return said[found["comparing"][1] + 1 : stop], _TELL
    if found.get("differing", (0, -1))[1] == len(said) - 1 >= 0:
        return said[: found["differing"][0]], _TELL
    for label in ("apart", "both"):
        at, last = found.get(label, (0, 0))
        if at:
            return said[:at], _asked_of_each(query, said[last].stop)
    return _names_alike(query, said)


def _names_alike(query: Query, said: Sequence[Token]) -> tuple[Sequence[Token], str]:
    """Return the names of one kind that a question begins with, and what is asked of each.

    4号线和5号线几点收车 asks of each; what lies between two of them, or who does more, of both.
    """
    if {token.text for token in said} & words("several_words", "of both") or not query.asking:
        return (), ""
    named = sorted((one for one in query.names if not one.isdigit()), key=len, reverse=True)
    name, joint = ("|".join(map(re.escape, some)) for some in (named, _JOINING))
    row = re.compile(f"(?:{name})(?:(?:{joint})(?:{name}))+(?!{joint})")
    found = row.match(query.text, said[0].start) if named else None
    if found is None or len({one[-1] for one in re.findall(name, found.group())}) > 1:
        return (), ""
    head = [token for token in said if token.stop <= found.end()]
    return head, _asked_of_each(query, found.end())


def _asked_of_each(query: Query, start: int) -> str:
    """Return what is asked after a place, with a gap for the thing; or that it is to be told of."""
    rest = query.text[start:].replace("{", "").replace("}", "")
    if any(at >= start for at, _ in query.asking):
        return "{thing}" + rest
    talks = {token.text for token in query.tokens if token.start >= start}
    return _TELL if talks & words("overview_words", "talk") or "说" in talks else ""


def _things(head: Sequence[Token], text: str) -> Iterator[str]:
    """Yield the things that are named, each with what is said of the first or the last of them.

    店口镇的人口、面积 are 店口镇的人口 and 店口镇的面积, and 徐超和李进的工作 likewise.
    """
    groups: list[list[Token]] = [[]]
    for token in head:
        if token.text in words("several_words", "joining") or token.text == ",":
            groups.append([])
        else:
            groups[-1].append(token)
    named = [group for group in groups if group]
    if not named:
        return
    owns = [next((t for t in group if t.text == "的"), None) for group in named]
    before = text[named[0][0].start : owns[0].stop] if owns[0] and not any(owns[1:]) else ""
    after = text[owns[-1].start : named[-1][-1].stop] if owns[-1] and not any(owns[:-1]) else ""
    for at, group in enumerate(named):
        thing = text[group[0].start : group[-1].stop]
        yield (before if at else "") + thing + (after if at < len(named) - 1 else "")


# Most messages ask of one thing: they are not read for the words of those that ask of several.
_MAY = re.compile(
    "|".join(
        words("several_words", "joining")
        | words("several_words", "apart")
        | words("several_words", "both")
        | words("several_words", "comparing")
        | words("several_words", "differing")
    )
)
_PHRASES: Phrases[str] = Phrases(
    (phrase, section)
    for section in ("apart", "both", "comparing", "differing")
    for phrase in sections("several_words")[section]
)
