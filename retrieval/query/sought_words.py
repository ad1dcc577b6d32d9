"""Words that are looked up as they stand: COVID in COVID-19, x900 in X-900, 900 not in 1900.

>>> [text[a:b] for text in ("covid-19", "recovid") for a, b in SoughtWord("covid").places(text)]
['covid']
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from retrieval.article import Span
from retrieval.lexicon.files import words
from retrieval.query.query import Query

_LATIN = "a-z0-9"
_PART = re.compile(rf"[{_LATIN}]+|[^\W{_LATIN}]+|[^\w\s]+")
_PARTS = re.compile(r"[a-z]+|[0-9]+|[^\W0-9a-z]+|(?!(?<=[a-z0-9])[-_.](?=[a-z0-9]))[^\w\s]+")
_GAP = r"[-_. \u2010\u2013]?"
_DIGIT = re.compile("[0-9]")
_HAN = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class SoughtWord:
    """A word (folded) to be found in folded text.

    Letters and digits may be parted by a mark or a space in the text where the one follow the
    other; a letter or digit beside them makes it another word.
    """

    text: str

    @property
    def is_chinese(self) -> bool:
        """Whether it is of Chinese characters alone: beside them nothing makes it another word."""
        return _HAN.fullmatch(self.text) is not None

    def places(self, text: str) -> Iterator[Span]:
        """Yield where it stands."""
        yield from (found.span() for found in _pattern(self.text).finditer(text))

    def stands(self, text: str) -> bool:
        """Whether it stands in a text."""
        if self.is_chinese:
            return self.text in text
        return _pattern(self.text).search(text) is not None


def sought_words(asked: Query) -> tuple[SoughtWord, ...]:
    """Return the words of a search; those of grammar only where there are no others.

    What begins with a figure is one word, 900元, and so is a number in Chinese figures: its parts
    by themselves would be other figures.
    """
    text = asked.text.rstrip("?!.,。")
    numbers = [(one.start, one.stop) for one in asked.quantities]
    if " " not in text and (_DIGIT.match(text) or numbers == [(0, len(text))]):
        return (SoughtWord(text),)
    said = [token.text for token in asked.tokens if _PART.search(token.text)]
    marks = [one for one in said if not any(map(str.isalnum, one))]
    joined = _with_marks(asked) if marks else said
    telling = [word for word in joined if word not in words("function_words", "grammar")]
    return tuple(SoughtWord(word) for word in dict.fromkeys(telling or joined))


def holds_all(text: str, sought: Sequence[SoughtWord]) -> bool:
    """Whether all words stand in a text (folded)."""
    return all(word.stands(text) for word in sought)


def _with_marks(asked: Query) -> list[str]:
    """Return the tokens with the marks of c++ and x-900 put back to the letters before them."""
    found: list[str] = []
    stop = -1
    for token in asked.tokens:
        glued = token.start == stop and bool(found)
        latin = glued and bool(re.search(rf"[{_LATIN}+#.-]$", found[-1]))
        if latin and re.fullmatch(rf"[{_LATIN}+#.%-]+", token.text):
            found[-1] += token.text
        else:
            found.append(token.text)
        stop = token.stop
    return [word.strip(".-") for word in found if any(map(str.isalnum, word))]


@lru_cache(1024)
def _pattern(word: str) -> re.Pattern[str]:
    """Compile how a word looks in a text: at borders of letters and digits marks may stand."""
    parts = _PARTS.findall(word) or [word]
    body = re.escape(parts[0])
    for before, part in pairwise(parts):
        mixed = part.isascii() and part.isalnum() and before.isascii() and before.isalnum()
        body += (_GAP if mixed else "") + re.escape(part)
    start = rf"(?<![{_LATIN}])(?<![0-9][.,])" if _DIGIT.match(word) else ""
    start = start or (r"(?<![a-z0-9])" if re.match(r"[a-z]", word) else "")
    stop = r"(?![0-9a-z]|[.,][0-9])" if _DIGIT.match(word[-1:]) else ""
    stop = stop or (r"(?![a-z0-9])" if re.match("[a-z]", word[-1:]) else "")
    return re.compile(f"{start}{body}{stop}")
