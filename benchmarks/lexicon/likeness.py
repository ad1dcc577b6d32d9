"""Which words are glossed alike: the cosine of their English glosses, weighed by rarity.

Each entry is a vector. Its dimensions are its glosses and, weaker, the single content words of
them (Salton's tf-idf cosine); glosses further down an entry count less.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence

_LATER = 0.25
"""How much less each further gloss of an entry counts: 1, 1/1.25, 1/1.5 …"""
_SINGLE = 0.5
"""What a single word of a gloss counts beside the gloss as a whole."""
_COMMON = 200
"""A gloss, or a word of one, that more entries than this share tells nothing."""
_EMPTY = frozenset(
    (
        *("a", "an", "the", "of", "to", "sb", "sth", "one", "ones", "sb's", "one's", "in", "on"),
        *("at", "for", "or", "and", "by", "with", "as", "be", "from", "that", "it", "up", "out"),
        *("into", "is", "not", "etc"),
    )
)

Glossed = Sequence[tuple[str, Sequence[str]]]
"""Words, each with its glosses; a word may come once for each reading."""


def alike(glossed: Glossed, least: float) -> Iterator[tuple[str, str, float]]:
    """Yield pairs of words whose glosses are alike by `least` or more (0 to 1), both ways."""
    vectors = _vectors([glosses for _, glosses in glossed])
    sharing: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for entry, vector in enumerate(vectors):
        for feature, value in vector.items():
            sharing[feature].append((entry, value))
    telling = {feature for feature, entries in sharing.items() if 1 < len(entries) <= _COMMON}
    for entry, vector in enumerate(vectors):
        scores: defaultdict[int, float] = defaultdict(float)
        for feature in vector.keys() & telling:
            for other, value in sharing[feature]:
                scores[other] += vector[feature] * value
        word = glossed[entry][0]
        for other, score in scores.items():
            if score >= least and glossed[other][0] != word:
                yield word, glossed[other][0], min(1.0, score)


def _vectors(entries: Sequence[Sequence[str]]) -> list[dict[str, float]]:
    """Return each entry's features, weighed by rarity; each vector has length 1."""
    weighed = [_weighed(glosses) for glosses in entries]
    spread: defaultdict[str, int] = defaultdict(int)
    for vector in weighed:
        for feature in vector:
            spread[feature] += 1
    rarity = {feature: math.log(len(entries) / count) for feature, count in spread.items()}
    vectors = [{f: value * rarity[f] for f, value in vector.items()} for vector in weighed]
    lengths = [max(1e-9, math.hypot(*vector.values())) for vector in vectors]
    return [
        {feature: value / length for feature, value in vector.items()}
        for vector, length in zip(vectors, lengths, strict=True)
    ]


def _weighed(glosses: Sequence[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for rank, gloss in enumerate(glosses):
        weight = 1 / (1 + _LATER * rank)
        found[gloss] = weight
        words = [word for word in gloss.split(" ") if word not in _EMPTY]
        # "#" keeps "#doctor", a word of a gloss, apart from the gloss "doctor".
        mark = "#to " if gloss.startswith("to ") else "#"
        for word in words:
            single = f"{mark}{word.removesuffix('s')}"
            found.setdefault(single, _SINGLE * weight / len(words))
            mark = "#"
    return found
