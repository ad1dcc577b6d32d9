"""The table of other words: forms and abbreviations, words glossed alike, Chinese for English.

There is no freely licensed list of Chinese synonyms to be had; CC-CEDICT's English glosses stand
in for one. Two words of which the glosses are alike are often, not always, synonyms, and their
strength says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from benchmarks.lexicon.cedict import Entry, entries, release
from benchmarks.lexicon.likeness import alike

NAME = "synonyms"
REFERRED = 0.9
"""The strength of another form or an abbreviation: by eye, 95 of 100 are right."""
ALIKE = 0.5
"""The strength of words whose glosses are the same; less alike, less strong."""
TRANSLATED = 0.8
"""The strength of a Chinese word for an English one."""
_LEAST = 0.35
"""Glosses less alike than this make no synonyms."""
_RELATED = 0.1
"""Words that share a character besides are likelier synonyms by this much."""
_LONGEST = 4
"""What is longer is a phrase or a term of art, and has no synonym."""
_MOST = 24
"""How many other words a word has at most, the strongest of them."""
_PHRASE = 5
"""English words by which a Chinese one is found at most: one more than is looked up at once."""

_Others = defaultdict[str, dict[str, float]]


def remarks() -> list[str]:
    """Return what stands at the head of the table."""
    return [
        "Other words for a word: the word, then each other word and its strength, 0 to 1.",
        "Made from CC-CEDICT, the Chinese-English dictionary, https://www.mdbg.net/chinese/",
        f"(MDBG; Creative Commons Attribution-ShareAlike 4.0), release {release()},",
        "by `python -m benchmarks lexicon`: other forms and abbreviations that it names, words",
        "glossed alike, and Chinese words for English ones. This table is under the same licence:",
        "https://creativecommons.org/licenses/by-sa/4.0/. Sorted by the bytes of the rows.",
    ]


def rows() -> Iterator[list[str]]:
    """Yield each word, followed by its other words with their strengths."""
    words = entries()
    others: _Others = defaultdict(dict)
    _add_alike(words, others)
    _add_references(words, others)
    _add_translations(words, others)
    for word, found in others.items():
        found.pop(word, None)
        strongest = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST]
        if strongest:
            yield [word, *(f"{other} {strength:.2f}" for other, strength in strongest)]


def _add_alike(words: Sequence[Entry], others: _Others) -> None:
    # Proper nouns are glossed by what they are: a river is no synonym of another.
    glossed = [
        (entry.word, glosses)
        for entry in words
        if not entry.proper and len(entry.word) <= _LONGEST and (glosses := entry.glosses())
    ]
    for word, other, like in alike(glossed, _LEAST):
        related = like if set(word).isdisjoint(other) else like + _RELATED
        strength = ALIKE * min(1.0, related)
        others[word][other] = max(strength, others[word].get(other, 0.0))


def _add_references(words: Sequence[Entry], others: _Others) -> None:
    for entry in words:
        for other in entry.references():
            others[entry.word][other] = others[other][entry.word] = REFERRED


def _add_translations(words: Sequence[Entry], others: _Others) -> None:
    for entry in words:
        for head in entry.heads():
            english = " ".join(head.split(" ")[:_PHRASE])
            others[english][entry.word] = TRANSLATED
