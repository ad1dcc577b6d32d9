"""Toneless pinyin to the characters that the reports hold.

A row of syllables is read as a Markov chain of characters: the pairs of the reports give the
transitions, strings of theirs that fill whole words come before them, and Viterbi's algorithm finds
the likeliest row. It is believed only where its strings really stand in the reports, or are
the words one asks with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from retrieval.article import Span
from retrieval.correction.pinyin import homophones, spellings
from retrieval.correction.pinyin_model import Syllables
from retrieval.correction.pinyin_words import (
    ENGLISH,
    FUNCTION_WORDS,
    PARTICLES,
    QUESTION_WORDS,
    SINGLES,
    SPELLED,
)
from retrieval.correction.vocabulary import Vocabulary

_PHRASE = re.compile(r"(?<![a-z@_./\-])[a-z]+(?:(?: +|['’])[a-z]+)*(?![a-z0-9@_/\-]|\.[a-z0-9])")
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)*")
_PART = re.compile(r"[a-z]+")
_LONGEST = 200
"""Letters of the longest phrase that is read: nobody asks at greater length in pinyin."""
_BREAK = -2.5
"""Log probability that a word begins here which is not seen after the last one."""
_ASKED = -2.0
"""Log probability of a question word or particle, per word."""
_UNREADABLE = -25.0
"""Log probability of a syllable that no character of the reports has."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Letters `start` to `stop` of a text, and the characters they spell."""

    start: int
    stop: int
    meant: str


@dataclass(frozen=True, slots=True)
class _Node:
    """The likeliest row that ends with `word`, whose letters are `start` to `stop`.

    `joined` tells that the reports hold its character after the last one; `said` is the syllable
    of a single character.
    """

    score: float
    word: str
    start: int
    stop: int
    before: _Node | None
    said: str = ""
    joined: bool = False


@dataclass(frozen=True, slots=True)
class _Letters:
    """Words of Latin letters put together; `places` tells where each letter stands in the text."""

    text: str
    places: tuple[int, ...]
    words: tuple[Span, ...]
    syllables: tuple[tuple[str, ...], ...]


