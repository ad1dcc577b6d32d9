"""Following on: how a question leans on what its asker was last told, and what it borrows.

It is told by words: 他 in 他说了什么 points back, and 马耳他 does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from retrieval.answer import Told
from retrieval.article import Article, Span
from retrieval.lexicon.files import sections, words
from retrieval.lexicon.phrases import Phrases
from retrieval.query.tokens import Token

_BARE = 9
"""The most characters after the question word of a question that names no subject."""
_POINTS = "points"
_CHANGES = "changes"


class Lean(Enum):
    """How a question leans on what was told last."""

    NONE = 0
    POINTS = 1
    """It points back: 那里, 他, 这个项目."""
    AGAIN = 2
    """It asks the same of something else: 织里镇的呢, 占地呢."""
    MAY = 3
    """It names no subject: 由谁运营, 什么时候竣工, 用了多少年."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """How a question leans, and where the words stand that only lean."""

    lean: Lean = Lean.NONE
    words: tuple[Span, ...] = ()


def follow_up(tokens: Sequence[Token], asking: Sequence[Span]) -> FollowUp:
    """Tell how a question leans on what was told last, if anything was.

    `asking` is where its question words stand. 那里有几家? points; 织里镇的呢? asks again.
    """
    found = _PHRASES.find(tokens)
    if any(label == _CHANGES for *_, label in found):
        return FollowUp()
    pronouns = [(tokens[a].start, tokens[b].stop) for a, b, _ in found]
    opened, pointing = list(_opener(tokens)), [*pronouns, *_things_pointed_at(tokens)]
    pointing = [span for span in pointing if not any(a <= span[0] < b for a, b in asking)]
    if pointing:
        return FollowUp(Lean.POINTS, (*opened, *pointing))
    ended = list(_ending(tokens))
    if opened or ended:
        return FollowUp(Lean.AGAIN, (*opened, *ended, *_sides(tokens)))
    return FollowUp(Lean.MAY if _is_bare(tokens, asking) else Lean.NONE)


def standing(about: Told | None, find: Callable[[str], Article]) -> Told | None:
    """Return what was told last if it still stands in the reports; they may have changed since.

    `find` gives the article of an id, or raises KeyError.
    """
    if about is None:
        return None
    try:
        texts = find(about.article).texts
    except KeyError:
        return None
    text = texts[about.number - 1] if 1 <= about.number <= len(texts) else ""
    whole = about.number == 0 and any(map(str.strip, texts))
    return about if whole or (text.strip() and about.stop <= len(text)) else None


def lent_words(about: Told, article: Article) -> str:
    """Return the words of the last question, read from the places they stand at in the report."""
    if not 1 <= about.number <= len(article.texts):
        return ""
    quoted = article.texts[about.number - 1][about.start : about.stop]
    return " ".join(quoted[start:stop] for start, stop in about.highlights)


def without_rival(lent: Sequence[str], own: Sequence[str]) -> list[str]:
    """Return `lent` words without what the `own` words of a question are put in the place of.

    That has the same head, the end of a Chinese noun: 织里镇 comes for 双林镇, 海潮队 for 铁骑队.

    >>> without_rival(["铁骑", "队", "主教练"], ["海潮", "队"])
    ['主教练']
    """
    kept: list[str] = []
    for word in lent:
        if own and word == own[-1] and kept:
            kept.pop()
        elif not own or word[-1] != own[-1][-1]:
            kept.append(word)
    return kept


def _opener(tokens: Sequence[Token]) -> Iterator[Span]:
    """Yield where a question opens with 那么 or 还有 that joins it to the one before."""
    first = next((at for at, token in enumerate(tokens) if token.text[0].isalnum()), len(tokens))
    openers = words("pronouns", "openers")
    if first + 1 < len(tokens) and tokens[first].text in openers:
        follower = tokens[first + 1].text
        if tokens[first].text != "那" or not _is_counted(follower):
            stop = tokens[first + 1].stop if follower in ",，" else tokens[first].stop
            yield tokens[first].start, stop


def _things_pointed_at(tokens: Sequence[Token]) -> Iterator[Span]:
    """Yield where a thing is pointed at by its kind: 这个项目, 那家公司, 该村."""
    things, measures = words("pronouns", "things"), words("measures")
    # 北苑街道 is a name: it is not pointed at, as 老城酒店 may be.
    kinds = {one for one in things if len(one) > 1} - words("endings", "administrative")
    determiners = words("pronouns", "determiners")
    for at, token in enumerate(tokens):
        head = token.text
        if head not in determiners and not (head[0] in "这那此" and head[1:] in measures):
            continue
        after = tokens[at + 1 : at + 3]
        if len(after) > 1 and after[0].text in measures and after[0].text not in things:
            after = after[1:]
        noun = after[0].text if after else ""
        if noun in things or noun.endswith(tuple(kinds)):
            yield token.start, after[0].stop


def _is_counted(word: str) -> bool:
    """Whether 那 before `word` points at one of a kind: 那家, 那所派出所."""
    return word in words("measures") or word in words("pronouns", "things")


def _ending(tokens: Sequence[Token]) -> Iterator[Span]:
    """Yield where a question ends in 呢 or 的呢."""
    said = [token for token in tokens if token.text[0].isalnum()]
    if said and said[-1].text in words("pronouns", "again"):
        first = said[-2] if len(said) > 1 and said[-2].text == "的" else said[-1]
        yield first.start, said[-1].stop


def _sides(tokens: Sequence[Token]) -> Iterator[Span]:
    """Yield the second half of 西边 and its like: a report says 西 where the asker says 西边."""
    for token in tokens:
        if len(token.text) == 2 and token.text[0] in _DIRECTIONS and token.text[1] in _SIDES:  # noqa: PLR2004
            yield token.start + 1, token.stop


def _is_bare(tokens: Sequence[Token], asking: Sequence[Span]) -> bool:
    """Whether a short question begins with its question word, or 由, 跟 or a verb and 了."""
    if not asking:
        return False
    before = [t.text for t in tokens if t.stop <= asking[0][0] and t.text[0].isalnum()]
    after = max((t.stop for t in tokens), default=0) - asking[0][1]
    asked = next((t.text for t in tokens if t.start == asking[0][0]), "")
    if before[1:] and before[-1] in words("pronouns", "done") and asked in _HOW_MUCH:
        del before[-2:]
    leads = words("pronouns", "prepositions") | words("pronouns", "companions")
    return set(before) <= leads and after <= _BARE


_HOW_MUCH = words("pronouns", "how much")
_DIRECTIONS = words("pronouns", "directions")
_SIDES = words("pronouns", "sides")
_PHRASES: Phrases[str] = Phrases(
    [
        *((phrase, _CHANGES) for phrase in sections("pronouns")["change"]),
        *((phrase, _POINTS) for phrase in sections("pronouns")["pronouns"]),
    ]
)
