"""What is typed into a search: words, phrases in quotation marks, and conditions such as 作者:.

>>> SearchQuery.parse("杨梅 -大棚 作者:金正武").excluded
('大棚',)
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from retrieval.analysis.normalizer import fold
from retrieval.article import Article
from retrieval.claims.criterion import newspaper
from retrieval.dates import Period, day, period
from retrieval.lexicon.files import sections

_QUOTED = (
    "“([^”]*)”|「([^」]*)」|『([^』]*)』|‘([^’]*)’|〝([^〞]*)〞|«([^»]*)»|„([^“”]*)[“”]|"
    '"([^"]*)"|＂([^＂]*)＂'
)
_PHRASE = re.compile(_QUOTED)
_FIELDS = sections("search_fields")
_MINUS = r"(?:[-－—–−]|NOT\s+|not\s+(?=[^\sa-z]))"
_FILTER = re.compile(
    rf"(?<![\w-])(?P<minus>{_MINUS})?(?:"
    + "|".join(f"(?P<{name}>{'|'.join(words)})" for name, words in _FIELDS.items())
    + rf")\s*[:：]\s*(?P<value>{_QUOTED}|《[^》]*》|[^\s:：]+)",
    re.IGNORECASE,
)
_EXCLUDED = re.compile(rf"(?:(?<=\s)|^){_MINUS}(?P<value>{_QUOTED}|《[^》]*》|[^\s\-－—–−]\S*)")
_CONJOINED = re.compile(r"(?:(?<=\s)|^)(?:AND|&&?|＆＆?|\+(?=\S))\s*")
_MISREAD = re.compile(
    r"(?:(?<=\s)|^)(?:OR|NEAR|\|\|?|NOT|[-－])(?=\s|$)|(?<!\S)[^\W\d]{2,6}[:：](?=\S)|[*＊~^]"
)
_UNCLOSED = re.compile('[“”「」『』〝〞«»„"＂]')
_MARKS = '“”「」『』‘’〝〞«»„"＂《》'


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A search understood; everything is folded, and `words` are what is left of it.

    A passage fits when it holds every phrase and nothing that is excluded, and its article passes
    every condition, and none that is `barred` (-地点:店口镇). `misread` is what was typed as an
    operator and is none: it is not obeyed.
    """

    words: str
    phrases: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    dates: tuple[Period, ...] = ()
    excluded: tuple[str, ...] = ()
    misread: tuple[str, ...] = ()
    barred: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parse(cls, typed: str) -> SearchQuery:
        """Read a search as typed; a condition without a value, or a lone mark, is words."""
        conditions = _Conditions()
        rest = _FILTER.sub(conditions.take, typed)
        excluded = tuple(_value(found) for found in _EXCLUDED.finditer(rest))
        rest = _CONJOINED.sub("", _EXCLUDED.sub(" ", rest))
        quoted = (next(filter(None, found.groups()), "") for found in _PHRASE.finditer(rest))
        phrases = tuple(phrase for phrase in map(fold, map(str.strip, quoted)) if phrase)
        rest = _PHRASE.sub(" ", rest)
        misread = [*conditions.misread, *(found.group() for found in _MISREAD.finditer(rest))]
        misread += _UNCLOSED.findall(rest) if len(rest.strip()) > 1 else ()
        words = fold(_UNCLOSED.sub(" ", _without_operators(rest))).strip()
        if len(words) == 1:  # a character by itself is meant as it stands
            phrases, words = (*phrases, words), ""
        return cls(
            words,
            phrases,
            excluded=tuple(filter(None, excluded)),
            misread=tuple(misread),
            dates=tuple(conditions.dates),
            barred=tuple(conditions.barred),
            **{f"{name}s": tuple(values) for name, values in conditions.named.items()},
        )

    @property
    def has_filters(self) -> bool:
        """Whether it is about some articles only."""
        return bool(self.names or self.places or self.sources or self.dates or self.barred)

    @property
    def text(self) -> str:
        """Words and phrases together: what is ranked by."""
        return " ".join(filter(None, (self.words, *self.phrases)))

    @property
    def names(self) -> tuple[str, ...]:
        """What must stand in the heading, but for the white space in it."""
        return (*self.authors, *self.titles)

    def admits(self, article: Article) -> bool:
        """Whether an article passes every condition."""
        fields = {
            "author": (self.authors, " ".join((article.byline, *article.authors))),
            "title": (self.titles, article.title),
            "place": (self.places, article.place),
            "source": (self.sources, newspaper(article) or article.source),
        }
        of = day(article.date)
        in_time = all(of is not None and asked.holds(of) for asked in self.dates)
        allowed = not any(_holds(fields[name][1], [value]) for name, value in self.barred)
        fits = (_holds(field, wanted) for wanted, field in fields.values() if wanted)
        return in_time and allowed and all(fits)


class _Conditions:
    """Conditions such as 作者:, collected as they are taken out of what was typed."""

    def __init__(self) -> None:
        self.named: dict[str, list[str]] = {name: [] for name in _FIELDS if name != "date"}
        self.dates: list[Period] = []
        self.barred: list[tuple[str, str]] = []
        self.misread: list[str] = []

    def take(self, found: re.Match[str]) -> str:
        """Note a condition, and leave a space in its place."""
        value = _close(found["value"].strip(_MARKS))
        name = next(name for name in _FIELDS if found[name])
        asked = _period(value) if name == "date" and not found["minus"] else None
        if asked:
            self.dates.append(asked)
        elif not value or name == "date":
            self.misread.append(found.group().strip())
        elif found["minus"]:
            self.barred.append((name, value))
        else:
            self.named[name].append(value)
        return " "


def _without_operators(text: str) -> str:
    """Leave out operators that are not obeyed; of an unknown condition the words stay."""

    def name(found: re.Match[str]) -> str:
        return f"{found.group().rstrip(':：')} " if found.group()[-1] in ":：" else " "

    return _MISREAD.sub(name, text)


def _value(found: re.Match[str]) -> str:
    return fold(found["value"].strip(_MARKS)).strip()


def _period(value: str) -> Period | None:
    """Read 2025, 2025-05, 2025年5月 or 5月; None when it is no date."""
    if of := day(value):
        return Period(*of)
    read = period(value)
    return read[0] if read and not read[1] else None


def _holds(field: str, wanted: Iterable[str]) -> bool:
    text = _close(field)
    return all(value in text for value in wanted)


def _close(text: str) -> str:
    """Fold, and leave white space out."""
    return "".join(fold(text).split())
