"""The wording of a text: what is left when its looks are left out, every unit in its place.

A unit is what a quotation takes whole or not at all: a number with its sign, scale and per cent
(10676.73, 40万, 百分之九十八), a word in letters (COVID-19), or else a single character. Looks are
white space, width, case, script (simplified or traditional), the style of quotation marks and
dashes, and the dress of a number. Two texts of equal wording say the same; how they differ is told
apart.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from retrieval.analysis.normalizer import fold
from retrieval.analysis.quantities import Quantity, quantities
from retrieval.analysis.units import UNIT
from retrieval.article import Span

_INVISIBLE = "\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff"
_SEEN = re.compile(rf"[^\s{_INVISIBLE}]+")
_STYLES = str.maketrans(
    dict.fromkeys("“”„‟〝〞「」『』﹁﹂﹃﹄‘’‚‛'", '"')
    | dict.fromkeys("–―─", "—")
    | {"⋯": "…", "•": "·"}
)
_LONGEST = 80
"""A unit of more characters is no number and no word: it is taken character by character."""
_PRIVATE, _PRIVATE_SIZE = 0xF0000, 0x1FFFE
"""Where the characters that stand for units of several characters lie (Unicode's planes 15, 16)."""
_CODE = re.compile("[-−]?0[0-9]")


@dataclass(frozen=True, slots=True)
class Wording:
    """`text` is the wording of `source`, a character a unit.

    Unit n of it stands from `starts[n]` to `stops[n]` in the source. Units of several characters
    are equal when they are, or when they are one number in two dresses; that two units that are
    not could be equal is ruled out when the differences are told.
    """

    source: str
    text: str
    starts: Sequence[int]
    stops: Sequence[int]

    @classmethod
    def of(cls, source: str, start: int = 0, stop: int | None = None) -> Wording:
        """Take the looks off a text, or off a stretch of it; places count in the whole text."""
        end = len(source) if stop is None else stop
        alike = styled_alike(source[start:end])
        text: list[str] = []
        starts: list[int] = []
        stops: list[int] = []
        for first, last, unit in _pieces(alike):
            text.append(unit or alike[first:last])
            here = range(start + first, start + last)
            starts += here[:1] if unit else here
            stops += [start + last] if unit else range(start + first + 1, start + last + 1)
        return cls(source, "".join(text), starts, stops)

    def span(self, start: int, stop: int) -> Span:
        """Return where the units from `start` to `stop` (at least one) stand in the source."""
        return self.starts[start], self.stops[stop - 1]


def _pieces(alike: str) -> Iterator[tuple[int, int, str]]:
    """Yield what is seen of a folded text: runs of characters, and units with their symbols."""
    for seen in _SEEN.finditer(alike):
        at, stop = seen.span()
        for unit in UNIT.finditer(alike, at, stop):
            if 1 < unit.end() - unit.start() <= _LONGEST:
                if unit.start() > at:
                    yield at, unit.start(), ""
                yield *unit.span(), _symbol(unit.group())
                at = unit.end()
        if at < stop:
            yield at, stop, ""


@lru_cache(4096)
def _symbol(unit: str) -> str:
    """Return the character that stands for a unit: the same for one number in two dresses."""
    amount = quantity(unit)
    key = f"{amount.value.normalize()} {amount.unit} {amount.more}" if amount else unit
    return chr(_PRIVATE + zlib.crc32(key.encode("utf-8", "surrogatepass")) % _PRIVATE_SIZE)


def quantity(text: str) -> Quantity | None:
    """Return what a folded text says if it is one quantity and nothing else, but no code (007)."""
    found = quantities(text) if not _CODE.match(text) else []
    return found[0] if found and (found[0].start, found[0].stop) == (0, len(text)) else None


def styled_alike(text: str) -> str:
    """Return `text` folded, with one style of quotation marks and dashes, of the same length."""
    return fold(text).translate(_STYLES)


def is_blank(text: str) -> bool:
    """Whether nothing of `text` is seen: it is empty, white space or marks of no width."""
    return not _SEEN.search(text)


def says_something(text: str) -> bool:
    """Whether there is a letter, digit or Chinese character in `text`."""
    return any(character.isalnum() for character in text)