class PinyinDecoder:
    """Reads pinyin as the reports spell it in characters."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Read with the characters, pairs and strings of `vocabulary`."""
        self._vocabulary = vocabulary
        self._syllables = Syllables(vocabulary)

    def readings(self, text: str) -> Iterator[Reading]:
        """Yield what in `text` (folded) is pinyin of strings that stand in the reports."""
        for phrase in _PHRASE.finditer(text):
            if len(phrase.group()) > _LONGEST:
                continue
            words = [match.span() for match in _WORD.finditer(text, *phrase.span())]
            for row in self._rows(text, words):
                yield from self._read(_letters(text, row))

    def _rows(self, text: str, words: Sequence[Span]) -> Iterator[list[Span]]:
        """Yield rows of neighbouring words that may be pinyin, two syllables or more."""
        rows: list[list[Span]] = [[]]
        for start, stop in words:
            if self._is_foreign(text[start:stop]):
                rows.append([])
            else:
                rows[-1].append((start, stop))
        for row in rows:
            if self._is_pinyin([text[start:stop] for start, stop in row]):
                yield row

    def _is_foreign(self, word: str) -> bool:
        """Whether `word` cannot be pinyin, or is rather a Latin word (one syllable may be both)."""
        parts = [spellings(part) for part in _PART.findall(word)]
        if not all(part[0] for part in parts):
            return True
        return self._is_latin(word) and not (len(parts) == 1 and word in parts[0][0])

    def _is_latin(self, word: str) -> bool:
        return word in ENGLISH or self._vocabulary.frequency(word) > 0

    def _is_pinyin(self, words: Sequence[str]) -> bool:
        single = len(words) == 1 and words[0] in homophones()
        return bool(words) and not single and not all(map(self._is_latin, words))

    def _read(self, letters: _Letters) -> Iterator[Reading]:
        """Yield the readings of neighbouring words, those that touch as one."""
        nodes = self._likeliest(letters)
        known = {place for node in self._known(nodes) for place in range(node.start, node.stop)}
        runs: list[list[Span]] = [[]]
        for start, stop in letters.words:
            words = [node.word for node in nodes if start <= node.start < stop]
            if known.issuperset(range(start, stop)) and _is_natural(words):
                runs[-1].append((start, stop))
            else:
                runs.append([])
        for run in filter(None, runs):
            start, stop = run[0][0], run[-1][1]
            words = [node.word for node in nodes if start <= node.start < stop]
            if not PARTICLES.issuperset(words):
                yield Reading(letters.places[start], letters.places[stop - 1] + 1, "".join(words))

    def _known(self, nodes: Sequence[_Node]) -> Iterator[_Node]:
        """Yield the nodes that belong to a string of the reports, or to the words of asking."""
        chains: list[list[_Node]] = []
        for node in nodes:
            if node.joined:
                chains[-1].append(node)
            else:
                chains.append([node])
        for chain in chains:
            if len(chain[0].word) > 1:
                yield chain[0]
            elif chain[0].word:
                yield from self._standing(chain)

    def _standing(self, chain: Sequence[_Node]) -> Iterator[_Node]:
        """Yield the nodes of `chain`, characters in a row, that strings of the reports cover."""
        start = 0
        characters = "".join(node.word for node in chain)
        while start < len(chain):
            stop = start + 1
            while stop < len(chain) and self._vocabulary.stands(characters[start : stop + 1]):
                stop += 1
            if self._syllables.is_plausible(characters[start:stop]):
                yield from chain[start:stop]
            start = stop

    def _likeliest(self, letters: _Letters) -> list[_Node]:
        """Find the likeliest row of characters and function words for all letters."""
        ends: list[dict[tuple[str, str], _Node]] = [{} for _ in range(len(letters.text) + 1)]
        ends[0]["", ""] = _Node(0.0, "", 0, 0, None)
        for place in range(len(letters.text)):
            for node in self._next(letters, place, list(ends[place].values())):
                kept = ends[node.stop].get((node.said, node.word))
                if kept is None or kept.score < node.score:
                    ends[node.stop][node.said, node.word] = node
        node = max(ends[-1].values(), key=lambda node: node.score)
        row = []
        while node.before is not None:
            row.append(node)
            node = node.before
        return row[::-1]

    def _next(self, letters: _Letters, place: int, ended: Sequence[_Node]) -> Iterator[_Node]:
        """Yield what may follow at `place`: words, characters, and characters of the same word."""
        if not ended:
            return
        before = max(ended, key=lambda node: node.score)
        for word, stop in _function_words(letters, place):
            yield _Node(before.score + _ASKED, word, place, stop, before)
        for string, stop, chance in self._strings(letters, place):
            yield _Node(before.score + _BREAK + chance, string, place, stop, before)
        for syllable in letters.syllables[place]:
            stop = place + len(syllable)
            yield _Node(before.score + _UNREADABLE, "", place, stop, before, syllable)
            for one, chance in self._syllables.characters(syllable).items():
                yield _Node(before.score + _BREAK + chance, one, place, stop, before, syllable)
            for held in ended:
                for one, chance in self._syllables.after(held.said, held.word, syllable):
                    score = held.score + chance
                    yield _Node(score, one, place, stop, held, syllable, joined=True)

    def _strings(self, letters: _Letters, place: int) -> Iterator[tuple[str, int, float]]:
        """Yield strings of the reports for whole words from `place` on, and where they stop."""
        stops = {stop for start, stop in letters.words if start >= place}
        if any(start == place for start, _ in letters.words):
            yield from self._syllables.strings(letters.syllables, place, stops)


def _is_natural(words: Sequence[str]) -> bool:
    """Whether one writes `words` as one: no particle hangs on to content but in a question."""
    if FUNCTION_WORDS.issuperset(words) or not QUESTION_WORDS.isdisjoint(words):
        return True
    return SINGLES.isdisjoint(words) or (
        "的" in words and SINGLES.isdisjoint((words[0], words[-1]))
    )


def _letters(text: str, words: Sequence[Span]) -> _Letters:
    """Put the letters of `words` together; a syllable never goes beyond its part of a word."""
    split = [list(_PART.finditer(text, *word)) for word in words]
    parts = [part for word in split for part in word]
    stops = list(accumulate(sum(len(part.group()) for part in word) for word in split))
    return _Letters(
        "".join(part.group() for part in parts),
        tuple(place for part in parts for place in range(*part.span())),
        tuple(zip([0, *stops], stops, strict=False)),
        tuple(syllables for part in parts for syllables in spellings(part.group())),
    )


def _function_words(letters: _Letters, place: int) -> Iterator[tuple[str, int]]:
    """Yield the function words that the letters from `place` on spell, and where they stop."""
    for spelled, word in _by_letter().get(letters.text[place], ()):
        stop = place
        for syllable in spelled:
            if stop >= len(letters.text) or syllable not in letters.syllables[stop]:
                break
            stop += len(syllable)
        else:
            yield word, stop


@cache
def _by_letter() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Map the first letter of a spelling to function words, as syllables and as written."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for spelling, word in SPELLED.items():
        table.setdefault(spelling[0], []).append((tuple(spelling.split()), word))
    return table
