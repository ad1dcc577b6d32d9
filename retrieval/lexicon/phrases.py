"""Phrases of the lexicon found in a text that is cut into words, only where words begin and end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar

_LONGEST = 8
"""The most words of a phrase."""
_END = "$"
"""Stands, after >, for the end of a clause."""
_WHOLE = "^"
"""Stands before a word that is a neighbour as a whole: not one that ends in it."""
_CLOSING = frozenset(",。;:!?、…)）\"'”’ ")

Label = TypeVar("Label")


class Word(Protocol):
    """A word of a text, and where it stands."""

    @property
    def text(self) -> str:
        """The word."""

    @property
    def start(self) -> int:
        """Its first character."""

    @property
    def stop(self) -> int:
        """The character after its last one."""


class Condition(NamedTuple, Generic[Label]):
    """A phrase counts only beside a word that ends in `neighbour`: after it, or before.

    Where that begins with ^, it must be the whole word.
    """

    neighbour: str
    follows: bool
    label: Label


class Phrases(Generic[Label]):
    """Phrases with labels."""

    def __init__(self, labelled: Iterable[tuple[str, Label]]) -> None:
        """Take phrases; a>b is the phrase a before the word b, and b>>a after it.

        Of a phrase that is given twice the first label counts.
        """
        self._plain: dict[str, Label] = {}
        self._conditions: defaultdict[str, list[Condition[Label]]] = defaultdict(list)
        for phrase, label in labelled:
            if ">>" in phrase:
                before, own = phrase.split(">>")
                self._conditions[own].append(Condition(before, follows=False, label=label))
            elif ">" in phrase:
                own, after = phrase.split(">")
                self._conditions[own].append(Condition(after, follows=True, label=label))
            else:
                self._plain.setdefault(phrase, label)
        known = (*self._plain, *self._conditions)
        self._beginnings = frozenset(one[:stop] for one in known for stop in range(1, len(one) + 1))

    def find(self, tokens: Sequence[Word]) -> list[tuple[int, int, Label]]:
        """Return the phrases in `tokens`, the longest first: first token, last token, label."""
        phrases: list[tuple[int, int, Label]] = []
        after = 0
        for at, token in enumerate(tokens):
            if at >= after and token.text in self._beginnings:
                found = self._longest(tokens, at)
                if found:
                    phrases.append((at, *found))
                    after = found[0] + 1
        return phrases

    def _longest(self, tokens: Sequence[Word], first: int) -> tuple[int, Label] | None:
        text, found = "", None
        for last in range(first, min(first + _LONGEST, len(tokens))):
            if last > first and tokens[last].start != tokens[last - 1].stop:
                break
            text += tokens[last].text
            if text not in self._beginnings:
                break
            if text in self._conditions:
                label = self._beside(text, tokens, first, last)
            else:
                label = self._plain.get(text)
            if label is not None:
                found = last, label
        return found

    def _beside(self, text: str, tokens: Sequence[Word], first: int, last: int) -> Label | None:
        """Return the label that a phrase has beside the words before and after it."""
        before = tokens[first - 1].text if first else ""
        after = tokens[last + 1].text if last + 1 < len(tokens) else _END
        after = _END if after in _CLOSING else after
        for neighbour, follows, label in self._conditions[text]:
            if (_WHOLE + (after if follows else before)).endswith(neighbour):
                return label
        return self._plain.get(text)
