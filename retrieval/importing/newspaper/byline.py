"""Who wrote it: names and roles, as Chinese newspapers print them.

A credit is a text that is nothing but names, the roles before or after them, and signs:
郭黎霞 周雨文, 本报记者 张三 通讯员 李四, □记者 张三, 张三/文, 沈俊 摄.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.analysis.persons import HAN, is_name
from retrieval.importing.newspaper.punctuation import SENTENCE_END, is_finished
from retrieval.importing.newspaper.word_pattern import one_of


def _listed(*titles: str) -> str:
    return one_of("byline_words", *titles)


_WRITER = re.compile(
    rf"(?:[{HAN}]{{1,8}}?{_listed('media')})?{_listed('ranks')}*{_listed('writers')}"
    rf"|(?<![{HAN}]){_listed('writers that end other words')}"
)
_OTHERS = re.compile(
    rf"(?:{_listed('others')}(?:[:：]\s*|\s+)[^\s:：]{{1,20}}(?=[\s,，;；)）]|$)[\s,，;；]*)"
)
_PROSE = re.compile(_listed("text"))
_PICTURE = re.compile(_listed("pictures"))
_GLUED_PICTURE = re.compile(rf"(?<=[{HAN}]{{2}})({_listed('glued pictures')})(?![{HAN}])")
_GAPS = re.compile(r"[\s\0、,，/／|｜:：;；&＆+]+")
_SIGNS = " \t\u3000□■◎●○◆◇▲△▼▽★☆※＊*【】〔〕[]（）()—-–"

_BRACKETED = re.compile(
    r"(?P<before>.*)[（(【\[](?P<inner>[^（）()【】\[\]]{2,60})[）)\]】]\s*", re.DOTALL
)
_TAIL = re.compile(rf"(?P<before>.*{SENTENCE_END})(?P<inner>[^。！？!?…]{{2,40}})", re.DOTALL)
_OPEN, _CLOSED = re.compile(r"[（(]([^（）()]+)$"), re.compile(r"([^（）()]+)[）)]")
_DATELINE = re.compile(
    rf"(?:[^。，,（(〔【]{{0,20}}{_listed('datelines')}\s*)?"
    r"[（(〔【\[](?P<inner>[^（）()〔〕【】]{2,60})[）)〕】\]]"
)
_UNBRACKETED = re.compile(
    rf"[^。，,（(〔【]{{0,20}}{_listed('datelines')}\s+(?P<inner>[^，。：:]{{2,60}}?)"
    rf"{_listed('filed')}?[:：]"
)
"""本报讯 记者张三 通讯员李四报道：."""
_FILED_FROM = re.compile(rf"[/／]?[{HAN}]{{2,4}}{_listed('filed')}")
_LONGEST, _MOST = 60, 10
_REACH = 200  # characters at a paragraph's end that are looked at


@dataclass(frozen=True, slots=True)
class Credit:
    """The people a credit names.

    `sure`: a role, or the place where it stands, says that they are people and not other words.
    `photo`: they took the picture; then there may be a role without a name (受访者供图).
    """

    names: tuple[str, ...]
    sure: bool = False
    photo: bool = False


def credit(text: str) -> Credit | None:
    """Read a text that is nothing but a credit; None when it says anything else."""
    bare = text.strip(_SIGNS)
    if len(bare) > _LONGEST:
        return None
    bare = _OTHERS.sub(" ", bare).strip(_SIGNS)
    marked = _WRITER.sub("\0", _FILED_FROM.sub("\0", bare))
    words = [word for word in _GAPS.split(_GLUED_PICTURE.sub("\0\\1", marked)) if word]
    roles = {word for word in words if _PICTURE.fullmatch(word) or _PROSE.fullmatch(word)}
    written_too = any(_PROSE.fullmatch(role) for role in roles) or _is_inside(roles, words)
    photo = bool(roles) and not written_too
    written = marked != bare
    names = _names([word for word in words if word not in roles], vouched=written)
    sure = written or bool(roles)
    return Credit(names, sure, photo) if 0 < len(names) <= _MOST else None


def join_names(left: str, right: str) -> str:
    """Mend a byline in brackets that was cut between two names; nothing when it was not."""
    cut = _OPEN.search(left[-_REACH:])
    inner = _CLOSED.match(right)
    return f"{left} {right}" if cut and inner and credit(cut[1]) and credit(inner[1]) else ""


def _is_inside(roles: set[str], words: list[str]) -> bool:
    """Whether a picture's role parts those who wrote from those who took it: 张三 摄影 李四."""
    return len(roles) == 1 and words[0] not in roles and words[-1] not in roles


def signature(paragraph: str) -> Credit | None:
    """Read the credit at a paragraph's end: …。(杜燕华), …。沈俊, …。（张三 摄）; else None."""
    tail = paragraph[-_REACH:]
    if (match := _BRACKETED.fullmatch(tail)) and (found := _credit_or_note(match["inner"])):
        placed = not match["before"].strip() or is_finished(match["before"])
        return Credit(found.names, found.sure or placed, found.photo)
    if match := _TAIL.fullmatch(tail):
        return _credit_or_note(match["inner"])
    return None


def dateline(paragraph: str) -> Credit | None:
    """Read the credit that a report begins with: 本报讯（记者 张三）…, 〔記者張三／台南報導〕…."""
    match = _DATELINE.match(paragraph) or _UNBRACKETED.match(paragraph)
    found = credit(match["inner"]) if match else None
    return found if found and found.sure else None


def _credit_or_note(text: str) -> Credit | None:
    """Read a credit, or a picture's credit that names nobody: 受访者供图."""
    if found := credit(text):
        return found
    noted = len(text) <= _LONGEST and _GLUED_PICTURE.search(text.strip(_SIGNS))
    return Credit((), sure=True, photo=True) if noted else None


def _names(words: list[str], *, vouched: bool) -> tuple[str, ...]:
    """Return the words as names, 张 林 as one; nothing when one of them is no name."""
    names: list[str] = []
    spaced = ""
    for word in words:
        if len(word) == 1 and not spaced:
            spaced = word
            continue
        names.append(spaced + word)
        if (spaced and len(word) > 1) or not is_name(names[-1], vouched=vouched):
            return ()
        spaced = ""
    return () if spaced else tuple(names)
