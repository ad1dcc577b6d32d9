"""Words of a question that are whole: no remainders of a cut that went wrong.

The tokenizer guesses at words that its dictionary does not have, and a guess may be a part of what
the asker wrote (陶立 of 陶立群) or lie across two words (灯装 of 路灯装好). Where touching guesses
and single characters are a word together, that is whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from retrieval.analysis.persons import is_name
from retrieval.lexicon.files import words
from retrieval.query.query import Query
from retrieval.query.tokens import Token

_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0002ffff]+")
_LONGEST = 8
"""So many characters have a name that is put together, at most."""
_PAIR = 2
_PARTED = words("function_words", "edges") | words("function_words", "grammar")
_PARTED |= words("courtesy_words") | words("measures") | words("numerals")
_VERBAL = ("了", "着", "过")
"""A single character before it is a verb: 唱 of 那英唱过."""
_NOT_GIVEN = words("function_words", "no_given_name") | words("function_words", "grammar")
_NOT_GIVEN |= words("grammar_characters", "determiners") | words("numerals")
_NOT_GIVEN -= {"有"}
_DETERMINERS = words("grammar_characters", "determiners")
_DIVISIONS = tuple(words("endings", "administrative"))

Commonness = Callable[[str], float]


def whole_words(query: Query, commonness: Commonness) -> Iterator[str]:
    """Yield the names and words of `query` that are whole, of two characters or more.

    `commonness` tells the share of a word in general Chinese (0: it is a guess).

    >>> list(whole_words(builder.build("陶立群说了什么?"), commonness))
    ['陶立群']
    """
    runs = _runs(query)
    for name in query.names:
        run = next((run for run in runs if name in _joined(run)), None)
        yield from [name] if run is None else _whole_name(query, name, run, commonness)
    for run in runs:
        for group in _groups(run, commonness):
            if len(group) == 1 and (len(group[0].text) == 1 or not _is_guess(group[0], commonness)):
                yield from [group[0].text] if len(group[0].text) > 1 else []
            elif any(len(one.text) > 1 for one in group) and not _named(group, query):
                yield from _put_together(query, run, group)


def _runs(query: Query) -> list[list[Token]]:
    """Return tokens of content that touch, up to words of grammar, of asking, and marks."""
    found: list[list[Token]] = []
    stop = -1
    for token in query.tokens:
        kept = query.content.startswith(token.text, token.start)
        if not kept or token.text in _PARTED or not any(map(str.isalnum, token.text)):
            continue
        if token.start == stop:
            found[-1].append(token)
        else:
            found.append([token])
        stop = token.stop
    return found


def _groups(run: Sequence[Token], commonness: Commonness) -> list[list[Token]]:
    """Return the known words of a run one by one, and guesses and single characters together."""
    found: list[list[Token]] = []
    together = False
    for token in run:
        single = len(token.text) == 1 and _HAN.fullmatch(token.text)
        loose = bool(single or _is_guess(token, commonness))
        if loose and together:
            found[-1].append(token)
        else:
            found.append([token])
        together = loose
    return found


def _is_guess(token: Token, commonness: Commonness) -> bool:
    return not commonness(token.text) and bool(_HAN.fullmatch(token.text))


def _put_together(query: Query, run: Sequence[Token], group: Sequence[Token]) -> Iterator[str]:
    """Yield a group as one word, where it is the whole run; a pair where it begins a clause."""
    if len(group[-1].text) == 1 and query.text.startswith(_VERBAL, group[-1].stop):
        group = group[:-1]
    word = _joined(group)
    before = query.text[: group[0].start].rstrip()
    if len(word) == _PAIR:
        yield from [] if before[-1:].isalnum() else [word]
    elif group == run and len(word) <= _LONGEST and _may_be_word(group):
        yield word


def _may_be_word(group: Sequence[Token]) -> bool:
    """Whether guesses may be one word: no grammar at its edges, and no name of a place in it."""
    word = _joined(group)
    torn = word[0] in _PARTED or word[-1] in _PARTED or word[-1] in _DETERMINERS
    inside = any(one in _DIVISIONS for one in word[1:-1])
    named = is_name(word) or word.endswith(_DIVISIONS)
    return not torn and not inside and (named or all(len(one.text) > 1 for one in group))


def _whole_name(
    query: Query, name: str, run: Sequence[Token], commonness: Commonness
) -> Iterator[str]:
    """Yield a name with what its run has left of it: 双|林镇, 临溪|区法院, 陶立|群.

    Nothing where it cannot be told whether a character belongs to it: 罗大|有的手术.
    """
    own = _tokens_of(name, run)
    if not own or not _HAN.fullmatch(name):
        yield name
        return
    guess = len(own) == 1 and _is_guess(own[0], commonness)
    left = run[: run.index(own[0])]
    torn = left and (_begins_inside(name, left[-1]) or (guess and not is_name(name)))
    whole = left[-1].text + name if torn and _may_lead(left[-1]) else name
    after = next((token for token in query.tokens if token.start == own[-1].stop), None)
    given = guess and after is not None and after.text not in _NOT_GIVEN
    given = given and after is not None and is_name(name + after.text)
    if after is None or not given or query.text.startswith(_VERBAL, after.stop):
        yield whole
    elif not query.text.startswith("的", after.stop):
        yield whole + after.text


def _tokens_of(name: str, run: Sequence[Token]) -> list[Token]:
    """Return the tokens of a run that are a name together; none where it is a part of one."""
    start = run[0].start + _joined(run).index(name)
    own = [token for token in run if start <= token.start < start + len(name)]
    return own if own and own[0].start == start else []


def _begins_inside(name: str, before: Token) -> bool:
    """Whether a name begins with the ending of another: 临溪|区法院, 杜|村镇."""
    if all(one in _DIVISIONS for one in name):
        return True
    return len(name) > _PAIR and name[0] in _DIVISIONS and len(before.text) > 1


def _may_lead(before: Token) -> bool:
    """Whether a word before a name may be the beginning of it: no place of which it is one."""
    return bool(_HAN.fullmatch(before.text)) and not before.text.endswith(_DIVISIONS)


def _named(group: Sequence[Token], query: Query) -> bool:
    return any(one.text in name for one in group for name in query.names)


def _joined(run: Sequence[Token]) -> str:
    return "".join(token.text for token in run)
