"""Whether words of the kind asked are in truth an answer to another question.

Each rule has its ground in grammar; docs/quality.md tells what each is worth.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from retrieval.analysis.sentences import sentences
from retrieval.answering.another_time import of_another_time, of_another_year
from retrieval.answering.context import Context, Rule
from retrieval.expansion.word_likeness import listed_near
from retrieval.lexicon.files import words
from retrieval.query.answer_type import AnswerKind
from retrieval.query.compounds import compound_thing
from retrieval.query.follow_up import Lean
from retrieval.query.query import Query
from retrieval.query.tokens import Token

_AGE = re.compile("岁")
_ORIGIN_ASKED = re.compile(r"哪(?:里|儿|国|个?地方)的?人\W*$")
_PARTICLES = words("courtesy_words", "particles")
_CLOSE = 8
"""How far, in characters, a place may stand before the name of somebody from there."""


def told_of_another(asked: Query, found: Context, rules: Iterable[Rule]) -> bool:
    """Whether by one of `rules` what is asked is told in `found` of something else, or nowhere.

    >>> told_of_another(builder.build("医生尚明哲几岁?"), Context(text, text), RULES)
    True
    """
    for rule in rules:  # noqa: SIM110 - of a dozen rules none holds as a rule, and all are called
        if rule(asked, found):
            return True
    return False


def has_no_cause(asked: Query, found: Context) -> bool:
    """Tell that no word of cause, purpose or fear (因, 为了, 怕) stands in the paragraph."""
    if asked.wanted.kind is not AnswerKind.REASON:
        return False
    return not any(mark in found.passage for mark in words("answer_forms", "causes"))


def age_of_another(asked: Query, found: Context) -> bool:
    """Tell that no age stands in a sentence with the person, as in 82岁的居民郝奶奶."""
    if asked.wanted.measure not in _AGES and asked.wanted.head not in _age_heads():
        return False
    persons = [_said(asked, token) for token in asked.focus if len(token.text) > 1]
    named = [one for ways in persons for one in ways if one in found.report]
    told = list(_sentences_with(_AGE, found.report))
    return bool(named and told) and not any(one in text for one in named for text in told)


def rank_of_another(asked: Query, found: Context) -> bool:
    """Tell that ordinals rank other things, by their measure words: 第一座 is no 第几名."""
    if asked.wanted.kind is not AnswerKind.ORDINAL:
        return False
    measures = words("measures")
    asking = "".join(asked.text[slice(*span)] for span in asked.asking)
    own = next((one for one in measures if asking.endswith(one)), "")
    fitting = {own} if own and own not in _RANKS else _RANKS
    counted = [match.group(1) for match in _ORDINAL.finditer(found.report)]
    return bool(counted) and not any(
        one in fitting or (one not in measures and fitting is _RANKS) for one in counted
    )


def title_of_sibling(asked: Query, found: Context) -> bool:
    """Tell that a title is that of a sister body: 泌尿外科主任 is not the 儿科主任."""
    if asked.wanted.kind is not AnswerKind.PERSON or not asked.focus:
        return False
    title = asked.focus[0]
    body = _body_before(asked, title)
    before = [
        found.report[: match.start()] for match in re.finditer(re.escape(title.text), found.report)
    ]
    return bool(body and before) and all(
        one.endswith(body[-1]) and not one.endswith(body) for one in before
    )


def has_no_origin(asked: Query, found: Context) -> bool:
    """Tell that of a person of whom 哪里人 is asked no sentence says where they come from.

    It says so by a word (籍贯, 本地), or by a place right before the name: 肯尼亚选手基鲁伊. Of
    whom the conversation speaks (他是哪国人) is not judged.
    """
    said = "".join([token.text for token in asked.tokens if token.text not in _PARTICLES])
    is_spoken_of = asked.follows.lean is not Lean.NONE and not asked.names
    if is_spoken_of or not _ORIGIN_ASKED.search(said):
        return False
    for name in asked.names:
        for text in _sentences_with(re.compile(re.escape(name)), found.report):
            before = text[: text.find(name)][-_CLOSE:]
            if any(one in text for one in words("answer_forms", "origins")) or any(
                place in before for place in words("place_names")
            ):
                return False
    return True


def thing_of_sibling(asked: Query, found: Context) -> bool:
    """Tell that of a kind of thing that is asked for (雨量塔) only another is told of: 雨量站."""
    thing = compound_thing(asked)
    if not thing or thing.text in found.report:
        return False
    others = (o for o in asked.alternatives if o.start <= thing.start and o.stop >= thing.stop)
    return not any(other.text in found.report for other in others)


def cause_is_asked(asked: Query, found: Context) -> bool:
    """Tell that what is asked why is itself the one cause told: 因栈桥倒塌停运, 栈桥为什么倒塌."""
    marks = list(_CAUSE.finditer(found.passage))
    said = [word for word in asked.words if len(word) > 1]
    if asked.wanted.kind is not AnswerKind.REASON or not said or len(marks) != 1:
        return False
    clause = _EFFECT_OF.match(found.passage, marks[0].start())
    before, event, after = (clause.group(1) if clause else "").partition(said[-1])
    for word in said:
        before = before.replace(word, "")
    return bool(event and after) and not before.strip("的")


def has_no_such_way(asked: Query, found: Context) -> bool:
    """Tell that what is asked how to do is done nowhere in the report: 怎样挂失.

    How something came about (是怎么相识的) may be told without a word for it, and so may what is
    told with a word for a way (通过).
    """
    done = _done_how(asked)
    told = (one for one in words("answer_forms", "methods") if len(one) > 1)
    if done is None or any(way in found.quoted for way in told):
        return False
    like = [word for word, cosine in listed_near(done.text) if cosine >= _LIKE]
    return not any(way in found.report for way in (*_said(asked, done), *like))


def _done_how(asked: Query) -> Token | None:
    """Return the word for what it is asked how to do, if there is one: 挂失 of 怎样挂失."""
    if asked.wanted.kind is not AnswerKind.METHOD or not asked.asking:
        return None
    start, stop = asked.asking[0]
    how = words("question_words", ".how")
    if asked.text[start:stop] not in how or asked.text[:start].endswith("是"):
        return None
    after = (t for t in asked.tokens if t.start >= stop and t.text in asked.words)
    return next((token for token in after if len(token.text) > 1), None)


RULES: tuple[Rule, ...] = (
    has_no_cause,
    cause_is_asked,
    age_of_another,
    rank_of_another,
    title_of_sibling,
    has_no_origin,
    thing_of_sibling,
    has_no_such_way,
    of_another_time,
    of_another_year,
)
_CAUSE = re.compile("|".join(sorted(words("answer_forms", "causes"), key=len, reverse=True)))
_EFFECT_OF = re.compile("(?:因|由于)([^,。;:!?]*)")
"""A clause from its cause on."""
_LIKE = 0.5
"""The least cosine of a word that may stand for another."""
_AGES = frozenset(("岁", "周岁"))
_RANKS = frozenset(("名", "位"))
_ORDINAL = re.compile(f"第[0-9{''.join(sorted(words('numerals')))}]+(.)")


def _body_before(asked: Query, title: Token) -> str:
    """Return the name of the body before a title, whole though it is cut: 铁骑|队|的|门将."""
    name, at = "", title.start
    for token in reversed([token for token in asked.tokens if token.stop <= title.start]):
        if token.stop != at or not token.text[0].isalnum() or len(name) > 1:
            break
        at = token.start
        if name or token.text != "的":
            name = token.text + name
    return name if len(name) > 1 else ""


def _said(asked: Query, token: Token) -> list[str]:
    """Return a word of the question, and the other words for it that stand in the reports."""
    others = [one.text for one in asked.alternatives if one.start <= token.start < one.stop]
    return [token.text, *others]


def _age_heads() -> frozenset[str]:
    return words("quantities_asked", "age.heads")


def _sentences_with(mark: re.Pattern[str], text: str) -> Iterator[str]:
    return (text[a:b] for a, b in sentences(text) if mark.search(text[a:b]))
