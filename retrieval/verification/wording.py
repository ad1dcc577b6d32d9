"""The wording of a text: what is left when its looks are left out, every character in its place.

Looks are white space, width, case, script (simplified or traditional) and the style of quotation
marks and dashes. Two texts of equal wording say the same; how they differ is told apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.analysis.normalizer import fold
from retrieval.article import Span

_INVISIBLE = "\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff"
_SEEN = re.compile(rf"[^\s{_INVISIBLE}]+")
_STYLES = str.maketrans(
    dict.fromkeys("“”„‟〝〞「」『』﹁﹂﹃﹄‘’‚‛'", '"')
    | dict.fromkeys("–―─", "—")
    | {"⋯": "…", "•": "·"}
)


@dataclass(frozen=True, slots=True)
class Wording:
    """`text` is the wording of `source`: character n of it stands at `places[n]` there."""

    source: str
    text: str
    places: Sequence[int]

    @classmethod
    def of(cls, source: str) -> Wording:
        """Take the looks off a text."""
        runs = [seen.span() for seen in _SEEN.finditer(source)]
        if runs == [(0, len(source))]:
            return cls(source, styled_alike(source), range(len(source)))
        alike = styled_alike(source)
        places = [place for start, stop in runs for place in range(start, stop)]
        return cls(source, "".join(alike[start:stop] for start, stop in runs), places)

    def span(self, start: int, stop: int) -> Span:
        """Return where the characters from `start` to `stop` (at least one) stand in the source."""
        return self.places[start], self.places[stop - 1] + 1


def styled_alike(text: str) -> str:
    """Return `text` folded, with one style of quotation marks and dashes, of the same length."""
    return fold(text).translate(_STYLES)


def is_blank(text: str) -> bool:
    """Whether nothing of `text` is seen: it is empty, white space or marks of no width."""
    return not _SEEN.search(text)


def says_something(text: str) -> bool:
    """Whether there is a letter, digit or Chinese character in `text`."""
    return any(character.isalnum() for character in text)
