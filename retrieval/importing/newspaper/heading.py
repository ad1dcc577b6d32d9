"""Which lines may be headings, told by their form: short, unpunctuated, not the start of prose."""

from __future__ import annotations

import re
from itertools import pairwise

from retrieval.importing.newspaper.punctuation import is_finished, is_item, is_midway, is_torn
from retrieval.importing.newspaper.word_pattern import one_of

_LONGEST, _LONGEST_CLAUSES, _LONGEST_SUBHEAD, _LONGEST_ODD = 40, 26, 8, 80
_LEAD, _SHARE_TOLD = 60, 0.3

_PROSE = re.compile(
    r"[，。、；：？！,;:?!”’」』》）)\]…]|.*[。；;，,、：:（(“‘《]$|.*。", re.DOTALL
)
_MARK = one_of("byline_words", "datelines")
_DAY = r"[去今]?年?\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日|\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?"
_OPENING = re.compile(
    rf"本报讯|本报\S{{1,12}}{_MARK}|{one_of('page_words', 'leads')}"
    rf"|(?:{one_of('page_words', 'times')}|{_DAY}){one_of('page_words', 'time endings')}?[，,：:\s]"
)
_TWO_PHRASES = re.compile(r"\S{3,}\s+\S{3,}(?:\s+\S{3,})?")
_BRACKETED = re.compile(r"[（(【\[].*[）)】\]]")
_PICTURED = re.compile(one_of("page_words", "captions"))
_COMMA = re.compile("[，,]")
_ASKING = re.compile("[？！?!…][”’」』\"']?$")
_MIDWAY_END = re.compile(r"[，、；：,;:（(“《]$")
_LABEL = re.compile(rf"{one_of('page_words', 'title labels')}\s*[:：]\s*")
_LABELLED = re.compile(rf"[（(【]\s*{_LABEL.pattern}(.+?)\s*[）)】]")
_BLANKS = re.compile(r"[ \t\n\u3000]+")
_LETTER = re.compile(r"[^\W\d_]")


def may_be_heading(text: str) -> bool:
    """Whether a block has the form of a heading, or of a short piece of a sentence."""
    if len(text) > _LONGEST or len(_LETTER.findall(text)) <= 1:
        return False
    sentence = is_finished(text) and not _ASKING.search(text)
    prose = sentence or _PROSE.match(text) or _BRACKETED.fullmatch(text) or is_torn(text)
    return not (prose or is_opening(text)) and _has_few_clauses(text)


def may_be_odd_heading(text: str) -> bool:
    """Whether a block could be a heading only by its place: a short text that is no whole sentence.

    >>> may_be_odd_heading("修一条路，架一座桥，办一所学校，他们只用了三年")
    True
    """
    lettered = len(text) <= _LONGEST_ODD and len(_LETTER.findall(text)) > 1
    whole = "。" in text or (is_finished(text) and not _ASKING.search(text))
    cut = _MIDWAY_END.search(text) or is_midway(text) or is_torn(text)
    return lettered and not (whole or cut or is_opening(text))


def _has_few_clauses(text: str) -> bool:
    """Whether the commas of a text, if any, are those of a heading."""
    commas = len(_COMMA.findall(text))
    return commas == 0 or _is_balanced(text) or (commas == 1 and len(text) <= _LONGEST_CLAUSES)


def _is_balanced(text: str) -> bool:
    """Whether the clauses are equally long, give or take one: 修好一条路，富了一村人."""
    lengths = [len(clause) for clause in _COMMA.split(text)]
    return max(lengths) - min(lengths) <= 1


def is_opening(text: str) -> bool:
    """Whether a text begins as reports begin: 近日， 本报讯 截至目前，."""
    return bool(_OPENING.match(text))


def is_pictured(text: str) -> bool:
    """Whether a text begins as captions begin: 图为, ▲."""
    return bool(_PICTURED.match(text))


def is_plain(text: str) -> bool:
    """Whether a heading has no mark that prose would have; balanced clauses are a heading's."""
    return _is_balanced(text) and not _ASKING.search(text)


def is_two_phrases(text: str) -> bool:
    """Whether a heading is parted as titles are: 三轮驱动 激发活力."""
    return bool(_TWO_PHRASES.fullmatch(text))


def is_subhead(text: str) -> bool:
    """Whether a heading is rather one inside an article: 一、强基础, 聚焦服务."""
    return is_item(text) or (len(text) <= _LONGEST_SUBHEAD and not is_two_phrases(text))


def is_short(text: str) -> bool:
    """Whether a text is no longer than a title of one line."""
    return len(text) <= _LONGEST


def is_labelled(text: str) -> bool:
    """Whether a text is a title in brackets, with what web pages print before it: （原标题：…）."""
    return bool(_LABELLED.fullmatch(text))


def is_told(heading: str, text: str) -> bool:
    """Whether a text tells at once of what a heading says, as reports do: in its very words."""
    pairs = {heading[at : at + 2] for at in range(len(heading) - 1)}
    return sum(pair in text[:_LEAD] for pair in pairs) >= _SHARE_TOLD * len(pairs)


def join_headings(headings: list[str]) -> str:
    """Return the title that the lines of a heading make: a blank between them, none at a dash."""
    parts = headings[:1]
    for above, heading in pairwise(headings):
        close = above.endswith(("：", ":", "—", "、", "，")) or heading.startswith("—")
        parts += [heading] if close else [" ", heading]
    return without_label(_BLANKS.sub(" ", "".join(parts)).strip())


def without_label(title: str) -> str:
    """Take off what a web page prints before a title: 原标题：."""
    if labelled := _LABELLED.fullmatch(title):
        return labelled[1]
    return _LABEL.sub("", title, count=1) if _LABEL.match(title) else title
