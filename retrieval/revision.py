"""Two versions of a report: which paragraph became which, and where their words differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property

from retrieval.article import Article
from retrieval.verification.alignment import align
from retrieval.verification.difference import Difference, Kind, differences
from retrieval.verification.wording import Wording

_ALIKE = 0.3
"""A paragraph that shares fewer of its pairs of characters with another is not a version of it."""
_COMPARED, _MATCHED = 2_500, 1_000_000
"""Of so many pairs of neighbouring paragraphs the likest are found; of more, those in the same
order. With more pairs than the other number in all, only paragraphs that are the same are found."""
_LONGEST, _MARGIN = 8_000, 40
"""Texts of more characters are compared where they differ, with so many around; what differs in
more than so many is told as one difference."""
_LIKENED = 2_000
"""So many characters of a paragraph tell how like another it is."""


@dataclass(frozen=True)
class Revision:
    """A report before and after a correction, under one id.

    >>> old, new = (Article("a", "桥", (text,)) for text in ("桥长42米。", "桥长43米。"))
    >>> Revision(old, new).altered, Revision(old, new).successor(1)
    ((1,), 1)
    """

    before: Article
    after: Article

    @cached_property
    def altered(self) -> tuple[int, ...]:
        """The paragraphs of the old version (from 1) that do not stand in the new one as a whole.

        Paragraphs without words do not count.
        """
        there = frozenset(self.after.texts)
        numbered = enumerate(self.before.texts, 1)
        return tuple(number for number, text in numbered if text.strip() and text not in there)

    @cached_property
    def added(self) -> tuple[int, ...]:
        """The paragraphs of the new version that do not stand in the old one as a whole."""
        return Revision(self.after, self.before).altered

    @cached_property
    def inserted(self) -> tuple[int, ...]:
        """The added paragraphs that no old one became."""
        became = set(map(self.successor, self.altered))
        return tuple(number for number in self.added if number not in became)

    @cached_property
    def lost(self) -> tuple[int, ...]:
        """The altered paragraphs whose words stand in no new one: others only grew."""
        old, new = self.before.texts, self.after.texts
        return tuple(n for n in self.altered if not any(old[n - 1] in text for text in new))

    def successor(self, number: int) -> int:
        """Return the paragraph that paragraph `number` of the old version became; 0 for none."""
        return self._successors.get(number, 0)

    def compared(self, number: int) -> tuple[Difference, ...]:
        """Tell how old paragraph `number` (the claim) differs from what it became (the source)."""
        became = self.successor(number)
        old = self.before.texts[number - 1]
        return differing(old, self.after.texts[became - 1]) if became else ()

    @cached_property
    def _successors(self) -> dict[int, int]:
        old, new = self.before.texts, self.after.texts
        there = {text: number for number, text in reversed(list(enumerate(new, 1)))}
        found: dict[int, int] = {}
        if len(old) * len(new) <= _MATCHED:
            matcher = SequenceMatcher(None, old, new, autojunk=False)
            for tag, first, stop, start, end in matcher.get_opcodes():
                if tag == "replace":
                    found.update(_paired(old[first:stop], new[start:end], first + 1, start + 1))
        return found | {n: there[text] for n, text in enumerate(old, 1) if text in there}


def differing(before: str, after: str) -> tuple[Difference, ...]:
    """Tell how one text differs from another that was made of it."""
    if max(len(before), len(after)) > _LONGEST:
        return _differing_within(before, after)
    old, new = Wording.of(before), Wording.of(after)
    aligned = align(old.text, new.text)
    return differences(old, new, aligned.pairs if aligned else (), (0, len(after)))


def _differing_within(before: str, after: str) -> tuple[Difference, ...]:
    """Tell how two long texts differ, between what both begin and end with."""
    first = max(0, _shared(before, after) - _MARGIN)
    last = max(0, _shared(before[first:][::-1], after[first:][::-1]) - _MARGIN)
    old, new = before[first : len(before) - last], after[first : len(after) - last]
    if max(len(old), len(new)) > _LONGEST:
        whole = (first, first + len(old)), (first, first + len(new))
        return (Difference(Kind.WORDING, *whole),)
    return tuple(
        replace(
            one,
            claimed=(one.claimed[0] + first, one.claimed[1] + first),
            source=(one.source[0] + first, one.source[1] + first),
        )
        for one in differing(old, new)
    )


def _shared(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    unlike = (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(unlike, min(len(one), len(other)))


def _paired(
    old: Sequence[str], new: Sequence[str], first: int, start: int
) -> Iterator[tuple[int, int]]:
    """Yield which of some neighbouring paragraphs became which, in order."""
    if len(old) * len(new) > _COMPARED:
        yield from ((first + at, start + at) for at in range(min(len(old), len(new))))
        return
    at = 0
    for number, text in enumerate(old, first):
        likeness = [(_likeness(text, other), -place) for place, other in enumerate(new[at:], at)]
        best, place = max(likeness, default=(0.0, 0))
        if best >= _ALIKE:
            at = -place + 1
            yield number, start - place


def _likeness(left: str, right: str) -> float:
    """Return the share of the shorter text's pairs of characters that the other has too."""
    texts = (left[:_LIKENED], right[:_LIKENED])
    one, other = ({text[at : at + 2] for at in range(len(text) - 1)} for text in texts)
    return len(one & other) / max(1, min(len(one), len(other)))
