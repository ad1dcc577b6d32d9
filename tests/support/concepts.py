"""A small sentence encoder: it knows which words mean the same, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from retrieval.index.archive.array_file import Float32s
from retrieval.meaning.vectors import SIZE


@dataclass
class ConceptEncoder:
    """A vector is the sum of those of the concepts that a text has a word for, and some noise.

    `asked` are the texts that were encoded, in order.
    """

    concepts: Sequence[Sequence[str]] = (("停运", "不开"), ("扩建", "加大"), ("柿子", "果实"))
    name: str = "concepts"
    asked: list[str] = field(default_factory=list)

    def encode(self, texts: Sequence[str]) -> Float32s:
        self.asked += texts
        rows = [self._vector(text) for text in texts]
        whole = np.array(rows, dtype=np.float32).reshape(-1, SIZE)
        lengths: Float32s = np.linalg.norm(whole, axis=1, keepdims=True)
        return (whole / lengths).astype(np.float32)

    def _vector(self, text: str) -> Float32s:
        directions = np.random.default_rng(0).standard_normal((len(self.concepts), SIZE))
        noise = np.random.default_rng(sum(map(ord, text))).standard_normal(SIZE)
        held = [any(word in text for word in words) for words in self.concepts]
        return (np.array(held, dtype=float) @ directions + 0.3 * noise).astype(np.float32)
