"""What is typed into a search: words, phrases in quotation marks, and filters such as 作者:."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from retrieval.analysis.normalizer import fold
from retrieval.article import Article

_QUOTED = '“([^”]*)”|「([^」]*)」|『([^』]*)』|"([^"]*)"|＂([^＂]*)＂'
_PHRASE = re.compile(_QUOTED)
_FILTERS = {
    "author": "作者|记者|記者|author|by",
    "title": "标题|標題|题目|題目|title",
    "place": "地点|地點|place",
}
_FILTER = re.compile(
    r"(?<!\w)(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _FILTERS.items())
    + rf")\s*[:：]\s*(?P<value>{_QUOTED}|《[^》]*》|[^\s:：]+)",
    re.IGNORECASE,
)
_MARKS = '“”「」『』"＂《》'


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A search understood; everything is folded, and `words` are what is left of it.

    A passage fits when it holds every phrase and its article passes every filter.
    """

    words: str
    phrases: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    @classmethod
    def parse(cls, typed: str) -> SearchQuery:
        """Read a search as typed; a filter without a value, or a lone mark, is words."""
        named: dict[str, list[str]] = {name: [] for name in _FILTERS}

        def take_filter(found: re.Match[str]) -> str:
            value = _close(found["value"].strip(_MARKS))
            if value:
                named[next(name for name in _FILTERS if found[name])].append(value)
            return " "

        rest = _FILTER.sub(take_filter, typed)
        quoted = (next(filter(None, found.groups()), "") for found in _PHRASE.finditer(rest))
        phrases = tuple(phrase for phrase in map(fold, map(str.strip, quoted)) if phrase)
        words = fold(_PHRASE.sub(" ", rest)).strip()
        if len(words) == 1:  # a character by itself is meant as it stands
            phrases, words = (*phrases, words), ""
        return cls(words, phrases, *(tuple(named[name]) for name in _FILTERS))

    @property
    def has_filters(self) -> bool:
        """Whether it is about some articles only."""
        return bool(self.authors or self.titles or self.places)

    @property
    def text(self) -> str:
        """Words and phrases together: what is ranked by."""
        return " ".join(filter(None, (self.words, *self.phrases)))

    @property
    def names(self) -> tuple[str, ...]:
        """What must stand in the heading, but for the white space in it."""
        return (*self.authors, *self.titles)

    def admits(self, article: Article) -> bool:
        """Whether an article passes every filter."""
        fields = (
            (self.authors, " ".join((article.byline, *article.authors))),
            (self.titles, article.title),
            (self.places, article.place),
        )
        return all(_holds(field, wanted) for wanted, field in fields if wanted)


def _holds(field: str, wanted: Iterable[str]) -> bool:
    text = _close(field)
    return all(value in text for value in wanted)


def _close(text: str) -> str:
    """Fold, and leave white space out."""
    return "".join(fold(text).split())
